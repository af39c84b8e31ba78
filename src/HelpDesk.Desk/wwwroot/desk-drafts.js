// What is typed is kept in this window at every stroke, and on the server after a moment's rest (Composer). A page that is loaded anew
// puts back what the server had not got yet. What was sent is forgotten here.
const key = field => 'helpdesk-draft|' + field.dataset.draft;

function keep(field) {
  try {
    if (field.value) {
      sessionStorage.setItem(key(field), field.value);
    } else {
      sessionStorage.removeItem(key(field));
    }
  } catch {
    // No storage in this window: the server keeps drafts all the same.
  }
}

function kept(field) {
  try { return sessionStorage.getItem(key(field)); } catch { return null; }
}

/** As if it were typed: the server hears of it. */
function set(field, text) {
  field.value = text;
  field.dispatchEvent(new Event('input', { bubbles: true }));
  keep(field);
}

document.addEventListener('input', event => event.target.matches('[data-draft]') && keep(event.target));

export function putBack() {
  for (const field of document.querySelectorAll('[data-draft]')) {
    const text = kept(field);
    if (text && text !== field.value) {
      set(field, text);
    }
  }
}

window.desk = {
  isHere: () => document.visibilityState === 'visible',
  set(id, text) {
    const field = document.getElementById(id);
    set(field, text);
    field.focus();
  },
  clear(id) {
    const field = document.getElementById(id);
    field.value = '';
    keep(field);
  },
  insert(id, text) {
    const field = document.getElementById(id);
    const { selectionStart: at, selectionEnd: end, value } = field;
    set(field, value.slice(0, at) + text + value.slice(end));
    field.selectionStart = field.selectionEnd = at + text.length;
    field.focus();
  },
};
