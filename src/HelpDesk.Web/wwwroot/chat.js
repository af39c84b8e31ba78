// The chat page: gets a token from our own server, starts the chat client, keeps it connected, and lets the visitor prove an
// e-mail address or be forgotten. Texts come with the page. In a frame of another site browsers keep our cookies back, so
// there the session stays in this tab's storage and goes in a header.
import { fileBar } from "./chat-files.js";
import { styles } from "./chat-style.js";
import { tellTyping } from "./chat-typing.js";
import { showWork } from "./chat-work.js";

const place = document.querySelector("#chat");
const texts = JSON.parse(place.dataset.texts);
const language = document.documentElement.lang;
const isFramed = document.body.classList.contains("framed");
const notice = document.querySelector("#notice");
const sessionKey = "helpdesk-session";
const longestWait = 30_000;
// A large file on a slow line, or a picture that waits its turn: the client's own twenty seconds would break it off half way.
const longestSend = 120_000;
const connection = { online: 2, expired: 3, failed: 4, ended: 5 };

let client; // what runs now: { store, directLine, subscription }
let retry;
let waits = 1_000;
const bar = fileBar(document.querySelector("#files"), texts, text => say(text));

// Where the browser keeps storage back from frames of other sites, to touch it throws; then the session lasts as long as the page.
const memory = new Map();
const kept = {
  get: key => { try { return sessionStorage.getItem(key) ?? memory.get(key); } catch { return memory.get(key); } },
  set: (key, value) => { memory.set(key, value); try { sessionStorage.setItem(key, value); } catch { /* In memory, then. */ } },
  remove: key => { memory.delete(key); try { sessionStorage.removeItem(key); } catch { /* As above. */ } },
};

// ---- our server -------------------------------------------------------------------------------------------

class Refused extends Error {
  constructor(status, problem, seconds) {
    super(problem.title);
    this.status = status;
    this.code = problem.code;
    this.text = status === 429 && seconds ? `${problem.title} ${texts.tooMany.replace("{0}", seconds)}` : `${problem.title} ${problem.detail ?? ""}`;
  }
}

async function post(address, body = {}) {
  const headers = { "Content-Type": "application/json" };
  if (isFramed) headers["X-Helpdesk-Session"] = kept.get(sessionKey) ?? "new";
  else headers["X-Helpdesk-Antiforgery"] = place.dataset.antiforgery;
  const answer = await fetch(`${address}?lang=${language}`, { method: "POST", headers, body: JSON.stringify(body) });
  const isJson = answer.headers.get("Content-Type")?.includes("json");
  if (!answer.ok) throw new Refused(answer.status, isJson ? await answer.json() : { title: texts.failed }, answer.headers.get("Retry-After"));
  const session = isJson ? await answer.json() : null;
  if (session?.session) kept.set(sessionKey, session.session);
  return session;
}

// ---- the chat client --------------------------------------------------------------------------------------

const idOf = activity => activity.channelData?.clientActivityID;

/** What was written and has not arrived, as far as this page knows: messages under way or refused, then the box. */
function unsent() {
  if (!client) return { messages: [], text: "", files: [] };
  const { sendBoxValue, sendBoxAttachments, activities } = client.store.getState();
  const messages = activities.filter(activity => activity.type === "message" && activity.from?.role === "user" && !activity.id
    && (activity.text || activity.attachments?.length) && activity.channelData?.["webchat:send-status"] !== "sent");
  return { messages, text: sendBoxValue, files: sendBoxAttachments.map(({ blob }) => blob) };
}

/** The ids of what the server has of this conversation: a message may have been accepted as the line dropped. */
async function accepted({ conversationId, token }) {
  const ids = new Set();
  for (let watermark = ""; ;) {
    const answer = await fetch(`/v3/directline/conversations/${conversationId}/activities?watermark=${watermark}`, { headers: { Authorization: `Bearer ${token}` } });
    if (!answer.ok) throw new Refused(answer.status, { title: texts.failed });
    const set = await answer.json();
    if (set.activities.length === 0) return ids;
    set.activities.forEach(activity => ids.add(idOf(activity)));
    watermark = set.watermark;
  }
}

/** What goes back into the box: not what the server has. */
async function draftFor(session) {
  const { messages, text, files } = unsent();
  const has = messages.length > 0 ? await accepted(session) : new Set();
  const lost = messages.filter(activity => !has.has(idOf(activity)));
  const lostFiles = await Promise.all(lost.flatMap(activity => activity.attachments ?? []).map(async ({ contentUrl, name, contentType }) =>
    new File([await (await fetch(contentUrl)).blob()], name, { type: contentType })));
  return { parts: lost.map(activity => ({ id: idOf(activity), text: activity.text ?? "" })), text, files: [...lostFiles, ...files] };
}

const textOf = draft => [...draft.parts.map(part => part.text), draft.text].filter(Boolean).join("\n");

function stop() {
  clearTimeout(retry);
  client?.subscription.unsubscribe();
  client?.directLine.end();
  client = undefined;
}

function say(text, canConnect = false) {
  notice.querySelector("p").textContent = text;
  notice.querySelector("#connect").hidden = !canConnect;
  notice.hidden = false;
}

/** Why a message or its files were not taken, in our server's words: the client itself marks the message as not sent and no more. */
function sayRefusal(request) {
  const text = request?.response?.error?.message;
  if (text) say(text);
}

/** Answers that could be pressed stand again when what was pressed did not arrive; the client takes them away at the press. */
const keepChoices = ({ dispatch, getState }) => {
  let offered = [];
  return next => action => {
    const now = getState().suggestedActions;
    if (now.length > 0) offered = now;
    const result = next(action);
    if (action.type === "DIRECT_LINE/INCOMING_ACTIVITY" && action.payload.activity.type === "message") offered = [];
    if (action.type === "DIRECT_LINE/POST_ACTIVITY_REJECTED" && offered.length > 0) dispatch({ type: "WEB_CHAT/SET_SUGGESTED_ACTIONS", payload: { suggestedActions: offered } });
    return result;
  };
};

/** A refusal is said until the next try; a message that turns out to be accepted leaves the box again. */
const watch = (session, draft) => ({ dispatch, getState }) => next => action => {
  const activity = action.payload?.activity;
  if (action.type === "DIRECT_LINE/CONNECT_FULFILLED" && session.isNew) {
    dispatch({ type: "WEB_CHAT/SEND_EVENT", payload: { name: "helpdesk/joined", value: { language } } });
  } else if (action.type === "DIRECT_LINE/POST_ACTIVITY_PENDING" && activity?.type === "message") {
    notice.hidden = true;
  } else if (action.type === "DIRECT_LINE/POST_ACTIVITY_REJECTED") {
    sayRefusal(action.payload?.xhr);
  } else if (action.type === "DIRECT_LINE/INCOMING_ACTIVITY" && draft.parts.some(part => part.id === idOf(activity)) && getState().sendBoxValue === textOf(draft)) {
    draft.parts = draft.parts.filter(part => part.id !== idOf(activity));
    dispatch({ type: "WEB_CHAT/SET_SEND_BOX", payload: { text: textOf(draft) } });
  }
  return next(action);
};

function later() {
  clearTimeout(retry);
  retry = setTimeout(start, waits);
  waits = Math.min(waits * 2, longestWait);
}

async function start(session) {
  try {
    const opened = session?.token ? session : await post("/chat/token");
    const draft = await draftFor(opened);
    stop();
    run(opened, draft);
  } catch (error) {
    place.dataset.state = "away";
    if (error instanceof Refused && error.code === "page_expired") {
      say(texts.reload);
    } else {
      say(error instanceof Refused && error.status < 500 ? error.text : error instanceof Refused ? texts.failed : texts.away, true);
      later();
    }
  }
}

function run(session, draft) {
  const directLine = WebChat.createDirectLine({
    token: session.token, domain: `${location.origin}/v3/directline`, timeout: longestSend,
    // With an id and no watermark the client takes the conversation up and is given all that was said.
    ...(session.isNew ? {} : { conversationId: session.conversationId }),
  });
  const store = WebChat.createStore({}, showWork, keepChoices, bar.middleware, watch(session, draft), tellTyping(() => place.dataset.state === "online", directLine));
  const subscription = directLine.connectionStatus$.subscribe({ next: status => connected(status, directLine), error: () => {} });
  client = { store, directLine, subscription };
  if (textOf(draft)) store.dispatch({ type: "WEB_CHAT/SET_SEND_BOX", payload: { text: textOf(draft) } });
  bar.set(store, draft.files);
  const { styleOptions, hostConfig } = styles(longestSend);
  WebChat.renderWebChat({
    directLine, store, styleOptions, adaptiveCardsHostConfig: hostConfig, sendTypingIndicator: false,
    locale: language === "en" ? "en-US" : "ja-JP",
    overrideLocalizedStrings: Object.fromEntries(Object.entries(texts).filter(([key]) => key === key.toUpperCase())),
  }, place);
}

function connected(status, directLine) {
  if (client && client.directLine !== directLine) return;
  if (status === connection.online) {
    clearTimeout(retry);
    waits = 1_000;
    notice.hidden = true;
    document.querySelector("#opening").hidden = true;
    place.dataset.state = "online";
  } else if (status >= connection.expired) {
    // The token is too old (the machine slept), or the client has given up: begin again with a new token.
    place.dataset.state = "away";
    say(texts.lost, true);
    later();
  }
}

/** The client tells of a lost connection only when it gives up, minutes later; this look tells at once, and finds the server again. */
async function look() {
  if (client && document.visibilityState === "visible") {
    const isThere = await fetch("/health/live", { cache: "no-store" }).then(answer => answer.ok, () => false);
    if (!isThere && place.dataset.state === "online") {
      place.dataset.state = "lost";
      say(texts.lost, true);
    } else if (isThere && place.dataset.state === "lost") {
      await start();
    }
  }
  setTimeout(look, place.dataset.state === "lost" ? 2_000 : 10_000);
}

notice.querySelector("#connect").addEventListener("click", () => { waits = 1_000; start(); });
notice.querySelector("#dismiss").addEventListener("click", () => { notice.hidden = true; });
addEventListener("online", () => { if (place.dataset.state !== "online") start(); });

// ---- dialogues --------------------------------------------------------------------------------------------

for (const name of ["email", "forget"]) {
  const dialog = document.querySelector(`#${name}`);
  if (!dialog) continue;
  document.querySelector(`#open-${name}`).addEventListener("click", () => {
    dialog.querySelector(".status").textContent = "";
    dialog.showModal();
  });
  dialog.querySelector("[data-close]").addEventListener("click", () => dialog.close());
}

document.querySelector("#forget-now").addEventListener("click", async () => {
  const dialog = document.querySelector("#forget");
  try {
    const { tickets } = await post("/chat/forget");
    kept.remove(sessionKey);
    stop();
    await start();
    if (tickets.length > 0) dialog.querySelector(".status").textContent = texts.forgotten.replace("{0}", tickets.join(", "));
    else dialog.close();
  } catch (error) {
    dialog.querySelector(".status").textContent = error instanceof Refused ? error.text : texts.away;
  }
});

const form = document.querySelector("#email-form");
if (form) {
  const [address, code, codePart] = ["#email-address", "#email-code", "#code-part"].map(id => form.querySelector(id));
  const [status, send, resend] = ["#email-status", "#email-send", "#email-resend"].map(id => form.querySelector(id));
  const sendText = send.textContent;

  const attempt = async (what, then) => {
    status.textContent = texts.sending;
    send.disabled = resend.disabled = true;
    try {
      then(await what());
    } catch (error) {
      status.textContent = error instanceof Refused ? error.text : texts.away;
    } finally {
      send.disabled = resend.disabled = false;
    }
  };

  const askForCode = () => attempt(() => post("/chat/email", { email: address.value }), () => {
    codePart.hidden = resend.hidden = false;
    send.textContent = texts.verify;
    status.textContent = texts.codeSent;
    code.value = "";
    code.focus();
  });

  const startAfresh = () => {
    codePart.hidden = resend.hidden = true;
    send.textContent = sendText;
    code.value = "";
  };

  form.addEventListener("submit", event => {
    event.preventDefault();
    if (codePart.hidden) { askForCode(); return; }
    attempt(() => post("/chat/email/verify", { email: address.value, code: code.value }), session => {
      status.textContent = texts.proven;
      startAfresh();
      start(session);
      document.querySelector("#email").close();
    });
  });
  resend.addEventListener("click", askForCode);
  address.addEventListener("input", startAfresh);
}

if (isFramed) {
  // The site around the frame hears that we are here, and that Escape closes us; nothing else leaves the frame.
  parent.postMessage({ helpdesk: "here" }, "*");
  addEventListener("keydown", event => {
    if (event.key === "Escape" && !event.isComposing && !document.querySelector("dialog[open]")) parent.postMessage({ helpdesk: "close" }, "*");
  });
}

// ---- begin ------------------------------------------------------------------------------------------------

await start();
look();
const question = new URLSearchParams(location.search).get("q");
if (question && client) client.store.dispatch({ type: "WEB_CHAT/SET_SEND_BOX", payload: { text: question.slice(0, 1_000) } });
