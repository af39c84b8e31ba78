// Ctrl+K (⌘K): whatever can be done on this page or reached from it, found by its name, its reading, in English or by its key. What is
// chosen is pressed where it stands in the page, so that there is no second way of doing it; a page says what it offers by data-key-label or data-command.
import { closedAround } from '/desk-folds.js';
import { composing, press, showKeys, whenLive } from '/desk-keys.js';
import { mark } from '/desk-listbox.js';
import { rank } from '/desk-rank.js';

const dialog = document.querySelector('#palette');
const box = document.querySelector('#palette-words');
const list = document.querySelector('#palette-list');
const count = document.querySelector('#palette-count');
const gone = document.querySelector('#palette-gone');
/** On a Mac Ctrl+K belongs to the field: it deletes to the end of the line. */
const isMac = /Mac|iP(hone|ad)/.test(navigator.platform);

/** What the server knows: places, words that names are found by, the search. Asked at every opening, for rights may have changed. */
let known = { places: [], words: {}, search: null };
/** The inquiries whose number was typed. */
let numbered = [];
let asking = Promise.resolve();
let loading = Promise.resolve();
let asked = 0;
let found = [];
let chosen = 0;

const labelOf = element => element.dataset.keyLabel ?? element.dataset.command;

/** What this page offers now, what its content does before what every page has; of two of one name the first, as with their key. */
function offered() {
  const all = [...document.querySelectorAll('[data-key-label], [data-command]')]
    .filter(element => labelOf(element) && !element.disabled && (element.checkVisibility() || closedAround(element)))
    .sort((a, b) => Number(a.closest('main') === null) - Number(b.closest('main') === null))
    .map(element => ({ label: labelOf(element), key: element.dataset.key, element }));
  return [...all, { label: document.querySelector('#keys-title').textContent, key: '?', run: showKeys }];
}

function commands() {
  const here = offered();
  const places = known.places.filter(place => !here.some(one => one.label === place.label)).map(place => ({ ...place, detail: dialog.dataset.go }));
  const names = new Set();
  return [...here, ...places].filter(one => !names.has(one.label) && names.add(one.label)).map(one => ({ ...one, words: known.words[one.label] ?? [] }));
}

function choose(at) {
  chosen = at;
  mark(box, list, at);
}

function rowOf(one, i) {
  const row = document.createElement('li');
  row.id = `palette-${i}`;
  row.setAttribute('role', 'option');
  const label = document.createElement('span');
  label.textContent = one.label;
  row.append(label);
  if (one.key || one.detail) {
    const more = document.createElement(one.key ? 'kbd' : 'span');
    more.className = one.key ? '' : 'under';
    more.textContent = one.key ?? one.detail;
    row.append(' ', more);
  }
  row.addEventListener('click', () => take(i));
  return row;
}

function show() {
  const typed = box.value.trim();
  const before = chosen > 0 ? found[chosen]?.label : undefined;
  const meant = rank(typed, commands());
  const numbers = numbered.map(one => ({ label: `${one.number} ${one.subject}`, address: one.address, detail: dialog.dataset.inquiry }));
  found = typed.length > 1 ? [...numbers, ...meant] : [...meant, ...numbers];
  if (typed && known.search) {
    found.push({ label: dialog.dataset.search.replace('{0}', () => typed), address: known.search + encodeURIComponent(typed) });
  }
  list.replaceChildren(...found.map(rowOf));
  count.textContent = dialog.dataset.count.replace('{0}', String(found.length));
  choose(Math.max(0, found.findIndex(one => one.label === before)));
}

async function ask(address) {
  const answer = await fetch(address, { headers: { accept: 'application/json' } });
  if (!answer.ok || answer.redirected) {
    throw new Error(String(answer.status));
  }
  return answer.json();
}

/** Digits may be an inquiry's number; which, the server says. */
function look() {
  gone.hidden = true;
  const mine = ++asked;
  numbered = [];
  chosen = 0;
  show();
  if (!/\p{Nd}/u.test(box.value)) {
    asking = Promise.resolve();
    return;
  }
  asking = ask(`/desk/palette/inquiries?q=${encodeURIComponent(box.value.trim())}`).then(rows => {
    if (mine === asked) {
      numbered = rows;
      show();
    }
  }).catch(() => { /* The search for it stands in the list. */ });
}

/** As a link of the page is followed, without loading the desk anew. */
function follow(address) {
  const link = document.createElement('a');
  link.href = address;
  document.body.append(link);
  link.click();
  link.remove();
}

function take(at) {
  const one = found[at];
  if (!one) {
    return;
  }
  if (one.address) {
    dialog.close();
    follow(one.address);
    return;
  }
  // The page may have drawn it anew, or no longer have it.
  if (!offered().some(now => now.label === one.label)) {
    show();
    gone.hidden = false;
    return;
  }
  dialog.close();
  if (one.run) {
    one.run();
    return;
  }
  whenLive(() => {
    const now = offered().find(other => other.label === one.label);
    if (now) {
      press(now.element);
    }
  });
}

function open() {
  box.value = '';
  look();
  dialog.showModal();
  box.focus();
  loading = ask('/desk/palette').then(answer => {
    known = answer;
  }, () => {
    // What stands in the page can still be done.
    known = { ...known, places: [], search: null };
  }).then(() => show());
}

document.addEventListener('keydown', event => {
  if (composing(event) || event.key.toLowerCase() !== 'k' || event.shiftKey || event.altKey || event.metaKey !== isMac || event.ctrlKey === isMac) {
    return;
  }
  event.preventDefault();
  if (dialog.open) {
    dialog.close();
  } else if (!document.querySelector('dialog[open]')) {
    open();
  }
});
document.addEventListener('click', event => event.target.closest('[data-palette]') && open());
// While an input method composes, what stands there is looked for already; only its keys are its own.
box.addEventListener('input', look);
box.addEventListener('keydown', async event => {
  if (composing(event)) {
    if (event.key === 'Escape') {
      event.preventDefault();
    }
    return;
  }
  if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
    event.preventDefault();
    if (found.length > 0) {
      choose((chosen + (event.key === 'ArrowDown' ? 1 : found.length - 1)) % found.length);
    }
  } else if (event.key === 'Enter') {
    event.preventDefault();
    await Promise.all([loading, asking]);
    take(chosen);
  }
});
