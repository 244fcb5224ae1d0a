import type { Fault } from '../../../simulator/faults/fault';
import type { BuildState, FeedEvent, Note } from '../../serve/previewEvent';
import type { Setup } from '../../serve/previewRoutes';
import type { AnsweringName } from '../../shop/cast';
import { type Language, pickLanguage, type Say } from '../texts';
import type { Activity } from './activityLog';

/** A customer as the page knows them. */
export type Customer = Omit<Extract<FeedEvent, { type: 'customer' }>, 'type' | 'openid' | 'at'>;

/** Everything that the page shows. */
export interface State {
  language: Language;
  setup: Setup;
  /** Whether the simulator's events are coming in. */
  connected: boolean;
  /** `heardAt`: the browser's own clock (ms) when `now` was heard, to go on from there. */
  clock: { now: number; frozen: boolean; heardAt: number };
  /** A call of the mini program's has been without an answer for a while. */
  waiting: boolean;
  customers: Readonly<Record<string, Customer>>;
  notes: readonly Note[];
  faults: readonly Fault[];
  /** Newest first. */
  activities: readonly Activity[];
  /** How many steps of the guide have been done. */
  guideDone: number;
  /** What happens when a customer writes; null: the functions are somebody's. */
  answering: AnsweringName | null;
  build: BuildState;
  /** OpenID of who is logged in to the mini program. */
  loggedIn: string;
  /** OpenID of whose conversation is on the screen. */
  shown: string;
}

export interface Store {
  get(): State;
  set(change: Partial<State>): void;
  /** Calls `listener` now and at each change, until `signal` says stop. */
  watch(listener: (state: State) => void, signal: AbortSignal): void;
}

export function createStore(first: State): Store {
  let state = first;
  const listeners = new Set<(state: State) => void>();
  return {
    get: () => state,
    set(change) {
      state = { ...state, ...change };
      for (const listener of listeners) listener(state);
    },
    watch(listener, signal) {
      listeners.add(listener);
      signal.addEventListener('abort', () => listeners.delete(listener));
      listener(state);
    },
  };
}

const nobody: Customer = {
  typing: false,
  typingUntil: null,
  messages: [],
  skipped: 0,
  quota: { left: 0, until: null },
  interactedAt: null,
  transferredToAgent: false,
  agent: null,
};

export function customerOf({ customers }: State, openid: string): Customer {
  return customers[openid] ?? nobody;
}

/** What a person is called; one whom only the simulator knows has but an OpenID. */
export function nameOf({ setup, language }: State, openid: string): string {
  return setup.people.find((person) => person.openid === openid)?.name[language] ?? openid;
}

/** What a panel is made from. */
export interface Deps {
  store: Store;
  say: Say;
  /** Aborted when the panel is taken down (another language is chosen). */
  signal: AbortSignal;
  /** Says something to everybody, screen readers too. */
  announce(text: string): void;
  /** Runs what a button does; where that fails, says so. */
  attempt(run: () => Promise<unknown>): void;
  /** Copies a text, and says that it did. */
  copy(text: string): void;
}

/** Often enough for a countdown in whole seconds to be right. */
const tickMs = 200;

/** The simulator's time, as the browser can tell it between two events. */
export function simNow({ clock }: State): number {
  return clock.frozen ? clock.now : clock.now + (performance.now() - clock.heardAt);
}

/** Shows what depends on the simulator's time: now, at each change, and while time goes by. */
export function tick(
  { store, signal }: Pick<Deps, 'store' | 'signal'>,
  show: (state: State) => void,
): void {
  store.watch(show, signal);
  const timer = setInterval(() => {
    if (!store.get().clock.frozen) show(store.get());
  }, tickMs);
  signal.addEventListener('abort', () => clearInterval(timer));
}

/** A moment as the clock on a wall shows it: `09:41`, or with seconds `09:41:07`. */
export function timeOfDay(ms: number, precision: 'minutes' | 'seconds'): string {
  const length = precision === 'minutes' ? 5 : 8;
  return new Date(ms).toTimeString().slice(0, length);
}

// What outlives a reload: the language for the browser, the rest for this tab.

export function rememberedLanguage(): Language {
  const asked = new URLSearchParams(location.search).get('lang');
  return pickLanguage(asked ?? localStorage.getItem('preview:language'), navigator.languages);
}

export function saveLanguage(language: Language): Language {
  localStorage.setItem('preview:language', language);
  return language;
}

export function rememberedGuide(): number {
  return Number(sessionStorage.getItem('preview:guide') ?? 0);
}

export function saveGuide(done: number): number {
  sessionStorage.setItem('preview:guide', String(done));
  return done;
}

/** @param kind who is logged in, whose conversation is shown, or the event last given to a function */
export function remembered(kind: 'loggedIn' | 'shown' | `event:${string}`): string | null {
  return sessionStorage.getItem(`preview:${kind}`);
}

export function save(kind: 'loggedIn' | 'shown' | `event:${string}`, value: string): string {
  sessionStorage.setItem(`preview:${kind}`, value);
  return value;
}
