// Small ways to build and keep parts of the page.

/** An element with properties; children may be nodes, texts, or nothing. */
export function el(tag, properties = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (name === 'data') Object.entries(value).forEach(([k, v]) => v !== undefined && v !== null && (node.dataset[k] = v));
    else if (name.startsWith('on')) node.addEventListener(name.slice(2), value);
    else if (name === 'class') node.className = value;
    else node.setAttribute(name, value === true ? '' : value);
  }
  node.append(...present(children));
  return node;
}

const present = (children) => children.filter((child) => child !== undefined && child !== null && child !== false && child !== '');

/** Makes these the children of the node, leaving out the absent ones. */
export const fill = (node, ...children) => node.replaceChildren(...present(children));

const SVG = 'http://www.w3.org/2000/svg';

function drawn(tag, properties) {
  const node = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(properties)) node.setAttribute(name, value);
  return node;
}

const PATHS = {
  lock: 'M6 11h12v9H6zM8.5 11V7.5a3.5 3.5 0 0 1 7 0V11',
  phone: 'M8 3h8v18H8zM11 18h2',
  warn: 'M12 4 3 20h18zM12 10v4.5M12 17.4v.1',
};

/** A decorative icon. */
export function icon(name) {
  const svg = drawn('svg', { viewBox: '0 0 24 24', class: 'icon', 'aria-hidden': 'true' });
  svg.append(drawn('path', { d: PATHS[name] }));
  return svg;
}

/** A level as a share of its capacity with a mark at the minimum. */
export function bar(level, capacity, minimum) {
  const svg = drawn('svg', { class: 'bar', viewBox: '0 0 100 8', preserveAspectRatio: 'none', 'aria-hidden': 'true' });
  const share = (v) => Math.max(0, Math.min(100, (100 * v) / (capacity || 1)));
  svg.append(
    drawn('rect', { class: 'ground', width: 100, height: 8, rx: 2 }),
    drawn('rect', { class: 'fill', width: share(level), height: 8, rx: 2 }),
    drawn('path', { class: 'mark', d: `M${share(minimum)} 0V8`, 'vector-effect': 'non-scaling-stroke' }),
  );
  return svg;
}

/**
 * Makes the children of a list be those of the entries, in order, keeping the node of an entry that
 * is still there, so that focus and scroll stay, and redrawing only what has changed.
 */
export function keep(parent, entries, key, draw) {
  const before = new Map([...parent.children].map((node) => [node.dataset.key, node]));
  let place = parent.firstElementChild;
  for (const entry of entries) {
    const name = key(entry);
    const print = JSON.stringify(entry);
    let node = before.get(name);
    before.delete(name);
    if (!node) {
      node = draw(entry, null);
      node.dataset.key = name;
    } else if (node.print !== print) {
      draw(entry, node);
    }
    node.print = print;
    if (node === place) place = place.nextElementSibling;
    else parent.insertBefore(node, place);
  }
  while (place) {
    const gone = place;
    place = place.nextElementSibling;
    gone.remove();
  }
}
