// Starts the desk's connection and says when it is lost. What is typed stays in the page meanwhile.
import * as fluent from '/_content/Microsoft.FluentUI.AspNetCore.Components/Microsoft.FluentUI.AspNetCore.Components.lib.module.js';

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
