// Pieces of an alert that both pages show.
import { BAY, CUT, ITEM, POINT, RULE, SEVERITY, SMOKE_SEEN, WORK } from './words.js';
import { lasting, millis, quantity, t, word } from './text.js';
import { el, icon } from './dom.js';

export const severityWord = (alert) => word(SEVERITY[alert.severity], alert.severity);
export const workWord = (alert) => word(WORK[alert.work], alert.work);

const capital = (text) => (text ? text[0].toUpperCase() + text.slice(1) : text);

/** What has happened: the hub's title, or else the subject and the rule's name. */
export function title(alert) {
  const [kind, part] = (alert.subject || '').split('/');
  const subject = kind === 'bay' ? t('bay', { n: part }) : kind === 'supply' ? word(ITEM[part], part) : '';
  const rule = word(RULE[alert.rule], alert.rule);
  return capital(word(alert.title)) || (subject ? t('titled', { subject, rule }) : rule);
}

/** What stands before the title of what is part of a test. */
export const mark = (alert) => (alert.test ? t('testMark') : '');

/** What is special about an alert. */
export const tags = (alert) => ['test', 'delayed', 'retrospective', 'flapping'].filter((key) => alert[key])
  .map((key) => el('span', { class: key === 'test' ? 'tag test' : 'tag' }, t(key)));

/** Where it is: street office and station, or the office as a whole. */
export const place = (alert) => `${alert.officeName ?? alert.office} · ${alert.station ? alert.stationName ?? alert.station : t('wholeOffice')}`;

/** The reading with its limit, or nothing when the alert has none. */
export function measured(alert) {
  const reading = alert.reading;
  // of opening hours and restocks the text says all there is
  if (!reading || typeof reading.value !== 'number' || /^(hours|restock)\//.test(reading.point)) return null;
  const name = reading.point.split('/').pop();
  if (name === 'smoke') return el('span', {}, el('b', {}, word(SMOKE_SEEN)));
  if (reading.unit === 'yyyymmdd') return el('span', {}, t(name === 'missing' ? 'missingOn' : 'goodUntil'), el('b', {}, day(reading.value)));
  const value = quantity(reading.value, reading.unit);
  const label = `${word(POINT[name], '')} `.trimStart();
  const out = el('span', {}, label, el('b', {}, value));
  if (typeof reading.limit === 'number') {
    const sign = reading.value > reading.limit ? ' > ' : reading.value < reading.limit ? ' < ' : ' = ';
    const below = name === 'level';
    out.append(sign, t(below ? 'minimum' : 'limit', { v: quantity(reading.limit, reading.unit) }));
  }
  if (reading.holdSeconds) out.append(lastingHold(reading.holdSeconds));
  return out;
}

/** A day told as a number, 20261120. */
const day = (number) => String(number).replace(/^(....)(..)(..)$/, '$1-$2-$3');

const lastingHold = (s) => (t('held', { s }).startsWith('held') ? `, ${t('held', { s })}` : `，${t('held', { s })}`);

/** What the station did by itself, or nothing. */
export function cut(alert, name = 'cut') {
  const action = alert.edgeAction;
  if (!action || action.action !== 'cut') return null;
  const key = action.confirmed === false ? 'unconfirmed' : action.latched ? 'latched' : 'cut';
  return el('p', { class: key === 'unconfirmed' ? `${name} bad` : name }, icon(key === 'unconfirmed' ? 'warn' : 'lock'), word(CUT[key]));
}

/** How long it has held, or held. */
export function duration(alert, now) {
  const from = millis(alert.eventTime);
  const to = millis(alert.clearedTime);
  return Number.isNaN(to) ? t('running', { for: lasting(now - from) }) : t('lasted', { for: lasting(to - from) });
}

/** The next deadline: its text and whether it is over, or nothing. */
export function due(alert, now) {
  const deadlines = alert.deadlines || {};
  const next = alert.work === 'new' ? 'acknowledge' : alert.work === 'recheck-due' ? 'recheck' : 'resolve';
  const at = millis(deadlines[next]);
  if (Number.isNaN(at) || alert.work === 'closed' || (alert.condition !== 'active' && next !== 'recheck' && alert.work !== 'new')) return null;
  const over = now > at;
  return { over, text: t(over ? 'overdue' : 'dueIn', { what: t(next), for: lasting(Math.abs(at - now)) }) };
}

/** A bay's word: what was cut there comes before what the bay says of itself. */
export const bayWord = (bay) => (bay.cut ? t(bay.cut === 'latched' ? 'bayCut' : 'bayCutOnly') : word(BAY[bay.state], bay.state));
