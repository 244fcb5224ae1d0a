import { h } from '../../dom';
import { type PhoneMessage, phoneEvent } from '../../phone/tell';
import { ask } from '../api';
import { device, personPicker } from '../device';
import { type Deps, nameOf, save } from '../store';
import { advanceGuide } from './guidePanel';

/** A call that takes longer than this is waiting for something; a cold start takes less. */
const patienceMs = 1_500;

/** The mini program in its phone. */
export function phonePanel(parts: Deps): { element: HTMLElement; reload(): void } {
  const { store, say, signal, announce, attempt } = parts;
  const title = h('p', { class: 'bar__title' });
  const bar = h(
    'div',
    { class: 'bar' },
    title,
    h('span', { class: 'bar__capsule', 'aria-hidden': 'true' }),
  );
  const frame = h('iframe', { class: 'device__page', title: say('phoneFrame') });

  const phone = device(parts, 'page', bar, frame);

  let patience: ReturnType<typeof setTimeout> | undefined;
  const heard: {
    [Type in PhoneMessage['type']]: (message: Extract<PhoneMessage, { type: Type }>) => void;
  } = {
    ready: () => {
      // A call of the page before it will never be heard of.
      clearTimeout(patience);
      store.set({ waiting: false });
      frame.dataset.ready = frame.src;
    },
    title: (message) => {
      title.textContent = message.title;
    },
    bar: ({ background, text }) => {
      phone.style.setProperty('--bar', background);
      phone.style.setProperty('--bar-text', text);
    },
    calling: ({ open }) => {
      clearTimeout(patience);
      if (open) patience = setTimeout(() => store.set({ waiting: true }), patienceMs);
      else store.set({ waiting: false });
    },
    called: (message) => advanceGuide(store, message),
    contact: () => {
      const openid = store.get().loggedIn;
      attempt(async () => {
        await ask('POST', `/_sim/customers/${openid}/enter`);
        store.set({ shown: save('shown', openid) });
        announce(say('entered', { name: nameOf(store.get(), openid) }));
        document.getElementById('conversation')?.scrollIntoView({ block: 'nearest' });
      });
    },
  };
  frame.addEventListener(phoneEvent, (event) => {
    // The event comes from the frame's own realm, whose CustomEvent is not this one's.
    if ('detail' in event) hear(event.detail as PhoneMessage);
  });

  function hear<Type extends PhoneMessage['type']>(message: Extract<PhoneMessage, { type: Type }>) {
    heard[message.type as Type](message);
  }

  const { language, setup } = store.get();
  store.watch(({ loggedIn }) => {
    const asked = { as: loggedIn, appid: setup.appid, lang: language };
    const url = `/preview/phone?${new URLSearchParams(asked)}`;
    if (frame.getAttribute('src') !== url) frame.setAttribute('src', url);
  }, signal);

  return {
    element: h(
      'section',
      { class: 'column', 'aria-label': say('phone') },
      h(
        'div',
        { class: 'column__head' },
        h('h2', {}, say('phone')),
        personPicker(parts, 'loggedIn', say('loggedInAs')),
      ),
      phone,
    ),
    reload: () => frame.contentWindow?.location.reload(),
  };
}
