// What can be done about an alert now: a button for the next step, others beside it, and their forms.
import { CAUSE, DEED, RESULT, WAY } from './words.js';
import { lang, moment, millis, t, word } from './text.js';
import { el, fill } from './dom.js';
import { hubNow } from './live.js';
import { chooser, evidence, gallery, reason } from './photos.js';
import { person } from './steps.js';

const AT_ONCE = ['acknowledge', 'start']; // need no form
const GIVEN_BY_HUB = ['recovered', 'test']; // causes that no person gives
const WITHOUT_REVISION = ['acknowledge', 'note', 'call-back']; // overwrite nothing

/** The step that comes next as the alert stands, or nothing. */
function next(alert) {
  const may = (deed) => alert.actions.includes(deed) && deed;
  if (alert.work === 'recheck-due') return may('recheck');
  if (alert.work === 'new' && may('acknowledge')) return 'acknowledge';
  return (alert.work !== 'in-progress' && may('start')) || may('fixed') || (alert.condition !== 'active' && may('close')) || may('reopen');
}

const field = (key, input) => el('label', { class: 'field' }, el('span', {}, t(key)), input);
const prose = (key, required) => field(key, el('textarea', { name: 'text', rows: 3, maxlength: 2000, required }));
const line = (name, key, properties) => field(key, el('input', { name, maxlength: 200, autocomplete: 'off', ...properties }));
const choice = (name, key, words) => el('fieldset', { class: 'field' }, el('legend', {}, t(key)),
  ...Object.entries(words).map(([value, pair]) => el('label', { class: 'radio' }, el('input', { type: 'radio', name, value, required: true }), word(pair))));
const causes = () => field('cause', el('select', { name: 'cause', required: true }, el('option', { value: '' }, t('chooseCause')),
  ...Object.entries(CAUSE).filter(([value]) => !GIVEN_BY_HUB.includes(value)).map(([value, pair]) => el('option', { value }, word(pair)))));

const FIELDS = {
  assign: (alert) => [line('to', 'assignTo', { required: true, value: alert.assignedTo ?? '' }), prose('remark', false)],
  fixed: () => [prose('whatDone', true)],
  recheck: (alert, photos) => [choice('result', 'result', RESULT), causes(), prose('remarkOther', false), photos,
    alert.photoNeeded && line('withoutPhoto', 'withoutPhoto', { minlength: 4 })],
  close: () => [causes(), prose('remarkOther', false)],
  note: () => [prose('noteText', true)],
  'call-back': () => [choice('way', 'way', WAY), prose('whatSaid', true)],
  reference: (alert) => [line('externalRef', 'referenceNumber', { value: alert.externalRef ?? '' })],
  reopen: () => [prose('whyReopen', true)],
};

/** A danger is closed with a photo of now, or with why there is none. */
function unphotographed(form, alert, result) {
  const why = form.elements.withoutPhoto;
  if (!why) return;
  const asked = !alert.photos && result !== 'not-fixed';
  why.closest('label').hidden = !asked;
  why.disabled = !asked;
  why.required = asked;
  form.querySelector('.evidence > span').textContent = t(asked ? 'photoNeeded' : 'photos');
}

/** Leaves open what the hub would take: while it holds, only a false alarm closes. */
function restrict(form, alert) {
  const active = alert.condition === 'active';
  const hint = form.querySelector('.still');
  if (hint) hint.hidden = !active;
  for (const input of form.querySelectorAll('[name=result][value=fixed]')) {
    input.disabled = active;
    if (active) input.checked = false;
  }
  const result = form.elements.result?.value;
  unphotographed(form, alert, result);
  const cause = form.elements.cause;
  if (!cause) return;
  const needed = !form.elements.result || result === 'fixed';
  cause.closest('label').hidden = !needed;
  cause.disabled = !needed;
  for (const option of cause.options) option.disabled = (!form.elements.result && active && option.value !== 'false-alarm') || (result === 'fixed' && option.value === 'false-alarm');
  if (cause.selectedOptions[0]?.disabled) cause.value = active && !form.elements.result ? 'false-alarm' : '';
  form.elements.text.required = needed && cause.value === 'other';
}

/** The panel; `reread` reads the alert anew and `said` is told what was done. */
export function deedPanel(path, reread, said) {
  const state = el('p', { class: 'place' }), problem = el('p', { class: 'problem', role: 'alert' }), body = el('div', { class: 'action' });
  const node = el('section', { class: 'panel action', id: 'deeds' }, state, body, problem);
  let alert = null, form = null, busy = false;

  function update(now) {
    alert = now;
    const parts = [
      alert.acknowledgedTime && t('acknowledgedBy', { who: person(alert.acknowledgedBy), at: moment(millis(alert.acknowledgedTime), hubNow()) }),
      alert.assignedTo && t('assignedTo', { who: alert.assignedTo }),
      !alert.actions.length && t('mayNot'),
    ].filter(Boolean);
    state.textContent = parts.join(' · ');
    state.hidden = !parts.length;
    node.hidden = !parts.length && !alert.actions.length;
    if (form && !alert.actions.includes(form.dataset.deed)) {
      form = null;
      problem.textContent = t('doneMeanwhile');
    }
    if (form) restrict(form, alert);
    else buttons();
  }

  function buttons() {
    const first = next(alert);
    const act = (deed) => (AT_ONCE.includes(deed) ? () => send(deed, {}, alert.revision) : () => begin(deed));
    const button = (deed, kind) => el('button', { type: 'button', class: kind, id: `deed-${deed}`, disabled: busy, onclick: act(deed) }, word(DEED[deed], deed));
    const focused = document.activeElement?.id;
    fill(body,
      first && button(first, 'primary'),
      el('p', { class: 'due', id: 'due' }),
      first === 'acknowledge' && el('p', { class: 'place' }, t('acknowledgeNote')),
      alert.actions.includes('recheck') && el('p', { class: 'place' }, t('closedByRecheck')
        + (alert.photoNeeded ? (lang === 'en' ? ' ' : '') + (alert.photos ? t('recheckPhotoKept', { n: alert.photos }) : t('recheckPhoto')) : '')),
      el('div', { class: 'others' }, ...alert.actions.filter((deed) => deed !== first).map((deed) => button(deed, 'quiet'))));
    if (focused?.startsWith('deed-')) document.getElementById(focused)?.focus();
  }

  function begin(deed) {
    problem.textContent = '';
    const digests = [], shown = el('div');
    const photos = el('div', { class: 'field evidence' }, el('span', {}, t('photos')), shown, chooser(evidence(path), (photo, revision) => {
      digests.push(photo.digest);
      fill(shown, gallery(evidence(path), digests));
      // what somebody else changed meanwhile is still to be seen before this is sent
      if (form && revision === Number(form.dataset.revision) + 1) form.dataset.revision = revision;
      reread();
    }));
    form = el('form', { class: 'deed', data: { deed, revision: alert.revision } },
      el('h2', {}, word(DEED[deed], deed)),
      (deed === 'close' || deed === 'recheck') && el('p', { class: 'place still' }, t('stillActive')),
      ...FIELDS[deed](alert, photos),
      el('div', { class: 'others' },
        el('button', { type: 'submit', class: 'primary' }, t('send')),
        el('button', { type: 'button', class: 'quiet', onclick: () => { form = null; problem.textContent = ''; buttons(); document.getElementById(`deed-${deed}`)?.focus(); } }, t('cancel'))));
    form.addEventListener('change', () => form && restrict(form, alert));
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      const values = Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, value.trim()]));
      if (deed === 'recheck') values.evidence = digests;
      if (deed === 'reference') values.externalRef ||= null;
      send(deed, values, Number(form.dataset.revision));
    });
    restrict(form, alert);
    fill(body, form);
    form.querySelector('input, select, textarea').focus();
  }

  async function send(deed, values, revision) {
    if (busy) return;
    busy = true;
    problem.textContent = '';
    for (const button of body.querySelectorAll('button')) button.disabled = true;
    const headers = deed === 'start' ? {} : { 'Content-Type': 'application/json' };
    if (!WITHOUT_REVISION.includes(deed)) headers['If-Match'] = `"${revision}"`;
    const answer = await fetch(`${path}/${deed}`, {
      method: 'POST', headers, body: deed === 'start' ? undefined : JSON.stringify(values),
    }).catch(() => null);
    busy = false;
    if (answer?.ok) {
      form = null;
      said(t('done', { deed: word(DEED[deed], deed) }));
    } else if (answer?.status === 412) {
      problem.textContent = t('changedMeanwhile');
    } else {
      problem.textContent = t('deedFailed', { deed: word(DEED[deed], deed), why: await reason(answer) });
    }
    await reread();
    // the reader has been told; sent again, it is said of the alert as it is now
    if (form && answer?.status === 412) form.dataset.revision = alert.revision;
    for (const button of body.querySelectorAll('button')) button.disabled = false;
  }

  return { node, update };
}
