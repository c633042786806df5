// The stream of changes, its loss and its return.
import { t, timeOfDay, millis } from './text.js';

const SILENCE = 25000; // no word from the hub for so long is a lost connection (it beats every 10 s)
const PATIENCE = 3000; // a shorter break is not shown

let ahead = 0; // the hub's clock minus ours

/** The hub's time now, in milliseconds. */
export const hubNow = () => Date.now() + ahead;

/** Opens the stream; calls `take(name, data)` for each event and `trouble()` when there is none yet. */
export function follow(take, trouble) {
  const sign = document.getElementById('live');
  const signWord = document.getElementById('live-word');
  const band = document.getElementById('band');
  let source = null, heard = 0, lost = 0, asOf = NaN, tries = 0, retry = 0, old = false;

  function show(state, sentence) {
    sign.dataset.state = state;
    signWord.textContent = t(state === 'connecting' ? 'connecting' : state === 'live' ? 'live' : 'stale');
    if (band.textContent !== (sentence || '')) band.textContent = sentence || '';
    band.hidden = !sentence;
    document.body.classList.toggle('stale-data', state === 'stale');
  }

  function look() {
    const now = Date.now();
    if (source && now - heard > SILENCE) again();
    if (lost && now - lost > PATIENCE) {
      show('stale', Number.isNaN(asOf) ? t('neverBand') : t('staleBand', { at: timeOfDay(asOf) }));
      if (Number.isNaN(asOf)) trouble();
    } else if (!lost && old) {
      show('stale', t('oldBand', { at: timeOfDay(asOf) }));
    } else if (!lost && !Number.isNaN(asOf)) {
      show('live');
    }
  }

  function again() {
    if (source) source.close();
    source = null;
    lost ||= Date.now();
    clearTimeout(retry);
    retry = setTimeout(open, Math.min(10000, 500 * 2 ** tries++) * (0.7 + Math.random() * 0.6));
  }

  function hear(event) {
    const data = JSON.parse(event.data);
    heard = Date.now();
    lost = 0;
    tries = 0;
    ahead = millis(data.time) - heard;
    asOf = millis(data.asOf ?? data.time);
    old = data.stale === true;
    take(event.type, data);
    look();
  }

  async function open() {
    const answer = await fetch('/api/v1/me', { cache: 'no-store' }).catch(() => null);
    if (answer && answer.status === 401) {
      location.reload(); // the hub answers with the page that says how to sign in
      return;
    }
    if (!answer || !answer.ok) return again();
    heard = Date.now();
    source = new EventSource('/api/v1/live');
    for (const name of ['overview', 'change', 'beat']) source.addEventListener(name, hear);
    source.addEventListener('error', again);
  }

  const watch = setInterval(look, 1000);
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible' && lost) {
      tries = 0;
      again();
    }
  });
  window.addEventListener('pagehide', () => source && source.close());
  window.addEventListener('pageshow', (event) => event.persisted && again());
  show('connecting');
  open();
}

/** Makes the button sign the session out. */
export function signOut() {
  document.getElementById('sign-out').addEventListener('click', async () => {
    await fetch('/sign-out', { method: 'POST' }).catch(() => null);
    location.assign('/');
  });
}
