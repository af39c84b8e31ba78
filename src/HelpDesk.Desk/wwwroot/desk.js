// Starts the desk's connection and says when it is lost. What is typed stays in the page meanwhile.
import * as fluent from '/_content/Microsoft.FluentUI.AspNetCore.Components/Microsoft.FluentUI.AspNetCore.Components.lib.module.js';
import { putBack } from '/desk-drafts.js';
import '/desk-keys.js';
import '/desk-insert.js';
import '/desk-files.js';
import '/desk-palette.js';
import { news } from '/desk-notices.js';

/** Milliseconds without the server before it is said: shorter ones nobody notices. */
const UNNOTICED = 1500;
const status = document.querySelector('#connection');
let timer;

function lost() {
  timer ??= setTimeout(() => {
    status.textContent = document.body.dataset.lost;
    status.hidden = false;
  }, UNNOTICED);
}

function back() {
  clearTimeout(timer);
  timer = undefined;
  status.hidden = true;
}

window.desk.news = news;

/** Whose session ended while the server could not be reached is let into no connection any more, and led to the door by any page. */
async function isSignedOut() {
  try {
    return (await fetch('/desk/sessions', { redirect: 'manual' })).type === 'opaqueredirect';
  } catch {
    return false;
  }
}

const options = {
  circuit: {
    reconnectionHandler: {
      async onConnectionDown() {
        lost();
        for (let wait = 500; ; wait = Math.min(wait * 2, 10_000)) {
          try {
            // False: the server no longer knows this page (it was started anew); true: it goes on as it was.
            if (await Blazor.reconnect()) {
              return back();
            }
            return location.reload();
          } catch {
            if (await isSignedOut()) {
              return location.reload();
            }
            await new Promise(done => setTimeout(done, wait));
          }
        }
      },
      onConnectionUp: back,
    },
  },
};
await fluent.beforeWebStart?.(options);
await Blazor.start(options);
fluent.afterWebStarted?.(Blazor);
document.documentElement.dataset.desk = 'started';

// Fields that come later (another inquiry is opened) get back what was typed in them, too.
const known = new WeakSet();
function look() {
  const fields = [...document.querySelectorAll('[data-draft]')].filter(field => !known.has(field));
  if (fields.length > 0) {
    fields.forEach(field => known.add(field));
    putBack();
  }
}
new MutationObserver(look).observe(document.body, { subtree: true, childList: true });
look();
