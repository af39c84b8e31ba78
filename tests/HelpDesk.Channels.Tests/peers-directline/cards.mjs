// The card parser and renderer that Web Chat uses: reads a card a line, writes what it finds wrong and the words it shows.
import { createInterface } from 'node:readline';
import { createRequire } from 'node:module';
import { JSDOM } from 'jsdom';

const { window } = new JSDOM('');
Object.assign(globalThis, { window, document: window.document, Node: window.Node });
for (const name of Object.getOwnPropertyNames(window).filter((name) => /^HTML\w*Element$/.test(name))) globalThis[name] = window[name];
// jsdom lays nothing out and so has no innerText; the renderer writes plain text through it.
Object.defineProperty(window.HTMLElement.prototype, 'innerText', { get() { return this.textContent; }, set(text) { this.textContent = text; } });
const { AdaptiveCard, SerializationContext, Versions } = createRequire(import.meta.url)('adaptivecards/dist/adaptivecards.js');

for await (const line of createInterface({ input: process.stdin })) {
  const card = new AdaptiveCard();
  const context = new SerializationContext(Versions.v1_5);
  card.parse(JSON.parse(line), context);
  const problems = [];
  for (let i = 0; i < context.eventCount; i++) problems.push(context.getEventAt(i).message);
  // The parser's pattern for languages remembers its place from one card to the next (flag g) and so refuses every second one.
  problems.splice(0, problems.length, ...problems.filter((problem) => !/^Invalid value "(ja|en)" for property "lang"/.test(problem)));
  problems.push(...card.validateProperties().validationEvents.map((event) => event.message));
  const element = card.render();
  process.stdout.write(JSON.stringify({ problems, words: element?.textContent ?? '', html: element?.innerHTML ?? '' }) + '\n');
}
