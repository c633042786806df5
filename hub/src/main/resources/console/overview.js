// The page at /: totals, open alerts, stations.
import { BAY_TONE, CONDITION, ITEM, KIND, PRESENCE } from './words.js';
import { about, dress, millis, quantity, t, word } from './text.js';
import { bar, el, fill, icon, keep } from './dom.js';
import { follow, hubNow, signOut } from './live.js';
import { bayWord, cut, due, duration, mark, measured, place, severityWord, tags, title, workWord } from './parts.js';

const RANK = { critical: 0, major: 1, minor: 2, info: 3 };
const SHOWS = ['all', 'alerts', 'offline'];
const STEP = 20;
const by = (id) => document.getElementById(id);

let data = null;
let shown = STEP;
let filter = { office: '', search: '', show: 'all' };
const seen = new Set();

dress();
signOut();
buildFilters();
by('alerts').append(...[1, 2].map(() => el('li', { class: 'bone' })));
by('stations').append(el('p', { class: 'out' }, t('loading')), el('div', { class: 'cards' }, ...[1, 2, 3, 4].map(() => el('div', { class: 'bone' }))));
follow(take, () => data || note('stations', t('cannotLoad'), t('retrying')));
setInterval(tick, 1000);

/** An `overview` event is everything; a `change` has what differs: stations by code, alerts as a whole. */
function take(name, news) {
  if (name === 'beat' || (name === 'change' && !data)) return;
  if (name === 'overview') {
    data = { ...news, stations: new Map(news.stations.map((s) => [s.code, s])) };
    if (!seen.size) news.alerts.forEach((alert) => seen.add(alert.id));
    seen.add('');
  } else {
    data.totals = news.totals;
    data.alerts = news.alerts ?? data.alerts;
    (news.stations ?? []).forEach((s) => data.stations.set(s.code, s));
    (news.removed ?? []).forEach((code) => data.stations.delete(code));
  }
  announce();
  draw();
}

/** Says new alerts aloud. */
function announce() {
  const fresh = data.alerts.filter((alert) => !seen.has(alert.id));
  fresh.forEach((alert) => seen.add(alert.id));
  if (fresh.length) by('said').textContent = fresh.map((alert) => t('newAlert', { severity: severityWord(alert), title: mark(alert) + title(alert), place: place(alert) })).join('；');
}

function draw() {
  const stations = [...data.stations.values()];
  const demo = stations.some((s) => s.demo);
  by('demo').hidden = !demo;
  by('demo').title = demo ? t('demoLong') : '';
  drawTotals(data.totals);
  drawOffices(stations);
  const alerts = data.alerts.filter(alertFits);
  drawAlerts(alerts);
  drawStations(stations);
  const waiting = real().filter((alert) => alert.work === 'new').length;
  document.title = (waiting ? `(${waiting}) ` : '') + t('product');
}

/** The alerts that are no part of a test. */
const real = () => data.alerts.filter((alert) => !alert.test);

function drawTotals(totals) {
  const waiting = real().filter((alert) => alert.work === 'new').length;
  const critical = real().filter((alert) => alert.severity === 'critical' && alert.condition === 'active').length;
  const worst = real().filter((alert) => alert.condition === 'active').map((alert) => alert.severity).sort((a, b) => RANK[a] - RANK[b])[0];
  const off = totals.stations - totals.online;
  const busy = [...data.stations.values()].filter((s) => !s.suspended).flatMap((s) => s.bays).filter((bay) => BAY_TONE[bay.state] === 'busy').length;
  const tiles = [
    { key: 'stationsOnline', n: totals.online, of: totals.stations, note: off ? t('offlineNote', { n: off }) : totals.stations ? t('allOnline') : '' },
    { key: 'openAlerts', n: totals.openAlerts, note: !waiting ? t('noneWaiting') : t(critical ? 'criticalNote' : 'unacknowledgedNote', { n: waiting, c: critical }), tone: worst === 'critical' || worst === 'major' ? worst : '' },
    { key: 'people', n: totals.people, note: t('peopleNote') },
    { key: 'baysFree', n: totals.baysFree, of: totals.bays, note: t('baysNote', { n: busy }) },
  ];
  keep(by('totals'), tiles, (tile) => tile.key, (tile, node) => {
    const box = node ?? el('div', { class: 'tile' });
    box.dataset.tone = tile.tone ?? '';
    fill(box,
      el('dt', {}, t(tile.key)),
      el('dd', { class: 'big' }, String(tile.n), tile.of !== undefined && el('small', {}, ` / ${tile.of}`)),
      el('dd', { class: 'note' }, tile.note),
    );
    return box;
  });
}

function buildFilters() {
  by('shows').setAttribute('aria-label', t('shows'));
  by('shows').append(...SHOWS.map((show) => el('button', {
    type: 'button', 'aria-pressed': String(show === filter.show), data: { show },
    onclick: () => change({ show }),
  }, t(`show${show[0].toUpperCase()}${show.slice(1)}`))));
  by('office').append(el('option', { value: '' }, t('allOffices')));
  by('office').addEventListener('change', () => change({ office: by('office').value }));
  by('search').addEventListener('input', () => change({ search: by('search').value.trim().toLowerCase() }));
  by('filters').addEventListener('submit', (event) => event.preventDefault());
}

function change(part) {
  filter = { ...filter, ...part };
  shown = STEP;
  for (const button of by('shows').children) button.setAttribute('aria-pressed', String(button.dataset.show === filter.show));
  if (data) draw();
}

function clearFilter() {
  by('search').value = '';
  by('office').value = '';
  change({ office: '', search: '', show: 'all' });
  by('search').focus();
}

function drawOffices(stations) {
  const offices = [...new Map(stations.map((s) => [s.office, s.officeName]))].sort((a, b) => a[0].localeCompare(b[0]));
  const options = [{ code: '', name: t('allOffices') }, ...offices.map(([code, name]) => ({ code, name }))];
  const print = JSON.stringify(options);
  if (by('office').print === print) return;
  by('office').print = print;
  by('office').replaceChildren(...options.map((o) => el('option', { value: o.code }, o.name)));
  by('office').value = filter.office;
}

const named = (station) => !filter.search || station.name.toLowerCase().includes(filter.search) || station.code.includes(filter.search);
const alertFits = (alert) => (!filter.office || alert.office === filter.office)
  && (named({ name: alert.stationName ?? alert.officeName, code: alert.station ?? alert.office }) || alert.number.toLowerCase().includes(filter.search));

function stationFits(station, alerts) {
  if (filter.office && station.office !== filter.office) return false;
  if (filter.show === 'alerts' && !alerts.has(station.code)) return false;
  if (filter.show === 'offline' && (station.online || station.suspended)) return false;
  return named(station);
}

function drawAlerts(alerts) {
  const order = (alert) => (alert.test ? 20 : 0) + (alert.condition === 'active' ? 0 : 10) + (RANK[alert.severity] ?? 9);
  const sorted = [...alerts].sort((a, b) => order(a) - order(b) || millis(b.detectedTime) - millis(a.detectedTime));
  by('alerts-count').textContent = data.alerts.length ? t('alertCount', { n: alerts.length }) : '';
  keep(by('alerts'), sorted.slice(0, shown), (alert) => alert.id, drawAlert);
  const rest = sorted.length - shown;
  const none = !sorted.length && (data.alerts.length ? [t('noAlertsHere'), ''] : [t('noAlerts'), t('noAlertsHint')]);
  noteOf('alerts-note', none ? `none:${none[0]}` : rest > 0 ? `more:${rest}` : '', () => (none
    ? el('div', { class: 'none good' }, el('strong', {}, none[0]), none[1])
    : el('button', { type: 'button', class: 'quiet more', onclick: () => { shown += STEP; draw(); } }, t('moreAlerts', { n: Math.min(rest, STEP) }))));
  tick();
}

function drawAlert(alert, node) {
  const item = node ?? el('li', {}, el('a', { class: 'alert', href: `/alerts/${encodeURIComponent(alert.id)}` }));
  const card = item.firstElementChild;
  card.dataset.severity = alert.severity;
  card.dataset.condition = alert.condition;
  const value = measured(alert);
  fill(card,
    el('span', { class: 'first' },
      el('span', { class: 'severity' }, severityWord(alert)),
      alert.condition !== 'active' && el('span', { class: 'tag good' }, word(CONDITION[alert.condition], alert.condition)),
      el('span', { class: 'tag' }, workWord(alert)),
      ...tags(alert),
      el('span', { class: 'number' }, alert.number)),
    el('span', { class: 'title' }, mark(alert), title(alert)),
    el('span', { class: 'place' }, place(alert)),
    value && el('span', { class: 'value' }, value),
    cut(alert),
    el('span', { class: 'last' }, el('span', { class: 'ran' }), el('span', { class: 'due' })),
  );
  item.alert = alert;
  return item;
}

/** Moves the clocks on. */
function tick() {
  const now = hubNow();
  for (const item of by('alerts').children) {
    if (!item.alert) continue;
    put(item.querySelector('.ran'), duration(item.alert, now));
    const next = due(item.alert, now);
    const node = item.querySelector('.due');
    put(node, next ? next.text : '');
    node.dataset.over = String(next?.over ?? false);
    item.firstElementChild.dataset.over = node.dataset.over;
  }
  for (const node of document.querySelectorAll('.presence[data-since]')) put(node.lastElementChild, presence(node.dataset.state, Number(node.dataset.since), now));
}

/** `online` is null for a station that has never been heard of. */
const stateOf = (station) => (station.online === null || station.online === undefined ? 'unknown' : station.online ? 'online' : 'offline');

const put = (node, text) => node.textContent === text || (node.textContent = text);

function presence(state, since, now) {
  const label = word(PRESENCE[state], state);
  return state === 'offline' && since ? t('sinceFor', { word: label, for: about(now - since) }) : label;
}

function drawStations(stations) {
  const alerts = new Map();
  for (const alert of real()) if (alert.condition === 'active' && alert.station) alerts.set(alert.station, [...(alerts.get(alert.station) ?? []), alert]);
  const fitting = stations.filter((s) => stationFits(s, alerts));
  by('stations-count').textContent = !stations.length ? '' : fitting.length === stations.length ? t('stationCount', { n: stations.length }) : t('stationCountOf', { n: fitting.length, all: stations.length });
  const groups = new Map();
  for (const station of fitting.sort((a, b) => a.office.localeCompare(b.office) || a.code.localeCompare(b.code, 'en', { numeric: true }))) {
    const group = groups.get(station.office) ?? { office: station.office, name: station.officeName, stations: [] };
    group.stations.push({ ...station, alerts: (alerts.get(station.code) ?? []).map(({ id, severity }) => ({ id, severity })) });
    groups.set(station.office, group);
  }
  keep(by('stations'), [...groups.values()], (group) => group.office, drawGroup);
  if (fitting.length) noteOf('stations-note', '');
  else if (stations.length) noteOf('stations-note', 'no-match', () => el('div', { class: 'none' }, el('strong', {}, t('noMatch')), el('button', { type: 'button', class: 'quiet more', onclick: clearFilter }, t('showEvery'))));
  else note('stations', t('noStations'), t('noStationsHint'));
}

function drawGroup(group, node) {
  const box = node ?? el('section', { class: 'group' }, el('h3', {}, el('span'), el('small', { class: 'online' })), el('ul', { class: 'cards' }));
  const [head, cards] = box.children;
  put(head.firstElementChild, group.name);
  const serving = group.stations.filter((s) => !s.suspended);
  put(head.lastElementChild, t('officeNote', { on: serving.filter((s) => s.online).length, all: serving.length }));
  keep(cards, group.stations, (station) => station.code, drawStation);
  return box;
}

function drawStation(station, node) {
  const card = node ?? el('li', { class: 'station' });
  const worst = station.alerts.map((a) => a.severity).sort((a, b) => RANK[a] - RANK[b])[0];
  if (worst) card.dataset.severity = worst;
  else delete card.dataset.severity;
  const n = station.alerts.length;
  fill(card,
    el('div', { class: 'name' },
      el('h4', {}, station.name),
      el('span', { class: 'presence', data: { state: stateOf(station), since: millis(station.since) || undefined } },
        el('span', { class: 'dot', 'aria-hidden': 'true' }), el('span', {}, presence(stateOf(station), millis(station.since), hubNow())))),
    el('p', { class: 'facts' },
      el('span', {}, word(KIND[station.kind], station.kind)),
      station.suspended && el('span', { class: 'tag' }, t('suspended')),
      typeof station.people === 'number' && el('span', { class: 'people' }, t('peopleHere', { n: station.people })),
      n > 0 && el('a', { href: `/alerts/${encodeURIComponent(station.alerts[0].id)}` }, n === 1 ? t('alertHere') : t('alertsHere', { n }))),
    station.bays.length > 0 && el('ul', { class: 'bays' }, ...station.bays.map(drawBay)),
    station.supplies.length > 0 && el('ul', { class: 'supplies' }, ...station.supplies.map(drawSupply)),
  );
  return card;
}

function drawBay(bay) {
  const phone = bay.use === 'phone';
  return el('li', { class: 'bay', data: { tone: bay.cut ? 'bad' : BAY_TONE[bay.state] } },
    el('span', { class: 'no' },
      el('span', { class: 'out' }, t(phone ? 'phoneBay' : 'bay', { n: bay.number })),
      el('span', { class: 'n', 'aria-hidden': 'true' }, String(bay.number), phone && icon('phone')),
      typeof bay.power === 'number' && bay.power >= 1 && el('span', { class: 'watts' }, quantity(Math.round(bay.power), 'W'))),
    el('span', { class: 'word' }, bayWord(bay)));
}

function drawSupply(supply) {
  const known = typeof supply.level === 'number';
  const low = known && supply.level <= supply.minimum;
  const level = known ? quantity(supply.level, supply.unit) : word(PRESENCE.unknown);
  return el('li', { class: 'supply', data: { low }, title: t('latest', { item: word(ITEM[supply.item], supply.item), level, minimum: quantity(supply.minimum, supply.unit) }) },
    el('span', {}, word(ITEM[supply.item], supply.item)),
    bar(known ? supply.level : 0, supply.capacity, supply.minimum),
    el('span', { class: 'level' }, level, low && el('span', { class: 'out' }, `, ${t('belowMinimum')}`)));
}

function note(where, strong, hint) {
  if (where === 'stations') by('stations').replaceChildren();
  noteOf(`${where}-note`, strong, () => el('div', { class: 'none' }, el('strong', {}, strong), hint));
}

function noteOf(id, print, build) {
  const box = by(id);
  if (box.print === print) return;
  box.print = print;
  box.replaceChildren(...(print ? [build()] : []));
}
