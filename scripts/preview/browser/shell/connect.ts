import type { SimEvent } from '../../../simulator/events/event';
import type { PreviewEvent } from '../../serve/previewEvent';
import { take } from './activityLog';
import { guide } from './guide';
import { saveGuide } from './remember';
import type { State, Store } from './store';

/** Follows the simulator's events, and takes them up again after an interruption. */
export function connect(store: Store, onMiniprogram: () => void): void {
  const source = new EventSource('/preview/events');
  source.onmessage = ({ data }) => {
    const event: PreviewEvent = JSON.parse(data);
    if (event.type === 'miniprogram') onMiniprogram();
    else if (event.type === 'answering') store.set({ answering: event.answering });
    else if (event.type === 'functions') store.set({ functionProblems: event.functionProblems });
    else if (event.type === 'hello')
      store.set({
        connected: true,
        ...begin(store.get(), event.events),
        clock: heard(event.clock),
        functionProblems: event.functionProblems,
        answering: event.answering,
      });
    else store.set(step(store.get(), event));
  };
  source.onerror = () => store.set({ connected: false });
}

function begin(state: State, events: SimEvent[]): Partial<State> {
  let now: State = { ...state, customers: {}, happenings: [], faults: [] };
  for (const event of events) now = { ...now, ...change(now, event) };
  const { customers, happenings, faults } = now;
  return { customers, happenings, faults };
}

function step(state: State, event: SimEvent): Partial<State> {
  const changed = change(state, event);
  if (event.type === 'reset') return { ...changed, guideDone: saveGuide(0) };
  const next = guide[state.guideDone];
  return next?.isDone(event, state)
    ? { ...changed, guideDone: saveGuide(state.guideDone + 1) }
    : changed;
}

/** What an event changes, by its type. */
function change(state: State, event: SimEvent): Partial<State> {
  switch (event.type) {
    case 'customer': {
      const { type: _, openid, ...view } = event;
      return { customers: { ...state.customers, [openid]: view } };
    }
    case 'clock':
      return { clock: heard(event) };
    case 'faults':
      return { faults: event.faults };
    case 'reset':
      return { customers: {}, happenings: [], faults: [] };
    default:
      return { happenings: take(state.happenings, event) };
  }
}

function heard({ now, frozen }: { now: number; frozen: boolean }): State['clock'] {
  return { now, frozen, heardAt: performance.now() };
}
