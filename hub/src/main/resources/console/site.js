// What is reported from the station an alert is about: restocks and counts of a supply, inspections of 6+6.
import { FOUND, REPORT, UNIT } from './words.js';
import { t, word } from './text.js';
import { el, fill } from './dom.js';
import { chooser, gallery, reason } from './photos.js';

const PHOTO = /^[0-9a-f]{64}$/;

/** The reports that help with that alert. */
function reports(alert) {
  const kind = (alert.subject ?? '').split('/')[0];
  if (!alert.station || !alert.actions.includes('note')) return [];
  return kind === 'supply' ? ['restock', 'count'] : kind === 'element' ? ['element', 'inspection'] : alert.rule === 'V06' ? ['inspection'] : [];
}

const field = (key, input, values) => el('label', { class: 'field' }, el('span', {}, t(key, values)), input);
const expiry = (name) => field('expires', el('input', { name, type: 'date' }));
const note = (name) => field('siteNote', el('textarea', { name, rows: 2, maxlength: 500 }));
const amount = (name, key, unit, properties) => field(key, el('input', { name, type: 'number', step: 'any', inputmode: 'decimal', ...properties }), { unit });

/** One photo; its digest is the value of a hidden field. */
function photo(address, name, key) {
  const digest = el('input', { type: 'hidden', name }), shown = el('div');
  return el('div', { class: 'field' }, el('span', {}, t(key)), digest, shown, chooser(address, (kept) => {
    digest.value = kept.digest;
    fill(shown, gallery(address, [kept.digest]));
  }));
}

const found = (name, legend) => el('fieldset', { class: 'field' }, el('legend', {}, legend),
  ...Object.entries(FOUND).map(([value, pair]) => el('label', { class: 'radio' }, el('input', { type: 'radio', name, value, required: true }), word(pair))));

/** The element with what may be said of it besides; the names of its fields begin with its code. */
const element = (address, code, legend) => el('div', { class: 'field' }, found(`${code}:result`, legend),
  el('details', {}, el('summary', {}, t('more')), expiry(`${code}:expires`), photo(address, `${code}:photo`, 'photos'), note(`${code}:note`)));

/** What of those fields was filled in, by the part of their names after the colon. */
function filled(form, code) {
  const values = {};
  for (const [name, value] of new FormData(form)) {
    const [of, key] = name.includes(':') ? name.split(':') : ['', name];
    if (of !== code || value === '' || (key === 'photo' && !PHOTO.test(value))) continue;
    values[key] = key === 'amount' || key === 'level' ? Number(value) : value;
  }
  if (values.result === 'missing') delete values.expires;
  return values;
}

/** The panel. */
export function sitePanel() {
  const body = el('div', { class: 'action' }), problem = el('p', { class: 'problem', role: 'alert' }), done = el('p', { class: 'out-line', role: 'status' });
  const node = el('section', { class: 'panel', id: 'site' }, el('h2', {}, t('site')), body, done, problem);
  let alert = null, open = false;

  const station = (rest) => `/api/v1/stations/${encodeURIComponent(alert.station)}/${rest}`;
  const code = () => alert.subject.split('/')[1];
  const supply = (rest) => station(`supplies/${encodeURIComponent(code())}/${rest}`);

  function update(now) {
    alert = now;
    node.hidden = !open && !reports(alert).length;
    if (!open) buttons();
  }

  function buttons() {
    open = false;
    fill(body, el('div', { class: 'others' }, ...reports(alert).map((report) => el('button', {
      type: 'button', class: 'quiet', id: `site-${report}`, onclick: () => begin(report),
    }, word(REPORT[report])))));
  }

  const read = async (address) => {
    const answer = await fetch(address, { cache: 'no-store' }).catch(() => null);
    if (!answer?.ok) throw new Error(await reason(answer));
    return answer.json();
  };

  /** The fields of that report; what they need to know is asked of the hub. */
  async function fields(report) {
    const photos = station('photos');
    if (report === 'restock' || report === 'count') {
      const items = (await read(station('supplies'))).items;
      const unit = items.find((each) => each.item === code())?.unit;
      const words = unit === 'count' ? word(['个', 'pieces']) : word(UNIT[unit], '').trim();
      return [report === 'restock' ? amount('amount', 'amount', words, { min: 0 }) : amount('level', 'counted', words, { min: 0, required: true }),
        expiry('expires'), photo(photos, 'photo', 'sitePhoto'), note('note')];
    }
    const elements = (await read(station('elements'))).items;
    return elements.filter((one) => report === 'inspection' || one.element === code()).map((one) => element(photos, one.element, word(one.label)));
  }

  async function begin(report) {
    problem.textContent = done.textContent = '';
    let parts;
    try {
      parts = await fields(report);
    } catch (failure) {
      problem.textContent = failure.message;
      return;
    }
    open = true;
    const form = el('form', { class: 'deed', data: { report } }, el('h2', {}, word(REPORT[report])), ...parts,
      el('div', { class: 'others' },
        el('button', { type: 'submit', class: 'primary' }, t('send')),
        el('button', { type: 'button', class: 'quiet', onclick: buttons }, t('cancel'))));
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      send(report, form);
    });
    fill(body, form);
    form.querySelector('input, textarea').focus();
  }

  function message(report, form) {
    if (report === 'restock') return [supply('restocks'), filled(form, '')];
    if (report === 'count') return [supply('counts'), filled(form, '')];
    const codes = [...form.querySelectorAll('[type=radio]:checked')].map((input) => input.name.split(':')[0]);
    return [station('inspections'), { findings: codes.map((one) => ({ element: one, ...filled(form, one) })) }];
  }

  async function send(report, form) {
    const [address, values] = message(report, form);
    const submit = form.querySelector('[type=submit]');
    submit.disabled = true;
    problem.textContent = '';
    const answer = await fetch(address, {
      method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(values),
    }).catch(() => null);
    submit.disabled = false;
    if (!answer?.ok) {
      problem.textContent = t('deedFailed', { deed: word(REPORT[report]), why: await reason(answer) });
      return;
    }
    done.textContent = t('siteDone', { report: word(REPORT[report]) });
    buttons();
    update(alert);
  }

  return { node, update };
}
