// The chat page: gets a token from our own server, starts the chat client, keeps it connected, and lets the visitor prove an
// e-mail address or be forgotten. Texts come with the page. In a frame of another site browsers keep our cookies back, so
// there the session stays in this tab's storage and goes in a header.
import { styles } from "./chat-style.js";

const place = document.querySelector("#chat");
const texts = JSON.parse(place.dataset.texts);
const language = document.documentElement.lang;
const isFramed = document.body.classList.contains("framed");
const notice = document.querySelector("#notice");
const sessionKey = "helpdesk-session";
const longestWait = 30_000;
const thinkingAfter = 300;
const connection = { online: 2, expired: 3, failed: 4, ended: 5 };

let client; // what runs now: { store, directLine, subscription }
let retry;
let waits = 1_000;

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
  if (isFramed) headers["X-Helpdesk-Session"] = sessionStorage.getItem(sessionKey) ?? "new";
  else headers["X-Helpdesk-Antiforgery"] = place.dataset.antiforgery;
  const answer = await fetch(`${address}?lang=${language}`, { method: "POST", headers, body: JSON.stringify(body) });
  const isJson = answer.headers.get("Content-Type")?.includes("json");
  if (!answer.ok) throw new Refused(answer.status, isJson ? await answer.json() : { title: texts.failed }, answer.headers.get("Retry-After"));
  const session = isJson ? await answer.json() : null;
  if (session?.session) sessionStorage.setItem(sessionKey, session.session);
  return session;
}

// ---- the chat client --------------------------------------------------------------------------------------

/** What was written and has not arrived: the box, and messages that could not be sent. */
function unsent() {
  if (!client) return "";
  const { sendBoxValue, activities } = client.store.getState();
  const failed = activities.filter(activity => activity.type === "message" && activity.text && activity.from?.role === "user"
    && !activity.id && activity.channelData?.["webchat:send-status"] !== "sent");
  return [...failed.map(activity => activity.text), sendBoxValue].filter(Boolean).join("\n");
}

function stop() {
  clearTimeout(retry);
  client?.subscription.unsubscribe();
  client?.directLine.end();
  client = undefined;
}

function say(text, button) {
  notice.querySelector("p").textContent = text;
  notice.querySelector("button").hidden = !button;
  notice.hidden = false;
}

/** Why a message or its files were not taken, in our server's words: the client itself marks the message as not sent and no more. */
function sayRefusal(request) {
  const text = request?.response?.error?.message;
  if (text) say(text, false);
}

/**
 * While an answer takes long (a picture is being read), the desk is seen to be at work. In the transcript an answer stands
 * behind what it answers: what the bot says before is the answer to something else (the greeting, most often).
 */
function showWork(dispatch) {
  let waiting;
  let asked;
  let heard = false;
  return action => {
    const activity = action.payload?.activity;
    if (action.type === "DIRECT_LINE/POST_ACTIVITY_PENDING" && activity?.type === "message") {
      clearTimeout(waiting);
      asked = activity.channelData?.clientActivityID;
      heard = false;
      waiting = setTimeout(() => dispatch({
        type: "DIRECT_LINE/INCOMING_ACTIVITY",
        payload: { activity: { type: "typing", id: crypto.randomUUID(), from: { id: "helpdesk", role: "bot" }, timestamp: new Date().toISOString(), channelData: {} } },
      }), thinkingAfter);
    } else if (action.type === "DIRECT_LINE/INCOMING_ACTIVITY" && activity?.from?.role === "user") {
      heard ||= activity.channelData?.clientActivityID === asked;
    } else if (action.type === "DIRECT_LINE/POST_ACTIVITY_REJECTED" || (action.type === "DIRECT_LINE/INCOMING_ACTIVITY" && activity?.type === "message" && heard)) {
      clearTimeout(waiting);
    }
  };
}

function later() {
  clearTimeout(retry);
  retry = setTimeout(start, waits);
  waits = Math.min(waits * 2, longestWait);
}

async function start(session) {
  const draft = unsent();
  try {
    const opened = session?.token ? session : await post("/chat/token");
    stop();
    run(opened, draft);
  } catch (error) {
    place.dataset.state = "away";
    if (error instanceof Refused && error.code === "page_expired") {
      say(texts.reload, false);
    } else {
      say(error instanceof Refused && error.status < 500 ? error.text : error instanceof Refused ? texts.failed : texts.away, true);
      later();
    }
  }
}

function run(session, draft) {
  const directLine = WebChat.createDirectLine({
    token: session.token, domain: `${location.origin}/v3/directline`,
    // With an id and no watermark the client takes the conversation up and is given all that was said.
    ...(session.isNew ? {} : { conversationId: session.conversationId }),
  });
  const store = WebChat.createStore({}, ({ dispatch }) => {
    const watch = showWork(dispatch);
    return next => action => {
      watch(action);
      if (action.type === "DIRECT_LINE/CONNECT_FULFILLED" && session.isNew) {
        dispatch({ type: "WEB_CHAT/SEND_EVENT", payload: { name: "helpdesk/joined", value: { language } } });
      }
      if (action.type === "DIRECT_LINE/POST_ACTIVITY_REJECTED") sayRefusal(action.payload?.xhr);
      return next(action);
    };
  });
  const subscription = directLine.connectionStatus$.subscribe({ next: status => connected(status, directLine), error: () => {} });
  client = { store, directLine, subscription };
  if (draft) store.dispatch({ type: "WEB_CHAT/SET_SEND_BOX", payload: { text: draft } });
  const { styleOptions, hostConfig } = styles();
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

notice.querySelector("button").addEventListener("click", () => { waits = 1_000; start(); });
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
    sessionStorage.removeItem(sessionKey);
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

// ---- begin ------------------------------------------------------------------------------------------------

await start();
look();
const question = new URLSearchParams(location.search).get("q");
if (question && client) client.store.dispatch({ type: "WEB_CHAT/SET_SEND_BOX", payload: { text: question.slice(0, 1_000) } });
