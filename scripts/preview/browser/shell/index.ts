import type { Setup } from '../../serve/previewRoutes';
import { h } from '../dom';
import { locales, sayIn } from '../texts';
import { ask } from './api';
import { connect } from './connect';
import { callPanel } from './panels/callPanel';
import { callTracePanel } from './panels/callTracePanel';
import { conversationPanel, quickMessages } from './panels/conversationPanel';
import { deskPanel } from './panels/deskPanel';
import { faultsPanel } from './panels/faultsPanel';
import { guidePanel } from './panels/guidePanel';
import { phonePanel } from './panels/phonePanel';
import { rulesPanel } from './panels/rulesPanel';
import { problemsPanel, topBar } from './panels/topBar';
import {
  createStore,
  type Deps,
  remembered,
  rememberedGuide,
  rememberedLanguage,
  type Store,
} from './store';

async function start(): Promise<void> {
  const setup = (await ask('GET', '/preview/setup')) as Setup;
  const person = (openid: string | null) =>
    setup.people.some((one) => one.openid === openid) && openid
      ? openid
      : (setup.people[0]?.openid ?? '');
  const store = createStore({
    language: rememberedLanguage(),
    setup,
    connected: true,
    clock: { now: Date.now(), frozen: false, heardAt: performance.now() },
    waiting: false,
    customers: {},
    notes: [],
    faults: [],
    activities: [],
    guideDone: rememberedGuide(),
    answering: null,
    build: { isBuilding: false, builtAt: null, problems: [] },
    loggedIn: person(remembered('loggedIn')),
    shown: person(remembered('shown')),
  });

  let standing = new AbortController();
  let page = mount(store, standing.signal);
  let language = store.get().language;
  store.watch((state) => {
    if (state.language === language) return;
    language = state.language;
    standing.abort();
    standing = new AbortController();
    page = mount(store, standing.signal);
    // The button that was pressed is gone with the old page: its successor takes the focus.
    document.querySelector<HTMLElement>(`.segments [lang=${language}]`)?.focus();
  }, new AbortController().signal);
  connect(store, () => page.reloadPhone());
}

const noteMs = 6000;

/** Puts the page together in the language of the moment; aborting `signal` takes it out of use. */
function mount(store: Store, signal: AbortSignal): { reloadPhone(): void } {
  const { language, setup } = store.get();
  const say = sayIn(language);
  document.documentElement.lang = locales[language].html;
  document.title = `对方正在输入… · ${say('title')}`;

  // A line at the foot of the page that says what has just happened; screen readers say it too.
  const note = h('div', { class: 'note', role: 'status' });
  let timer: ReturnType<typeof setTimeout> | undefined;
  const announce = (text: string) => {
    clearTimeout(timer);
    note.textContent = text;
    timer = setTimeout(() => note.replaceChildren(), noteMs);
  };
  const parts: Deps = {
    store,
    say,
    signal,
    announce,
    attempt(run) {
      run().catch((error: unknown) => {
        const why = error instanceof Error ? error.message : String(error);
        announce(say('failed', { why }));
      });
    },
    copy(text) {
      const shown = text.length > 120 ? `${text.slice(0, 120)}…` : text;
      navigator.clipboard.writeText(text).then(
        () => announce(`${say('copied')}: ${shown}`),
        () => announce(say('copyFailed', { text: shown })),
      );
    },
  };
  const phone = setup.hasMiniprogram ? phonePanel(parts) : callPanel(parts);
  document.body.replaceChildren(
    topBar(parts),
    problemsPanel(parts),
    h(
      'main',
      { class: setup.hasMiniprogram ? 'stage' : 'stage stage--functions' },
      h('div', { class: 'stage__left' }, phone.element, faultsPanel(parts)),
      h(
        'div',
        { class: 'stage__right' },
        conversationPanel(parts),
        h('div', { class: 'below' }, quickMessages(parts), deskPanel(parts)),
      ),
      h(
        'div',
        { class: 'tools' },
        setup.hasMiniprogram ? guidePanel(parts) : null,
        rulesPanel(parts),
        callTracePanel(parts),
      ),
    ),
    note,
  );
  return { reloadPhone: phone.reload };
}

void start();
