// Microsoft's Direct Line client in Node: does what each line of standard input says, and writes what happens, a line each.
import { createInterface } from 'node:readline';
import { JSDOM } from 'jsdom';
import WebSocket from 'ws';

const write = (what) => process.stdout.write(JSON.stringify(what) + '\n');
const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
const next = async () => {
  const { value, done } = await lines.next();
  return done ? null : JSON.parse(value);
};

const first = await next();
const { window } = new JSDOM('', { url: first.domain });
Object.assign(globalThis, { window, XMLHttpRequest: window.XMLHttpRequest, FormData: window.FormData, Blob: window.Blob, WebSocket });
const { DirectLine, ConnectionStatus } = (await import('botframework-directlinejs')).default;

// random: the client waits 3 seconds and as much as 12 more by chance before it connects again.
const line = new DirectLine({ pollingInterval: 200, random: () => 0, ...first });
line.connectionStatus$.subscribe((status) => write({ status: ConnectionStatus[status] }));
line.activity$.subscribe((activity) => write({ activity }), (error) => write({ ended: error.message }));

for (let command = await next(); command; command = await next()) {
  if (command.post) {
    line.postActivity(command.post).subscribe((posted) => write({ posted }), (error) => write({ failed: error.status ?? error.message }));
  } else if (command.refresh) {
    line.refreshToken().subscribe((refreshed) => write({ refreshed }), (error) => write({ failed: error.status ?? error.message }));
  } else if (command.session) {
    line.getSessionId().subscribe((session) => write({ session }));
  } else if (command.watermark) {
    write({ watermark: line.watermark, conversationId: line.conversationId });
  }
}
process.exit(0);
