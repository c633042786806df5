// What has been done about an alert, in words.
import { CAUSE, HISTORY, RESULT, WAY } from './words.js';
import { millis, moment, t, word } from './text.js';
import { el } from './dom.js';
import { hubNow } from './live.js';
import { evidence, gallery } from './photos.js';

/** Who an actor is to people: `page:NAME/token:…` is a name that was said and the token it was said with. */
export function person(actor) {
  if (actor === 'hub') return t('hub');
  const [, said, by] = /^(?:page:(?:([^:/]+)\/)?)?(.*)$/s.exec(actor || '');
  const known = by.replace(/^(token|station):/, '');
  return said ? t('saidBy', { name: said, token: known }) : known;
}

/** What was said with a step. */
function words(step) {
  const data = step.data ?? {};
  const failed = data.result === 'not-fixed';
  return [
    data.to && t('givenTo', { who: data.to }),
    data.way && word(WAY[data.way], data.way),
    data.result && !failed && t('recheckFound', { result: word(RESULT[data.result], data.result) }),
    data.cause && !failed && data.result !== 'false-alarm' && t('causeIs', { cause: word(CAUSE[data.cause], data.cause) }),
    data.withoutPhoto && t('noPhotoBecause', { why: data.withoutPhoto }),
    step.what === 'referenced' && (data.number ? t('numberIs', { n: data.number }) : t('numberGone')),
  ].filter(Boolean).join(' · ');
}

/** The history, the latest first. */
export function history(alert, path) {
  const steps = [...(alert.history ?? [])].reverse();
  if (!steps.length) return null;
  return el('section', { class: 'panel' }, el('h2', {}, t('history')), el('ol', { class: 'history' }, ...steps.map((step) => {
    const said = words(step), text = typeof step.data?.text === 'string' && step.data.text;
    const photos = step.data?.evidence ?? [];
    return el('li', {},
      el('time', { datetime: new Date(millis(step.at)).toISOString() }, moment(millis(step.at), hubNow())),
      el('div', {}, word(HISTORY[step.what], step.what), said && el('span', { class: 'said' }, ` ${said}`)),
      text && el('p', { class: 'prose' }, text),
      photos.length > 0 && gallery(evidence(path), photos),
      step.actor && el('div', { class: 'by' }, t('by', { who: person(step.actor) })));
  })));
}
