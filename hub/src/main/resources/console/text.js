// Language, numbers and times as people read them.
import { UI, UNIT } from './words.js';

const zone = document.documentElement.dataset.zone; // as the hub was told
export const lang = document.documentElement.lang.startsWith('en') ? 'en' : 'zh';
const column = lang === 'en' ? 1 : 0;

/** The word of a [zh, en] pair or of a {zh, en} label; the fallback when there is none. */
export function word(pair, fallback = '') {
  if (Array.isArray(pair)) return pair[column];
  return pair ? pair[lang] || pair.zh || fallback : fallback;
}

/** The page's own word of that key, its braces filled in. */
export function t(key, values = {}) {
  return word(UI[key], key).replace(/\{(\w+)\}/g, (_, name) => values[name] ?? '');
}

/** Fills in the words of the static page. */
export function dress(root = document) {
  for (const node of root.querySelectorAll('[data-word]')) node.textContent = t(node.dataset.word);
  for (const node of root.querySelectorAll('[data-placeholder]')) node.placeholder = t(node.dataset.placeholder);
  const other = document.getElementById('language');
  other.textContent = lang === 'en' ? '中文' : 'English';
  other.lang = lang === 'en' ? 'zh-CN' : 'en';
  other.addEventListener('click', () => {
    document.cookie = `yizhan-language=${lang === 'en' ? 'zh' : 'en'}; path=/; max-age=31536000; samesite=strict`;
    location.reload();
  });
}

const plain = new Intl.NumberFormat('en', { maximumFractionDigits: 1, useGrouping: false });

/** A number with its unit. */
export function quantity(value, unit) {
  const mark = unit === undefined || unit === null ? '' : word(UNIT[unit], ` ${unit}`);
  return plain.format(value) + mark;
}

/** A length of time, two units at most, with seconds only below an hour. */
export function lasting(ms) {
  const s = Math.max(0, Math.floor(ms / 1000));
  const d = Math.floor(s / 86400), h = Math.floor(s / 3600) % 24, m = Math.floor(s / 60) % 60;
  const two = (n) => String(n).padStart(2, '0');
  if (lang === 'en') return d ? `${d} d ${h} h` : h ? `${h} h ${two(m)} min` : m ? `${m} min ${two(s % 60)} s` : `${s} s`;
  return d ? `${d} 天 ${h} 小时` : h ? `${h} 小时 ${two(m)} 分` : m ? `${m} 分 ${two(s % 60)} 秒` : `${s} 秒`;
}

/** The same to the minute, for what is not urgent. */
export function about(ms) {
  return ms < 60000 ? (lang === 'en' ? 'under a minute' : '不到 1 分钟') : ms < 3600000
    ? `${Math.floor(ms / 60000)} ${lang === 'en' ? 'min' : '分钟'}` : lasting(ms);
}

const clock = new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit', second: '2-digit' });
const day = new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' });

/** The time of day in the stations' zone. */
export const timeOfDay = (at) => clock.format(at);

/** Day and time in the stations' zone; the day is left out when it is today. */
export function moment(at, now = Date.now()) {
  const date = day.format(at);
  return date === day.format(now) ? clock.format(at) : `${date} ${clock.format(at)}`;
}

/** Milliseconds of an ISO time or a number; NaN when absent. */
export const millis = (at) => (typeof at === 'number' ? at : at ? Date.parse(at) : NaN);
