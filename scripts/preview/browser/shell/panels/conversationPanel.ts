import { h, icon } from '../../dom';
import { ask } from '../api';
import { device, personPicker } from '../device';
import { customerOf, type Deps, nameOf, type State, timeOfDay } from '../store';
import { advanceGuide } from './guidePanel';
import { messageBubble } from './messageBubble';

/** Time is told over a message where this much has gone by since the one before, as WeChat does. */
const quietMs = 60_000;

/** The customer's phone: their conversation with the customer service. */
export function conversationPanel(parts: Deps): HTMLElement {
  const { store, say, signal } = parts;
  const title = h('p', { class: 'bar__title', role: 'status' });
  const bar = h('div', { class: 'bar bar--chat' }, icon('back'), title, icon('more'));
  const messages = h('ol', { class: 'chat__messages' });
  const chat = h(
    'div',
    { class: 'chat', role: 'log', 'aria-label': say('messages'), tabindex: 0 },
    messages,
  );

  let drawn = '';
  store.watch((state) => {
    const customer = customerOf(state, state.shown);
    const words = say(customer.typing ? 'typingTitle' : 'serviceName');
    if (title.textContent !== words) title.textContent = words;
    bar.classList.toggle('bar--typing', customer.typing);
    const notes = state.notes.filter(({ openid }) => openid === state.shown);
    const looks = JSON.stringify([state.shown, customer.skipped, customer.messages, notes]);
    if (looks === drawn) return;
    drawn = looks;
    messages.replaceChildren(...items(state, parts));
    chat.scrollTop = chat.scrollHeight;
  }, signal);
  // A picture takes its place only when it has come.
  messages.addEventListener('load', () => chat.scrollTo(0, chat.scrollHeight), { capture: true });

  const sayAsCustomer = sayer(parts);

  return h(
    'section',
    { class: 'column', id: 'conversation', tabindex: -1, 'aria-label': say('conversation') },
    h(
      'div',
      { class: 'column__head' },
      h('h2', {}, say('conversation')),
      personPicker(parts, 'shown', say('whoseConversation')),
      h(
        'button',
        {
          type: 'button',
          class: 'plain plain--icon',
          title: say('copyOpenid'),
          'aria-label': say('copyOpenid'),
          onclick: () => parts.copy(store.get().shown),
        },
        icon('copy'),
      ),
    ),
    device(
      parts,
      'chat',
      bar,
      chat,
      inputBar(parts, (content) => sayAsCustomer({ content })),
    ),
  );
}

/** What a customer often does, one press each. */
export function quickMessages(parts: Deps): HTMLElement {
  const { store, say, announce, attempt } = parts;
  const sayAsCustomer = sayer(parts);
  const quick = (label: string, run: () => void) =>
    h('button', { type: 'button', class: 'chip', onclick: run }, label);
  return h(
    'div',
    { class: 'chips', role: 'group', 'aria-label': say('quickMessages') },
    quick(say('customerGreeting'), () => sayAsCustomer({ content: say('customerGreeting') })),
    store.get().setup.hasMiniprogram
      ? quick(say('customerPrices'), () => sayAsCustomer({ content: say('customerPrices') }))
      : null,
    quick(say('customerAgent'), () => sayAsCustomer({ content: say('customerAgent') })),
    quick(say('sendPicture'), () => sayAsCustomer({ msgtype: 'image' })),
    quick(say('enter'), () =>
      attempt(async () => {
        const { shown } = store.get();
        await ask('POST', `/_sim/customers/${shown}/enter`);
        announce(say('entered', { name: nameOf(store.get(), shown) }));
      }),
    ),
  );
}

/** Sends a message as the customer on the screen. */
function sayer({ store, attempt }: Deps): (message: object) => void {
  return (message) =>
    attempt(async () => {
      // Told at once: the answer waits for the function that gets the message.
      advanceGuide(store, { type: 'said' });
      await ask('POST', `/_sim/customers/${store.get().shown}/messages`, message);
    });
}

/** WeChat's own line at the foot of a conversation. Its plus becomes "send" as soon as one writes. */
function inputBar({ say }: Deps, send: (content: string) => void): HTMLElement {
  const input = h('input', {
    class: 'chat__input',
    'aria-label': say('writeAsCustomer'),
    autocomplete: 'off',
    maxlength: 600,
    oninput: () => bar.classList.toggle('chat__foot--written', input.value.trim() !== ''),
  });
  const bar = h(
    'form',
    {
      class: 'chat__foot',
      onsubmit: (event) => {
        event.preventDefault();
        const content = input.value.trim();
        if (content === '') return;
        send(content);
        input.value = '';
        bar.classList.remove('chat__foot--written');
      },
    },
    icon('voice'),
    input,
    icon('smile'),
    icon('plus'),
    h('button', { type: 'submit', class: 'chat__send' }, say('send')),
  );
  return bar;
}

function items(state: State, { say }: Deps): HTMLElement[] {
  const { messages, skipped } = customerOf(state, state.shown);
  const notes = state.notes.filter(({ openid }) => openid === state.shown);
  const name = nameOf(state, state.shown);
  const line = (text: string) => h('li', { class: 'chat__note' }, text);
  const notesAfter = (count: number) =>
    notes.filter(({ after }) => after === count).map(({ what }) => line(say(noteTexts[what])));

  if (messages.length === 0 && notes.length === 0) return [line(say('noMessages'))];
  return [
    ...(skipped > 0 ? [line(say('earlierMessages', { count: skipped }))] : notesAfter(0)),
    ...messages.flatMap((message, index) => {
      const before = messages[index - 1];
      const isLater = !before || message.at - before.at >= quietMs;
      return [
        ...(isLater ? [h('li', { class: 'chat__time' }, timeOfDay(message.at, 'minutes'))] : []),
        messageBubble(message, message.from === 'customer' ? name : say('serviceName'), say),
        ...notesAfter(skipped + index + 1),
      ];
    }),
  ];
}

const noteTexts = {
  transferred: 'noteTransferred',
  accepted: 'noteAccepted',
  closed: 'noteClosed',
} as const;
