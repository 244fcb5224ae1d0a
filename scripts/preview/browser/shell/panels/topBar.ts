import { h, problemItem } from '../../dom';
import { languages } from '../../texts';
import { ask } from '../api';
import { type Deps, saveLanguage, timeOfDay } from '../store';

const languageNames = { zh: '中文', en: 'English' };

export function topBar({ store, say, signal, announce, attempt }: Deps): HTMLElement {
  const { language, setup } = store.get();
  const offline = h('p', { class: 'top__offline', role: 'status' });
  const build = h('p', { class: 'top__build', role: 'status' });
  store.watch((state) => {
    offline.textContent = state.connected ? '' : say('disconnected');
    const { isBuilding, builtAt } = state.build;
    const text = isBuilding
      ? say('building')
      : builtAt === null
        ? ''
        : say('rebuilt', { time: timeOfDay(builtAt, 'seconds') });
    if (build.textContent !== text) build.textContent = text;
    build.classList.toggle('top__build--now', isBuilding);
  }, signal);
  return h(
    'header',
    { class: 'top' },
    h('a', { class: 'skip', href: '#conversation' }, say('skipToConversation')),
    h('img', { class: 'top__icon', src: '/preview/icon.svg', alt: '', width: 30, height: 30 }),
    h(
      'div',
      { class: 'top__words' },
      h('h1', {}, say('title')),
      h('p', {}, say(setup.hasMiniprogram ? 'tagline' : 'taglineFunctions')),
    ),
    offline,
    build,
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

/** Why the functions could not be built; those built before go on running meanwhile. */
export function problemsPanel({ store, say, signal }: Deps): HTMLElement {
  const list = h('div', { role: 'alert' });
  store.watch(({ build: { problems } }) => {
    const isGood = problems.length === 0;
    list.className = isGood ? '' : 'problems';
    list.replaceChildren(
      ...(isGood ? [] : [h('h2', {}, say('functionsDoNotBuild')), ...problems.map(problemItem)]),
    );
  }, signal);
  return list;
}
