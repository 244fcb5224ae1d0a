import type { Problem } from '../compile/problem';
import { h } from './dom';

/** One thing that does not compile: where, what, and the line itself. */
export function problemItem({ file, line, column, message, source }: Problem): HTMLElement {
  const place = [file, line, column].filter((part) => part !== null && part !== '').join(':');
  return h(
    'div',
    { class: 'problem' },
    h('strong', { class: 'problem__place' }, place),
    h('p', {}, message),
    source ? h('pre', {}, source.trim()) : null,
  );
}
