import { h } from '../dom';
import type { Deps } from './deps';
import { simNow } from './store';
import { tick } from './tick';
import { timeOfDay } from './timeOfDay';

/** A phone: its clock, a title bar, and what is on its screen. */
export function device(
  parts: Deps,
  kind: 'page' | 'chat',
  bar: HTMLElement,
  ...screen: HTMLElement[]
): HTMLElement {
  const time = h('span', {});
  tick(parts, (state) => {
    time.textContent = timeOfDay(simNow(state), 'minutes');
  });
  return h(
    'div',
    { class: `device device--${kind}` },
    h(
      'div',
      { class: 'device__status', 'aria-hidden': 'true' },
      time,
      h('span', { class: 'device__battery' }),
    ),
    bar,
    ...screen,
  );
}
