import type { Fault } from '../../../simulator/faults/fault';
import type { BuildState, FeedEvent, Note } from '../../serve/previewEvent';
import type { Setup } from '../../serve/previewRoutes';
import type { AnsweringName } from '../../shop/cast';
import type { Language } from '../language';
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
