// The list below a field in which arrows choose while the field keeps the focus (ARIA: combobox with a listbox).

/** Marks a row as the chosen one, for eyes and for screen readers; with none there, none is. */
export function mark(box, list, at) {
  [...list.children].forEach((row, i) => row.setAttribute('aria-selected', i === at ? 'true' : 'false'));
  const row = list.children[at];
  if (row) {
    box.setAttribute('aria-activedescendant', row.id);
    row.scrollIntoView({ block: 'nearest' });
  } else {
    box.removeAttribute('aria-activedescendant');
  }
}
