import type { Person } from '../../people';
import { ask } from './api';
import { connect } from './connect';
import { mount } from './mount';
import { rememberedGuide, rememberedLanguage, rememberedPerson } from './remember';
import { createStore } from './store';

/** What the preview's server tells the page once, at GET /preview/setup. */
export interface Setup {
  people: readonly Person[];
  appid: string;
}

async function start(): Promise<void> {
  const { people, appid } = (await ask('GET', '/preview/setup')) as Setup;
  const known = (openid: string | null) => people.find((person) => person.openid === openid);
  const first = people[0]?.openid ?? '';
  const store = createStore({
    language: rememberedLanguage(),
    connected: true,
    clock: { now: Date.now(), frozen: false, heardAt: performance.now() },
    waiting: false,
    customers: {},
    faults: [],
    happenings: [],
    guideDone: rememberedGuide(),
    answering: 'handOver',
    functionProblems: [],
    people,
    appid,
    loggedIn: known(rememberedPerson('loggedIn'))?.openid ?? first,
    shown: known(rememberedPerson('shown'))?.openid ?? first,
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
