import type { CustomerView, Message } from '../../../../simulator/conversation/customer';
import { h } from '../../dom';
import type { Say } from '../../texts';
import { ask } from '../api';
import { composer } from '../composer';
import type { Deps } from '../deps';
import { device } from '../device';
import { personPicker } from '../personPicker';
import { customerOf } from '../store';
import { timeOfDay } from '../timeOfDay';

/** The customer's phone: their conversation with the customer service. */
export function conversationPanel(parts: Deps): HTMLElement {
  const { store, say, signal, announce, attempt } = parts;
  const title = h('p', { class: 'bar__title', role: 'status' });
  const bar = h('div', { class: 'bar bar--chat' }, title);
  const messages = h('ol', { class: 'chat__messages' });
  const chat = h(
    'div',
    { class: 'chat', role: 'log', 'aria-label': say('messages'), tabindex: 0 },
    messages,
  );

  let drawn = '';
  store.watch((state) => {
    const customer = customerOf(state, state.shown);
    const name = nameOf(state.shown);
    const words = say(customer.typing ? 'typingTitle' : 'serviceName');
    if (title.textContent !== words) title.textContent = words;
    bar.classList.toggle('bar--typing', customer.typing);
    const looks = JSON.stringify([state.shown, customer.messages, customer.transferredToAgent]);
    if (looks === drawn) return;
    drawn = looks;
    messages.replaceChildren(...bubbles(customer, name, say));
    chat.scrollTop = chat.scrollHeight;
  }, signal);

  function nameOf(openid: string): string {
    const { people, language } = store.get();
    return people.find((person) => person.openid === openid)?.name[language] ?? openid;
  }

  const copyOpenid = h(
    'button',
    {
      type: 'button',
      class: 'plain',
      onclick: () => {
        const openid = store.get().shown;
        navigator.clipboard.writeText(openid).then(
          () => announce(`${say('copied')}: ${openid}`),
          () => announce(say('copyFailed', { openid })),
        );
      },
    },
    say('copyOpenid'),
  );

  return h(
    'section',
    { class: 'column', id: 'conversation', tabindex: -1, 'aria-label': say('conversation') },
    h('h2', {}, say('conversation')),
    h(
      'div',
      { class: 'row' },
      personPicker(parts, 'shown', say('whoseConversation'), store.get().people),
      copyOpenid,
    ),
    device(
      parts,
      'chat',
      bar,
      chat,
      h(
        'div',
        { class: 'chat__foot' },
        composer({
          label: say('writeAsCustomer'),
          button: say('send'),
          suggestion: say('customerGreeting'),
          send: (content) =>
            attempt(() =>
              ask('POST', `/_sim/customers/${store.get().shown}/messages`, { content }),
            ),
        }),
        h(
          'button',
          {
            type: 'button',
            class: 'plain',
            onclick: () =>
              attempt(async () => {
                const { shown } = store.get();
                await ask('POST', `/_sim/customers/${shown}/enter`);
                announce(say('entered', { name: nameOf(shown) }));
              }),
          },
          say('enter'),
        ),
      ),
    ),
    h(
      'div',
      { class: 'desk' },
      composer({
        label: say('answerAsService'),
        button: say('answerAsService'),
        suggestion: say('serviceAnswer'),
        send: (content) =>
          attempt(() => ask('POST', '/preview/answer', { touser: store.get().shown, content })),
      }),
    ),
  );
}

function bubbles(customer: CustomerView, name: string, say: Say): HTMLElement[] {
  if (customer.messages.length === 0 && !customer.transferredToAgent)
    return [h('li', { class: 'chat__note' }, say('noMessages'))];
  const items = customer.messages.flatMap((message, index) => [
    ...stamp(message, customer.messages[index - 1]),
    bubble(message, message.from === 'customer' ? name : say('serviceName'), say),
  ]);
  return customer.transferredToAgent
    ? [...items, h('li', { class: 'chat__note' }, say('handedOver'))]
    : items;
}

/** The time over a bubble, where some has gone by, as WeChat has it. */
function stamp(message: Message, before: Message | undefined): HTMLElement[] {
  if (before && message.at - before.at < 60_000) return [];
  return [h('li', { class: 'chat__time' }, timeOfDay(message.at, 'minutes'))];
}

function bubble(message: Message, who: string, say: Say): HTMLElement {
  return h(
    'li',
    { class: `bubble bubble--${message.from}` },
    h('span', { class: 'bubble__face', 'aria-hidden': 'true' }, who.slice(0, 1)),
    h(
      'p',
      { class: 'bubble__text' },
      h('span', { class: 'hidden' }, say('said', { who })),
      textIn(message) ?? say('otherMessage', { msgtype: message.msgtype }),
    ),
  );
}

function textIn({ text }: Message): string | undefined {
  if (typeof text !== 'object' || text === null || !('content' in text)) return undefined;
  return String(text.content);
}
