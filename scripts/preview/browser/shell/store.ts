import type { CustomerView } from '../../../simulator/conversation/customer';
import type { Fault } from '../../../simulator/faults/fault';
import type { AnsweringName } from '../../answering';
import type { Problem } from '../../compile/problem';
import type { Person } from '../../people';
import type { Language } from '../language';
import type { Activity } from './activityLog';

/** Everything that the page shows. */
export interface State {
  language: Language;
  /** Whether the simulator's events are coming in. */
  connected: boolean;
  /** `heardAt`: the browser's own clock (ms) when `now` was heard, to go on from there. */
  clock: { now: number; frozen: boolean; heardAt: number };
  /** A call of the mini program's has been without an answer for a while. */
  waiting: boolean;
  customers: Readonly<Record<string, CustomerView>>;
  faults: readonly Fault[];
  /** Newest first. */
  happenings: readonly Activity[];
  /** How many steps of the guide have been done. */
  guideDone: number;
  /** What happens when a customer writes. */
  answering: AnsweringName;
  /** Why the functions could not be built; empty where they could. */
  functionProblems: readonly Problem[];
  people: readonly Person[];
  appid: string;
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

const nobody: CustomerView = {
  typing: false,
  typingUntil: null,
  messages: [],
  quota: { left: 0, until: null },
  interactedAt: null,
  transferredToAgent: false,
};

export function customerOf({ customers }: State, openid: string): CustomerView {
  return customers[openid] ?? nobody;
}

/** The simulator's time, as the browser can tell it between two events. */
export function simNow({ clock }: State): number {
  return clock.frozen ? clock.now : clock.now + (performance.now() - clock.heardAt);
}
