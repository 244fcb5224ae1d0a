import { type Problem, placeOf } from '../compile/problem';

type Child = Node | string | null | undefined | false;
type Listener = (event: Event) => void;
type Attributes = Record<string, string | number | boolean | Listener | null | undefined>;

/**
 * Creates an element. An attribute that is true is there, one that is false, null or undefined is
 * not; a function is a listener, named by its event: `{ onclick: () => … }`.
 */
export function h<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: Child[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, '');
    else if (value !== false && value !== null && value !== undefined)
      element.setAttribute(name, String(value));
  }
  element.append(
    ...children.filter((child) => child !== null && child !== undefined && child !== false),
  );
  return element;
}

/** Line drawings of the phones' screens, 24 by 24. They say nothing that words beside them do not. */
const drawings = {
  back: 'M15 4.5 7.5 12l7.5 7.5',
  copy: 'M9 9h10.5v10.5H9zM14.5 9V4.5H4.5v10.5H9',
  more: 'M5.5 12h.01M12 12h.01M18.5 12h.01',
  voice:
    'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18M9 12.6a.9.9 0 1 0 0-1.2M11.6 9.2a4 4 0 0 1 0 5.6M14.2 7a7 7 0 0 1 0 10',
  smile: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18M8 14a4.6 4.6 0 0 0 8 0M9 9.4h.01M15 9.4h.01',
  plus: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18M12 8v8M8 12h8',
  shop: 'M4.5 10.5V19h15v-8.5M3.5 9.2 5 4.5h14l1.5 4.7a2.8 2.8 0 0 1-5.6 0 2.8 2.8 0 0 1-5.8 0 2.8 2.8 0 0 1-5.6 0M10 19v-4.5h4V19',
  link: 'M10 14a4 4 0 0 0 5.7.3l3-3a4 4 0 0 0-5.7-5.7l-1 1M14 10a4 4 0 0 0-5.7-.3l-3 3a4 4 0 0 0 5.7 5.7l1-1',
  program: 'M9.5 8.5v6a3 3 0 1 1-3-3M14.5 15.5v-6a3 3 0 1 1 3 3',
  picture: 'M4 5h16v14H4zM4 16l4.5-4.5L13 16l2.5-2.5L20 18M15.5 9.5h.01',
  signal: 'M4 18v-2M9 18v-5M14 18V9.5M19 18V6',
  wifi: 'M3.5 9.5a12 12 0 0 1 17 0M6.8 13a7.3 7.3 0 0 1 10.4 0M12 17.5h.01',
} as const;

export function icon(name: keyof typeof drawings): SVGSVGElement {
  const space = 'http://www.w3.org/2000/svg';
  const element = document.createElementNS(space, 'svg');
  element.setAttribute('viewBox', '0 0 24 24');
  element.setAttribute('class', `icon icon--${name}`);
  element.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS(space, 'path');
  path.setAttribute('d', drawings[name]);
  element.append(path);
  return element;
}

/** One thing that does not compile: where, what, and the line itself. */
export function problemItem(problem: Problem): HTMLElement {
  const { message, source } = problem;
  return h(
    'div',
    { class: 'problem' },
    h('strong', { class: 'problem__place' }, placeOf(problem)),
    h('p', {}, message),
    source ? h('pre', {}, source.trim()) : null,
  );
}
