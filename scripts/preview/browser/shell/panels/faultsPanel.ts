import { h } from '../../dom';
import { ask } from '../api';
import type { Deps } from '../deps';
import { faultChoices } from '../faultChoices';

/** Lets the next call to WeChat go wrong. */
export function faultsPanel({ store, say, signal, attempt }: Deps): HTMLElement {
  const { language } = store.get();
  const select = h(
    'select',
    {},
    ...faultChoices.map(({ name }, index) => h('option', { value: index }, name[language])),
  );
  const waiting = h('p', { class: 'quiet', role: 'status' });
  const clear = h(
    'button',
    {
      type: 'button',
      class: 'plain',
      onclick: () => attempt(() => ask('DELETE', '/_sim/faults')),
    },
    say('clearFaults'),
  );
  store.watch(({ faults }) => {
    const times = faults.reduce((sum, fault) => sum + fault.times, 0);
    waiting.textContent = times === 0 ? say('noFaults') : say('faultsWaiting', { times });
    waiting.classList.toggle('quiet--warning', times > 0);
    clear.hidden = times === 0;
  }, signal);
  return h(
    'section',
    { class: 'card card--small', 'aria-label': say('faults') },
    h('h2', {}, say('faults')),
    h(
      'form',
      {
        class: 'row',
        onsubmit: (event) => {
          event.preventDefault();
          const fault = faultChoices[Number(select.value)]?.fault;
          const api = 'customerServiceMessage.setTyping';
          attempt(() => ask('POST', '/_sim/faults', { api, ...fault }));
        },
      },
      h(
        'label',
        { class: 'picker' },
        h('span', { class: 'picker__label' }, say('chooseFault')),
        select,
      ),
      h('button', { type: 'submit' }, say('putFault')),
    ),
    h('div', { class: 'row row--status' }, waiting, clear),
  );
}
