import { answerings } from '../../../shop/cast';
import { h } from '../../dom';
import { ask } from '../api';
import { customerOf, type Deps } from '../store';

/** The shop's side: what answers by itself, and what a person there can write, accept and close. */
export function deskPanel(parts: Deps): HTMLElement {
  const { store, say, signal, attempt } = parts;
  const agent = (body: object) =>
    attempt(() => ask('POST', `/_sim/customers/${store.get().shown}/agent`, body));
  const isAgent = () => customerOf(store.get(), store.get().shown).agent === 'accepted';

  const input = h('input', {
    placeholder: say('serviceAnswer'),
    autocomplete: 'off',
    maxlength: 600,
  });
  const send = h('button', { type: 'submit', class: 'strong' }, say('send'));
  const status = h('p', { class: 'quiet', role: 'status' });
  const accept = h(
    'button',
    { type: 'button', onclick: () => agent({ action: 'accept' }) },
    say('accept'),
  );
  const close = h(
    'button',
    { type: 'button', onclick: () => agent({ action: 'close' }) },
    say('close'),
  );
  store.watch((state) => {
    const stands = customerOf(state, state.shown).agent;
    const texts = { waiting: say('agentWaiting'), accepted: say('agentAccepted') };
    status.textContent = stands ? texts[stands] : pushText(parts);
    status.classList.toggle('quiet--warning', stands === 'waiting');
    accept.hidden = stands !== 'waiting';
    close.hidden = stands !== 'accepted';
    const label = say(stands === 'accepted' ? 'answerAsAgent' : 'answerAsService');
    if (input.getAttribute('aria-label') !== label) input.setAttribute('aria-label', label);
  }, signal);

  return h(
    'section',
    { class: 'card card--small', 'aria-label': say('desk') },
    h('div', { class: 'desk__head' }, h('h2', {}, say('desk')), answeringPicker(parts)),
    h(
      'form',
      {
        class: 'row',
        onsubmit: (event) => {
          event.preventDefault();
          const content = input.value.trim() || say('serviceAnswer');
          const { shown } = store.get();
          if (isAgent()) agent({ action: 'message', content });
          else attempt(() => ask('POST', '/preview/answer', { touser: shown, content }));
          input.value = '';
        },
      },
      h('label', { class: 'desk__write' }, input),
      send,
    ),
    h('div', { class: 'row row--status' }, status, accept, close),
  );
}

/** Chooses what the shop does when a customer writes. */
function answeringPicker({ store, say, signal, attempt }: Deps): HTMLElement | null {
  const { language, setup } = store.get();
  if (!setup.hasMiniprogram) return null;
  const select = h(
    'select',
    {
      class: 'desk__answering',
      title: say('answeringWhy'),
      'aria-label': say('answering'),
      onchange: () => attempt(() => ask('POST', '/preview/answering', { answering: select.value })),
    },
    ...Object.entries(answerings).map(([value, { name }]) =>
      h('option', { value }, name[language]),
    ),
  );
  store.watch(({ answering }) => {
    if (answering) select.value = answering;
  }, signal);
  return select;
}

function pushText({ store, say }: Deps): string {
  const { push } = store.get().setup;
  return push === null ? say('notPushed') : say('pushedTo', { name: push });
}
