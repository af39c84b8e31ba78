// Acts by keyboard: what a key does stands in the page (data-key), so that a page and its list of keys cannot differ.
import { isUnfolded, pressFold, unfold } from '/desk-folds.js';

const OFF = 'helpdesk-keys-off';

/** A key of an input method still belongs to the word that is being written. */
export const composing = event => event.isComposing || event.key === 'Process' || event.keyCode === 229;
const writing = element => element.closest('input:not([type=checkbox]), textarea, select, [contenteditable]') !== null;
const dialog = document.querySelector('#keys');
const off = document.querySelector('#keys-off');

/** The name of a key as pages write it. Digits with Shift go by their place: what stands above them differs from keyboard to keyboard. */
const nameOf = event => (event.shiftKey && /^Digit[1-9]$/.test(event.code) && event.key !== event.code.at(-1) ? 'Shift+' + event.code.at(-1) : event.key);

function isOff() {
  try { return localStorage.getItem(OFF) === '1'; } catch { return false; }
}

off.checked = isOff();
off.addEventListener('change', () => {
  try { localStorage.setItem(OFF, off.checked ? '1' : '0'); } catch { /* kept for this page only */ }
});

export function showKeys() {
  const here = dialog.querySelector('#keys-here');
  here.replaceChildren(...[...document.querySelectorAll('[data-key][data-key-label]')].map(element => {
    const row = document.createElement('div');
    const term = document.createElement('dt');
    const key = document.createElement('kbd');
    const label = document.createElement('dd');
    key.textContent = element.dataset.key;
    label.textContent = element.dataset.keyLabel;
    term.append(key);
    row.append(term, label);
    return row;
  }));
  dialog.showModal();
}

/** The first paint comes before anybody hears a press: one that came too early is made once somebody does. */
export function whenLive(act) {
  const live = () => document.querySelector('main[data-live=true]') !== null;
  if (live()) {
    act();
    return;
  }
  const seen = new MutationObserver(() => {
    if (live()) {
      seen.disconnect();
      act();
    }
  });
  seen.observe(document.body, { subtree: true, childList: true, attributes: true, attributeFilter: ['data-live'] });
}

/** Does what a button, link or field of the page is for. */
export function press(target) {
  if (!target || pressFold(target)) {
    return;
  }
  if (!target.matches('a')) {
    unfold(target);
  }
  if (target.matches('input, select')) {
    target.focus();
    return;
  }
  target.click();
  if (target.dataset.focus) {
    // The field is shown by the server's answer to the press.
    const show = () => {
      const field = document.getElementById(target.dataset.focus);
      if (field && field.offsetParent) {
        field.focus();
        return true;
      }
      return false;
    };
    if (!show()) {
      const seen = new MutationObserver(() => show() && seen.disconnect());
      seen.observe(document.body, { subtree: true, childList: true, attributes: true });
      setTimeout(() => seen.disconnect(), 5000);
    }
  }
}

/** Where the page has it, or as soon as it has; not for longer than somebody waits. */
function focusOn(find) {
  const found = () => {
    const element = find();
    element?.focus();
    return Boolean(element);
  };
  if (!found()) {
    const seen = new MutationObserver(() => found() && seen.disconnect());
    seen.observe(document.body, { subtree: true, childList: true });
    setTimeout(() => seen.disconnect(), 5000);
  }
}

/** Who goes back to the list goes on from the line of the inquiry that they left. */
document.addEventListener('click', event => {
  const left = /^\/desk\/inquiries\/([^/]+)$/.exec(location.pathname);
  if (left && event.target.closest('a[data-key=Escape]')) {
    focusOn(() => document.querySelector(`[data-line][href*="/${CSS.escape(left[1])}?"]`));
  }
});

function step(by) {
  const lines = [...document.querySelectorAll('[data-line]')];
  const at = lines.indexOf(document.activeElement);
  const next = lines[at < 0 ? (by > 0 ? 0 : lines.length - 1) : Math.max(0, Math.min(lines.length - 1, at + by))];
  next?.focus();
  next?.scrollIntoView({ block: 'nearest' });
}

document.addEventListener('keydown', event => {
  if (composing(event) || event.defaultPrevented) {
    return;
  }

  if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
    const around = event.target.closest('.composer, .check');
    const send = (event.shiftKey ? around?.querySelector('[data-send-next]') : null) ?? around?.querySelector('[data-send]');
    if (send) {
      event.preventDefault();
      if (event.target.matches('input:not([type=file])')) {
        // A field is heard of when it is left: what was just typed in it goes, too.
        event.target.dispatchEvent(new Event('change', { bubbles: true }));
      }
      send.click();
    }
    return;
  }

  // A field that was emptied by sending has nothing else to undo.
  if (event.key === 'z' && (event.ctrlKey || event.metaKey) && !event.shiftKey && event.target.matches('[data-draft]') && event.target.value === '') {
    const back = document.querySelector('.thread > .waiting [data-key=z], p.told [data-key=z]');
    if (back) {
      event.preventDefault();
      back.click();
    }
    return;
  }

  if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector('dialog[open]')) {
    return;
  }

  if (writing(event.target)) {
    // Out of the field first; the page's own Escape comes with the next.
    if (event.key === 'Escape') {
      event.target.blur();
    }
    return;
  }

  if (event.key === 'Escape' && isUnfolded()) {
    return;
  }

  if (event.key === '?') {
    event.preventDefault();
    showKeys();
  } else if (event.target.matches('[data-line]') && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
    event.preventDefault();
    step(event.key === 'ArrowDown' ? 1 : -1);
  } else if (!isOff() && (event.key === 'j' || event.key === 'k')) {
    event.preventDefault();
    step(event.key === 'j' ? 1 : -1);
  } else if (!isOff() && (event.key === 'x' || event.key === 'X') && event.target.matches('[data-line]')) {
    event.preventDefault();
    const shiftKey = event.key === 'X';
    whenLive(() => event.target.closest('tr').querySelector('[data-choose]')?.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true, shiftKey })));
  } else if (!isOff()) {
    const selector = `[data-key="${CSS.escape(nameOf(event))}"]`;
    if (document.querySelector(selector)) {
      event.preventDefault();
      whenLive(() => press(document.querySelector(selector)));
    }
  }
});

// With Shift, all lines from the one chosen before to this.
let chosenLast = null;
document.addEventListener('click', event => {
  const box = event.target.closest('[data-choose]');
  if (!box) {
    return;
  }
  const boxes = [...document.querySelectorAll('[data-choose]')];
  const [from, to] = [boxes.indexOf(chosenLast), boxes.indexOf(box)];
  chosenLast = box;
  if (event.shiftKey && from >= 0) {
    boxes.slice(Math.min(from, to) + 1, Math.max(from, to)).filter(one => one.checked !== box.checked).forEach(one => one.click());
  }
});

document.addEventListener('click', event => {
  if (event.target.closest('[data-reload]')) {
    event.preventDefault();
    location.reload();
    return;
  }

  const copy = event.target.closest('[data-copy]');
  if (copy) {
    copied(copy);
  }
});

/** Milliseconds in which a second press still belongs to the first. */
const SOON = 800;
const told = document.querySelector('#copied');
let last = { of: null, times: 0, at: 0 };
let hide;

/** Pressed again at once, the same gives more: the number, then with its subject, then its address. */
function copied(from) {
  const texts = [from.dataset.copy, from.dataset.copyMore, from.dataset.copyLink && new URL(from.dataset.copyLink, location.href).href].filter(Boolean);
  const isAgain = last.of === from && performance.now() - last.at < SOON;
  last = { of: from, times: isAgain ? Math.min(last.times + 1, texts.length - 1) : 0, at: performance.now() };
  navigator.clipboard?.writeText(texts[last.times]).then(() => {
    told.textContent = told.dataset.copied.replace('{0}', texts[last.times].length > 80 ? texts[last.times].slice(0, 80) + '…' : texts[last.times]);
    told.hidden = false;
    clearTimeout(hide);
    hide = setTimeout(() => { told.hidden = true; }, 2500);
  }, () => {
    // The browser does not let us: nothing was copied, and nothing is said to be.
  });
}
