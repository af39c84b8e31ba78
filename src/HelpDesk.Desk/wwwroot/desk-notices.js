// Something came: a sound and, where its person allowed it, a notice of the browser. Both say how many of what kind; a locked screen
// shows no name, number or word of anybody. What was chosen is kept in this browser for each person.
const SOUNDS = {
  bell: [[880, 0, 0.5], [1320, 0, 0.4]],
  wood: [[320, 0, 0.08], [240, 0.12, 0.08]],
  rise: [[523, 0, 0.15], [659, 0.15, 0.15], [784, 0.3, 0.25]],
};
const LOUD = 0.15;
/** Milliseconds in which the other windows of the same person keep silent. */
const ONE_VOICE = 2000;
const DEFAULTS = { sound: 'off', show: false, unheld: true, answers: true };

const bell = () => document.querySelector('#bell');
const key = () => 'helpdesk-notices|' + (bell()?.dataset.me ?? '');
let memory = null;
let waiting = { unheld: 0, answers: 0 };
let player;

function chosen() {
  try {
    return { ...DEFAULTS, ...JSON.parse(localStorage.getItem(key()) ?? 'null') };
  } catch {
    // No storage here, or something else stands there: as long as this page lasts.
    return { ...DEFAULTS, ...memory };
  }
}

function choose(settings) {
  memory = settings;
  try { localStorage.setItem(key(), JSON.stringify(settings)); } catch { /* kept for this page only */ }
}

async function play(sound) {
  const tones = SOUNDS[sound];
  if (!tones || !globalThis.AudioContext) {
    return;
  }
  player ??= new AudioContext();
  // Before the first press in a page browsers keep it silent.
  await player.resume();
  for (const [pitch, from, lasts] of tones) {
    const [tone, volume, at] = [player.createOscillator(), player.createGain(), player.currentTime + from];
    tone.frequency.value = pitch;
    volume.gain.setValueAtTime(LOUD, at);
    volume.gain.exponentialRampToValueAtTime(0.001, at + lasts);
    tone.connect(volume).connect(player.destination);
    tone.start(at);
    tone.stop(at + lasts);
  }
}

const isBefore = () => document.visibilityState === 'visible' && document.hasFocus();

function show(settings) {
  const data = bell().dataset;
  const lines = ['unheld', 'answers'].filter(kind => settings[kind] && waiting[kind] > 0).map(kind => data[kind].replace('{0}', waiting[kind]));
  if (!settings.show || isBefore() || lines.length === 0 || globalThis.Notification?.permission !== 'granted') {
    return;
  }
  try {
    const notice = new Notification(data.title, { body: lines.join('\n'), tag: 'helpdesk-desk', icon: '/icon.svg' });
    notice.onclick = () => {
      window.focus();
      notice.close();
    };
  } catch {
    // Some browsers show notices from a service worker alone: the sound and the title remain.
  }
}

async function tell(unheld, answers) {
  const settings = chosen();
  if (!(settings.unheld && unheld > 0) && !(settings.answers && answers > 0)) {
    return;
  }
  waiting = isBefore() ? { unheld: 0, answers: 0 } : { unheld: waiting.unheld + unheld, answers: waiting.answers + answers };
  show(settings);
  await play(settings.sound);
}

/** Of several windows of one person one speaks. */
export function news(unheld, answers) {
  if (!navigator.locks) {
    return tell(unheld, answers);
  }
  navigator.locks.request(key(), { ifAvailable: true }, async lock => {
    if (lock) {
      tell(unheld, answers).catch(error => console.warn(error.name));
      await new Promise(done => setTimeout(done, ONE_VOICE));
    }
  });
}

const seen = () => { waiting = { unheld: 0, answers: 0 }; };
addEventListener('focus', seen);

// ---- the page of settings ---------------------------------------------------------------------------------

function say(text) {
  document.querySelector('#notice-state').textContent = text;
}

function fill(form) {
  const settings = chosen();
  form.elements.sound.value = settings.sound;
  for (const kind of ['unheld', 'answers', 'show']) {
    form.elements[kind].checked = settings[kind];
  }
  const state = document.querySelector('#notice-state').dataset;
  const permission = globalThis.Notification?.permission;
  form.elements.show.checked &&= permission === 'granted';
  form.elements.show.disabled = permission === undefined || permission === 'denied';
  say(permission === undefined ? state.missing : permission === 'denied' ? state.denied : '');
}

const filled = new WeakSet();
function look() {
  const form = document.querySelector('#notices');
  if (form && bell() && !filled.has(form)) {
    filled.add(form);
    fill(form);
  }
}
new MutationObserver(look).observe(document.body, { subtree: true, childList: true });
look();

document.addEventListener('change', async event => {
  const form = event.target.closest('#notices');
  if (!form) {
    return;
  }
  // The browser asks its person only because they have just pressed.
  if (event.target.name === 'show' && event.target.checked && await Notification.requestPermission() !== 'granted') {
    fill(form);
    return;
  }
  choose({ sound: form.elements.sound.value, ...Object.fromEntries(['unheld', 'answers', 'show'].map(kind => [kind, form.elements[kind].checked])) });
  say(document.querySelector('#notice-state').dataset.kept);
});
document.addEventListener('click', event => event.target.closest('[data-notice=try]') && play(document.querySelector('#notice-sound').value));
document.addEventListener('submit', event => event.target.matches('#notices') && event.preventDefault());
