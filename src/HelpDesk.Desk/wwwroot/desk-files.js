// Files put to a reply, a note or a letter: chosen, pasted into its field or dropped on the composer. Each is checked and kept by the server at once,
// with the draft; the page then shows what it holds.
const TOKEN = 'input[name=__RequestVerificationToken]';
const token = () => document.querySelector(TOKEN)?.value ?? '';
const place = () => document.querySelector('[data-files]');

function say(text) {
  const state = document.querySelector('[data-files-state]');
  if (state) {
    state.textContent = text;
  }
}

let busy = 0;

/** What is written waits for its files: none comes too late for its reply, none goes with it that was being taken off. */
async function hold(act) {
  const send = () => document.querySelectorAll('.composer :is([data-send], [data-send-next])').forEach(button => { button.disabled = busy > 0; });
  busy++;
  send();
  try {
    await act();
  } finally {
    busy--;
    send();
  }
  place()?.querySelector('[data-files-changed]').click();
}

async function post(address, body) {
  const answer = await fetch(address, { method: 'POST', headers: { 'X-Helpdesk-Antiforgery': token() }, body });
  if (!answer.ok) {
    throw new Error(String(answer.status));
  }
  return (await answer.json()).problem;
}

/** All go to what was written as they came, whatever the page turns to meanwhile: a note's never to a reply. */
async function put(files, { files: address, sending, failed, enough }) {
  const problems = [];
  say(sending);
  for (const file of files) {
    try {
      const problem = await post(`${address}?name=${encodeURIComponent(file.name)}`, file.slice(0, Number(enough)));
      if (problem) {
        problems.push(problem);
      }
    } catch {
      problems.push(failed.replace('{0}', () => file.name));
    }
  }
  say(problems.join('\n'));
}

function take(files) {
  const into = place();
  if (into && files.length > 0) {
    const now = { ...into.dataset };
    hold(() => put(files, now));
  }
}

document.addEventListener('change', event => {
  const input = event.target.closest('[data-files-input]');
  if (input) {
    const files = [...input.files];
    input.value = '';
    take(files);
  }
});

document.addEventListener('paste', event => {
  const files = [...event.clipboardData?.files ?? []];
  // What a table or a page was copied from carries a picture beside its text: the text is what was meant.
  if (event.target.matches('[data-draft]') && files.length > 0 && !event.clipboardData.types.includes('text/plain')) {
    event.preventDefault();
    take(files);
  }
});

const carries = event => event.dataTransfer?.types.includes('Files') && event.target.closest('.composer');
document.addEventListener('dragover', event => carries(event) && event.preventDefault());
document.addEventListener('drop', event => {
  if (carries(event)) {
    event.preventDefault();
    take([...event.dataTransfer.files]);
  }
});

async function remove({ fileRemove: id, name }) {
  try {
    await post(`/desk/files/${id}/remove`);
    say('');
  } catch {
    say(place()?.dataset.unremoved.replace('{0}', () => name) ?? '');
  }
}

document.addEventListener('click', event => {
  const button = event.target.closest('[data-file-remove]');
  if (button) {
    const { fileRemove, name } = button.dataset;
    document.querySelector('[data-files-input]')?.focus();
    hold(() => remove({ fileRemove, name }));
  }
});
