import { h } from '../../dom';
import { languages } from '../../language';
import { ask } from '../api';
import type { Deps } from '../deps';
import { saveLanguage } from '../remember';

const languageNames = { zh: '中文', en: 'English' };

export function topBar({ store, say, signal, announce, attempt }: Deps): HTMLElement {
  const { language } = store.get();
  const offline = h('p', { class: 'top__offline', role: 'status' });
  store.watch(({ connected }) => {
    offline.textContent = connected ? '' : say('disconnected');
  }, signal);
  return h(
    'header',
    { class: 'top' },
    h('a', { class: 'skip', href: '#conversation' }, say('skipToConversation')),
    h('img', { class: 'top__icon', src: '/preview/icon.svg', alt: '', width: 32, height: 32 }),
    h('div', { class: 'top__words' }, h('h1', {}, say('title')), h('p', {}, say('tagline'))),
    offline,
    h(
      'div',
      { class: 'segments', role: 'group', 'aria-label': say('language') },
      ...languages.map((choice) =>
        h(
          'button',
          {
            type: 'button',
            lang: choice,
            'aria-pressed': String(choice === language),
            onclick: () => store.set({ language: saveLanguage(choice) }),
          },
          languageNames[choice],
        ),
      ),
    ),
    h(
      'button',
      {
        type: 'button',
        class: 'plain',
        onclick: () =>
          attempt(async () => {
            await ask('DELETE', '/_sim');
            announce(say('startedOver'));
          }),
      },
      say('startOver'),
    ),
  );
}
