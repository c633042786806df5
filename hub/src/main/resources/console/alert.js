// The page of one alert.
import { CAUSE, CONDITION } from './words.js';
import { dress, lasting, millis, moment, t, word } from './text.js';
import { el, fill } from './dom.js';
import { follow, hubNow, signOut } from './live.js';
import { cut, due, duration, mark, measured, place, severityWord, tags, title, workWord } from './parts.js';
import { deedPanel } from './deeds.js';
import { photoPanel } from './photos.js';
import { sitePanel } from './site.js';
import { history } from './steps.js';

const id = decodeURIComponent(location.pathname.split('/').pop());
const sheet = document.getElementById('alert');
const said = document.getElementById('said');
const path = `/api/v1/alerts/${encodeURIComponent(id)}`;
const slots = Object.fromEntries(['lead', 'todo', 'rest'].map((name) => [name, el('div', { class: 'slot' })]));
const deeds = deedPanel(path, read, (text) => { said.textContent = text; });
const photos = photoPanel(path, read);
const site = sitePanel();
let alert = null, revision = null;

dress();
signOut();
sheet.append(el('div', { class: 'bone' }), el('p', { class: 'out' }, t('loading')));
follow(take, () => alert || fail(t('cannotLoad'), t('retrying')));
setInterval(tick, 1000);

/** Reads the alert anew whenever the stream says that it has changed. */
function take(name, news) {
  if (name === 'overview') {
    document.getElementById('demo').hidden = !news.stations.some((s) => s.demo);
    return read();
  }
  if (!news.alerts) return;
  const now = news.alerts.find((one) => one.id === id);
  if (!alert || (now ? now.revision !== revision : alert.work !== 'closed')) read();
}

async function read() {
  const [answer, texts] = await Promise.all([path, `${path}/sheet`]
    .map((each) => fetch(each, { cache: 'no-store' }).catch(() => null)));
  if (answer && (answer.status === 404 || answer.status === 400)) return fail(t('notFound'), t('notFoundHint'));
  if (!answer?.ok || !texts?.ok) return alert || fail(t('cannotLoad'), t('retrying'));
  const one = { ...await answer.json(), ...await texts.json() };
  if (alert && one.revision < revision) return; // overtaken by a later answer
  alert = one;
  revision = alert.revision;
  draw();
}

function fail(strong, hint) {
  sheet.removeAttribute('aria-busy');
  sheet.className = '';
  sheet.replaceChildren(el('div', { class: 'none' }, el('strong', {}, strong), hint));
}

function draw() {
  sheet.removeAttribute('aria-busy');
  document.title = `${mark(alert)}${alert.number} ${title(alert)}`;
  if (sheet.className !== 'sheet') {
    sheet.className = 'sheet';
    sheet.replaceChildren(slots.lead, deeds.node, slots.todo, site.node, photos.node, slots.rest);
  }
  fill(slots.lead, lead());
  deeds.update(alert);
  fill(slots.todo, todo());
  site.update(alert);
  photos.update(alert);
  fill(slots.rest, panel('text', alert.text && el('p', { class: 'prose' }, word(alert.text))), deadlines(), details(), history(alert, path));
  tick();
}

const panel = (key, body) => body && el('section', { class: 'panel' }, el('h2', {}, t(key)), body);

function lead() {
  const value = measured(alert);
  return el('section', { class: 'panel lead', data: { severity: alert.severity, condition: alert.condition } },
    el('p', { class: 'line' },
      el('span', { class: 'severity' }, severityWord(alert)),
      el('span', { class: alert.condition === 'active' ? 'tag' : 'tag good' }, word(CONDITION[alert.condition], alert.condition)),
      el('span', { class: 'tag' }, workWord(alert)),
      ...tags(alert),
      el('span', { class: 'number' }, alert.number)),
    el('h1', {}, mark(alert), title(alert)),
    el('p', { class: 'place' }, place(alert)),
    value && el('p', { class: 'measure' }, value),
    cut(alert, 'cutline'),
    el('p', { class: 'clock' }, el('span', { id: 'ran' })));
}

function todo() {
  const steps = alert.whatToDo ?? [];
  return steps.length ? panel('whatToDo', el('ol', { class: 'steps' }, ...steps.map((step) => el('li', {}, word(step))))) : null;
}

function deadlines() {
  const rows = ['acknowledge', 'resolve', 'recheck'].filter((name) => alert.deadlines?.[name]);
  return rows.length ? panel('deadlines', el('dl', { class: 'pairs' }, ...rows.flatMap((name) => [
    el('dt', {}, t(name)),
    el('dd', {}, moment(millis(alert.deadlines[name]), hubNow()), el('small', { data: { deadline: millis(alert.deadlines[name]), name } })),
  ]))) : null;
}

/** Why nobody was told: `silence/ID`, or `alert/ID` with the alert it comes from. */
function untold(why) {
  const [sort, other] = why.split('/');
  return sort === 'alert' ? el('a', { href: `/alerts/${encodeURIComponent(other)}` }, t('untoldByAlert')) : t('untoldBySilence');
}

function details() {
  const at = (value) => value && moment(millis(value), hubNow());
  const phone = alert.phone;
  const rows = [
    ['eventTime', at(alert.eventTime)],
    ['detectedTime', at(alert.detectedTime)],
    ['clearedTime', at(alert.clearedTime)],
    ['station', alert.station && `${alert.stationName ?? ''} (${alert.station})`.trim()],
    ['address', alert.address],
    ['phone', phone && el('a', { href: `tel:${phone.replace(/[^+\d]/g, '')}` }, phone)],
    ['office', alert.officeName ?? alert.office],
    ['community', alert.community],
    ['grid', alert.grid],
    ['rule', t('ruleVersion', { rule: alert.rule, n: alert.ruleVersion })],
    ['causeShort', alert.cause && word(CAUSE[alert.cause], alert.cause)],
    ['untold', alert.untold && untold(alert.untold)],
    ['closedTime', at(alert.closedTime)],
    ['externalRef', alert.externalRef],
  ].filter(([, value]) => value);
  return panel('details', el('dl', { class: 'pairs' }, ...rows.flatMap(([key, value]) => [el('dt', {}, t(key)), el('dd', {}, value)])));
}

/** Moves the clocks on. */
function tick() {
  if (!alert) return;
  const now = hubNow();
  const put = (node, text) => node && node.textContent !== text && (node.textContent = text);
  put(document.getElementById('ran'), duration(alert, now));
  const next = due(alert, now);
  const node = document.getElementById('due');
  put(node, next?.text ?? '');
  if (node) node.dataset.over = String(next?.over ?? false);
  for (const small of sheet.querySelectorAll('[data-deadline]')) {
    const left = Number(small.dataset.deadline) - now;
    const done = small.dataset.name === 'acknowledge' && alert.acknowledgedTime;
    put(small, done ? t('acknowledged') : alert.work === 'closed' ? '' : t(left < 0 ? 'late' : 'onTime', { for: lasting(Math.abs(left)) }));
  }
}
