// The page of one alert.
import { CONDITION, HISTORY } from './words.js';
import { dress, lasting, millis, moment, t, word } from './text.js';
import { el } from './dom.js';
import { follow, hubNow, signOut } from './live.js';
import { cut, due, duration, measured, place, severityWord, title, workWord } from './parts.js';

const id = decodeURIComponent(location.pathname.split('/').pop());
const sheet = document.getElementById('alert');
const said = document.getElementById('said');
let alert = null, session = null, revision = null, problem = '', busy = false;

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
  const path = `/api/v1/alerts/${encodeURIComponent(id)}`;
  const [answer, texts, who] = await Promise.all([path, `${path}/sheet`, '/api/v1/me']
    .map((each) => fetch(each, { cache: 'no-store' }).catch(() => null)));
  if (answer && (answer.status === 404 || answer.status === 400)) return fail(t('notFound'), t('notFoundHint'));
  if (!answer?.ok || !texts?.ok || !who?.ok) return alert || fail(t('cannotLoad'), t('retrying'));
  alert = { ...await answer.json(), ...await texts.json() };
  session = await who.json();
  revision = alert.revision;
  draw();
}

function fail(strong, hint) {
  sheet.removeAttribute('aria-busy');
  sheet.replaceChildren(el('div', { class: 'none' }, el('strong', {}, strong), hint));
}

function draw() {
  sheet.removeAttribute('aria-busy');
  document.title = `${alert.number} ${title(alert)}`;
  const focused = document.activeElement?.id;
  sheet.className = 'sheet';
  sheet.replaceChildren(...[lead(), action(), todo(), panel('text', alert.text && el('p', { class: 'prose' }, word(alert.text))), deadlines(), details(), history()].filter(Boolean));
  if (focused) document.getElementById(focused)?.focus();
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
      alert.delayed && el('span', { class: 'tag' }, t('delayed')),
      alert.retrospective && el('span', { class: 'tag' }, t('retrospective')),
      el('span', { class: 'number' }, alert.number)),
    el('h1', {}, title(alert)),
    el('p', { class: 'place' }, place(alert)),
    value && el('p', { class: 'measure' }, value),
    cut(alert, 'cutline'),
    el('p', { class: 'clock' }, el('span', { id: 'ran' })));
}

function action() {
  if (alert.acknowledgedTime) {
    return el('section', { class: 'panel' }, el('p', {}, t('acknowledgedBy', { who: person(alert.acknowledgedBy), at: moment(millis(alert.acknowledgedTime), hubNow()) })));
  }
  if (alert.work !== 'new') return null;
  if (!session.permissions?.includes('acknowledge')) return el('section', { class: 'panel' }, el('p', {}, t('mayNot')));
  return el('section', { class: 'panel action' },
    el('button', { type: 'button', class: 'primary', id: 'acknowledge', disabled: busy, onclick: acknowledge }, t(busy ? 'acknowledging' : 'acknowledge')),
    el('p', { class: 'due', id: 'due' }),
    el('p', { class: 'place' }, t('acknowledgeNote')),
    problem && el('p', { class: 'problem', role: 'alert' }, problem));
}

async function acknowledge() {
  busy = true;
  problem = '';
  draw();
  const answer = await fetch(`/api/v1/alerts/${encodeURIComponent(id)}/acknowledge`, {
    method: 'POST', headers: { 'Content-Type': 'application/json' }, body: '{}',
  }).catch(() => null);
  busy = false;
  if (answer?.ok) said.textContent = t('acknowledged');
  else problem = t('acknowledgeFailed', { why: await reason(answer) });
  await read();
  draw();
  document.getElementById('alert').querySelector('h1').scrollIntoView({ block: 'nearest' });
}

async function reason(answer) {
  if (!answer) return t('stale');
  const body = await answer.json().catch(() => ({}));
  return body.detail || body.title || String(answer.status);
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

function details() {
  const at = (value) => value && moment(millis(value), hubNow());
  const phone = alert.phone;
  const rows = [
    ['eventTime', at(alert.eventTime)],
    ['detectedTime', at(alert.detectedTime)],
    ['clearedTime', at(alert.clearedTime)],
    ['station', `${alert.stationName ?? ''} (${alert.station})`.trim()],
    ['address', alert.address],
    ['phone', phone && el('a', { href: `tel:${phone.replace(/[^+\d]/g, '')}` }, phone)],
    ['office', alert.officeName ?? alert.office],
    ['community', alert.community],
    ['grid', alert.grid],
    ['rule', t('ruleVersion', { rule: alert.rule, n: alert.ruleVersion })],
    ['externalRef', alert.externalRef],
  ].filter(([, value]) => value);
  return panel('details', el('dl', { class: 'pairs' }, ...rows.flatMap(([key, value]) => [el('dt', {}, t(key)), el('dd', {}, value)])));
}

/** Who an actor is to people: `page:NAME/token:…` is a name that was said and the token it was said with. */
function person(actor) {
  const [, said, by] = /^(?:page:(?:([^:/]+)\/)?)?(.*)$/s.exec(actor || '');
  const known = by.replace(/^(token|station):/, '');
  return said ? t('saidBy', { name: said, token: known }) : known;
}

function history() {
  const steps = [...(alert.history ?? [])].reverse();
  return steps.length ? panel('history', el('ol', { class: 'history' }, ...steps.map((step) => el('li', {},
    el('time', { datetime: new Date(millis(step.at)).toISOString() }, moment(millis(step.at), hubNow())),
    el('div', {}, word(HISTORY[step.what], step.what)),
    step.actor && el('div', { class: 'by' }, t('by', { who: person(step.actor) })))))) : null;
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
