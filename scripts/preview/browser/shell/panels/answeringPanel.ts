import { answerings } from '../../../answering';
import { h } from '../../dom';
import { ask } from '../api';
import type { Deps } from '../deps';

/** Chooses what the shop does when a customer writes. */
export function answeringPanel({ store, say, signal, attempt }: Deps): HTMLElement {
  const { language } = store.get();
  const select = h(
    'select',
    {
      onchange: () => attempt(() => ask('POST', '/preview/answering', { answering: select.value })),
    },
    ...Object.entries(answerings).map(([value, { name }]) =>
      h('option', { value }, name[language]),
    ),
  );
  store.watch(({ answering }) => {
    select.value = answering;
  }, signal);
  return h(
    'section',
    { class: 'card', 'aria-label': say('answering') },
    h('h2', {}, say('answering')),
    h(
      'div',
      { class: 'row' },
      h(
        'label',
        { class: 'picker' },
        h('span', { class: 'picker__label' }, say('chooseAnswering')),
        select,
      ),
    ),
    h('p', { class: 'quiet' }, say('answeringWhy')),
  );
}
