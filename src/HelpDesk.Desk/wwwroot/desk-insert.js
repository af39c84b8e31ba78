// `::` (or ：：) and `??` (or ？？) open a list of text blocks or articles; what is chosen comes in at the cursor, and nothing that was typed is replaced.
import { mark } from '/desk-listbox.js';

const TRIGGERS = { '::': 'blocks', '：：': 'blocks', '??': 'articles', '？？': 'articles' };
const dialog = document.querySelector('#insert');
const box = document.querySelector('#insert-words');
const list = document.querySelector('#insert-list');
const none = document.querySelector('#insert-none');
const failed = document.querySelector('#insert-failed');
let field;
let kind;
let found = [];
let chosen = 0;
let asked = 0;
let cursor = 0;
/** What is chosen in the field once the dialog has gone. */
let after = [0, 0];

const composing = event => event.isComposing || event.key === 'Process' || event.keyCode === 229;

function choose(at) {
  chosen = at;
  mark(box, list, at);
}

async function look() {
  const mine = ++asked;
  const number = field.dataset.draft.split('|')[0];
  try {
    const answer = await fetch(`/desk/inserts/${encodeURIComponent(number)}/${kind}?q=${encodeURIComponent(box.value)}`, { headers: { accept: 'application/json' } });
    if (!answer.ok) {
      throw new Error(String(answer.status));
    }
    const rows = await answer.json();
    if (mine !== asked) {
      return;
    }
    failed.hidden = true;
    found = rows;
  } catch {
    if (mine === asked) {
      found = [];
      failed.hidden = false;
    }
  }
  if (mine !== asked) {
    return;
  }
  list.replaceChildren(...found.map((one, i) => {
    const row = document.createElement('li');
    row.id = `insert-${i}`;
    row.setAttribute('role', 'option');
    const title = document.createElement('strong');
    title.textContent = one.title;
    const text = document.createElement('span');
    text.className = 'preview';
    text.textContent = one.text;
    row.append(title, text);
    row.addEventListener('click', () => take(i));
    return row;
  }));
  none.hidden = found.length > 0 || !failed.hidden;
  choose(0);
}

function take(at) {
  const one = found[at];
  if (!one) {
    return;
  }
  dialog.close();
  // A field that stood behind the dialog forgets where its cursor was.
  field.setSelectionRange(cursor, cursor);
  window.desk.insert(field.id, one.text);
  // The first place that is still to be filled is chosen, so that typing fills it.
  after = [field.selectionStart, field.selectionEnd];
  const open = /\{\{[^{}\n]{1,60}\}\}/.exec(one.text);
  if (open) {
    const from = field.selectionStart - one.text.length + open.index;
    after = [from, from + open[0].length];
  }
}

function openFor(typed, what) {
  field = typed;
  cursor = typed.selectionEnd;
  after = [cursor, cursor];
  kind = what;
  dialog.querySelector('h2').textContent = dialog.dataset[what];
  box.value = '';
  found = [];
  list.replaceChildren();
  dialog.showModal();
  box.focus();
  look();
}

/** The two signs go; what stood around them stays. */
function trigger(target) {
  const at = target.selectionStart;
  const what = TRIGGERS[target.value.slice(at - 2, at)];
  // Right after a letter the signs belong to what is written («本当に？？», «ratio::»).
  if (!what || /[\p{L}\p{N}:：?？]/u.test(target.value[at - 3] ?? '')) {
    return;
  }
  const rest = target.value.slice(0, at - 2) + target.value.slice(at);
  window.desk.set(target.id, rest);
  target.setSelectionRange(at - 2, at - 2);
  openFor(target, what);
}

// An input method gives its signs when the word is done: the field is looked at then, not before.
document.addEventListener('input', event => event.target.matches('[data-draft]') && !event.isComposing && trigger(event.target));
document.addEventListener('compositionend', event => event.target.matches('[data-draft]') && setTimeout(() => trigger(event.target)));
document.addEventListener('click', event => {
  const button = event.target.closest('[data-insert]');
  if (button) {
    const open = [...document.querySelectorAll('[data-draft]')].find(one => one.offsetParent);
    if (open) {
      openFor(open, button.dataset.insert);
    }
  }
});
box.addEventListener('input', event => !event.isComposing && look());
box.addEventListener('compositionend', () => look());
box.addEventListener('keydown', event => {
  if (composing(event)) {
    return;
  }
  if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
    event.preventDefault();
    choose(Math.max(0, Math.min(found.length - 1, chosen + (event.key === 'ArrowDown' ? 1 : -1))));
  } else if (event.key === 'Enter') {
    event.preventDefault();
    take(chosen);
  }
});
dialog.addEventListener('close', () => {
  field?.focus();
  field?.setSelectionRange(...after);
});
