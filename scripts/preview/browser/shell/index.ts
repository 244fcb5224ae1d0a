import type { Setup } from '../../serve/previewRoutes';
import { ask } from './api';
import { connect } from './connect';
import { mount } from './mount';
import { remembered, rememberedGuide, rememberedLanguage } from './remember';
import { createStore } from './store';

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

start();
