// Photos of an alert: taking, sending and showing them.
import { lang, t } from './text.js';
import { el, fill } from './dom.js';

const TYPES = ['image/jpeg', 'image/png', 'image/webp'];
const LARGEST = 5 * 1024 * 1024; // what the hub takes
const ENOUGH = 1.5 * 1024 * 1024; // larger ones are made smaller first, for mobile lines
const SIDE = 2560; // pixels of the longer side then

/** The reason in the reader's language: problem documents say it as `English / 中文`. */
export async function reason(answer) {
  if (!answer) return t('noLine');
  const body = await answer.json().catch(() => ({}));
  const parts = (body.detail ?? '').split(' / ');
  return (parts.length === 2 ? parts[lang === 'en' ? 0 : 1] : body.detail) || body.title || String(answer.status);
}

/** The photo as it is sent; one that this browser cannot read goes as it is, for the hub to judge. */
async function prepared(file) {
  if (file.size <= ENOUGH && TYPES.includes(file.type)) return file;
  try {
    const picture = await createImageBitmap(file, { imageOrientation: 'from-image' });
    const scale = Math.min(1, SIDE / Math.max(picture.width, picture.height));
    const canvas = el('canvas', { width: Math.round(picture.width * scale), height: Math.round(picture.height * scale) });
    canvas.getContext('2d').drawImage(picture, 0, 0, canvas.width, canvas.height);
    return (await new Promise((done) => canvas.toBlob(done, 'image/jpeg', 0.85))) ?? file;
  } catch {
    return file;
  }
}

async function send(address, file) {
  const photo = await prepared(file);
  if (photo.size > LARGEST) return { why: t('photoTooLarge') };
  const answer = await fetch(address, {
    method: 'POST', headers: { 'Content-Type': TYPES.includes(photo.type) ? photo.type : TYPES[0] }, body: photo,
  }).catch(() => null);
  if (!answer?.ok) return { why: await reason(answer) };
  return { photo: await answer.json(), revision: Number((answer.headers.get('ETag') ?? '').replace(/"/g, '')) };
}

/** Where the photos of an alert lie. */
export const evidence = (path) => `${path}/evidence`;

/** Two buttons, for the camera and for photos taken before; `kept(photo, revision)` is told of each, the revision 0 where there is none. */
export function chooser(address, kept) {
  const out = el('p', { class: 'out-line', role: 'status' });
  const button = (key, capture) => {
    const input = el('input', { type: 'file', class: 'out', accept: capture ? 'image/*' : TYPES.join(','), capture, multiple: !capture });
    input.addEventListener('change', async () => {
      const files = [...input.files];
      input.value = '';
      out.dataset.bad = 'false';
      for (const file of files) {
        out.textContent = t('sendingPhoto');
        const { photo, revision, why } = await send(address, file);
        out.textContent = photo ? t('photoKept') : t('photoFailed', { why });
        out.dataset.bad = String(!photo);
        if (!photo) return;
        kept(photo, revision);
      }
    });
    return el('label', { class: 'quiet file' }, input, t(key));
  };
  return el('div', { class: 'chooser' }, button('takePhoto', 'environment'), button('choosePhoto'), out);
}

/** Small pictures that open the whole ones. */
export function gallery(address, digests) {
  return el('ul', { class: 'thumbs' }, ...digests.map((digest, i) => {
    const one = `${address}/${encodeURIComponent(digest)}`;
    return el('li', {}, el('a', { href: one, target: '_blank', rel: 'noopener' },
      el('img', { src: one, alt: t('photoNumber', { n: i + 1 }), loading: 'lazy', width: 96, height: 96 })));
  }));
}

/** The panel of an alert's photos. */
export function photoPanel(path, reread) {
  const pictures = el('div');
  const choose = chooser(evidence(path), reread);
  const node = el('section', { class: 'panel', id: 'photos' }, el('h2', {}, t('photos')), pictures, choose);
  let shown = null;
  return {
    node,
    update(alert) {
      const digests = (alert.history ?? []).filter((step) => step.what === 'photographed').map((step) => step.data.digest);
      const may = alert.actions.includes('note');
      choose.hidden = !may;
      node.hidden = !may && !digests.length;
      if (shown === String(digests)) return;
      shown = String(digests);
      fill(pictures, digests.length ? gallery(evidence(path), digests) : el('p', { class: 'place' }, t('noPhotos')));
    },
  };
}
