// Parts of a page that have no room are popovers: they open and close without this. Here is what the browser does not do by itself.

/** The closed popover in which an element stands unseen; null where it can be seen. */
export const closedAround = element => {
  const fold = element.closest('[popover]');
  return fold && !fold.matches(':popover-open') && getComputedStyle(fold).display === 'none' ? fold : null;
};

/** Opens what an element is hidden in, so that a key reaches it. */
export function unfold(element) {
  closedAround(element)?.showPopover();
}

/** Presses the button of a popover; where its part stands in the page, that gets the focus. True where the button was one. */
export function pressFold(button) {
  const fold = button.popoverTargetElement;
  if (!fold) {
    return false;
  }
  if (button.checkVisibility()) {
    button.click();
  } else {
    fold.focus();
    fold.scrollIntoView({ block: 'nearest' });
  }
  return true;
}

/** Whether Escape is a popover's. */
export const isUnfolded = () => document.querySelector(':popover-open') !== null;

const fold = () => document.querySelectorAll('.fold:popover-open').forEach(open => open.hidePopover());

// What has the focus is never behind a popover.
document.addEventListener('focusin', event => {
  document.querySelectorAll('.fold:popover-open').forEach(open => {
    if (!open.contains(event.target) && event.target.popoverTargetElement !== open) {
      open.hidePopover();
    }
  });
});

// A page that goes on after a link was followed shows what was asked for.
document.addEventListener('click', event => {
  if (event.target.closest('.fold:popover-open a[href]')) {
    fold();
  }
});

// Where there is room again it stands in the page.
for (const width of [43.75, 68.75]) {
  matchMedia(`(width > ${width}em)`).addEventListener('change', fold);
}
