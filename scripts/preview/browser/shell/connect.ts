import type { FeedEvent, PreviewEvent } from '../../serve/previewEvent';
import { take } from './activityLog';
import { advanceGuide } from './panels/guidePanel';
import { customerOf, type State, type Store, save, saveGuide } from './store';

type CustomerEvent = Extract<FeedEvent, { type: 'customer' }>;

/** Follows the simulator's events, and takes them up again after an interruption. */
export function connect(store: Store, reloadPhone: () => void): void {
  const source = new EventSource('/preview/events');
  source.onmessage = ({ data }) => {
    const event: PreviewEvent = JSON.parse(data);
    switch (event.type) {
      case 'miniprogram':
        reloadPhone();
        break;
      case 'answering':
        store.set({ answering: event.answering });
        break;
      case 'build':
        store.set({ build: event.build });
        break;
      case 'hello':
        store.set({
          connected: true,
          ...begin(store.get(), event.events),
          clock: heard(event.clock),
          build: event.build,
          answering: event.answering,
        });
        break;
      case 'reset':
        store.set({ ...change(store.get(), event), ...startOver(store.get()) });
        reloadPhone();
        break;
      default: {
        const before = store.get();
        store.set(change(before, event));
        if (event.type === 'customer' && hasRunOut(before, event))
          advanceGuide(store, { type: 'ranOut' });
      }
    }
  };
  source.onerror = () => store.set({ connected: false });
}

/** A reset brings back the people and the guide, too. */
function startOver({ setup }: State): Partial<State> {
  const first = setup.people[0]?.openid ?? '';
  return {
    loggedIn: save('loggedIn', first),
    shown: save('shown', first),
    guideDone: saveGuide(0),
    waiting: false,
  };
}

/** Whether typing has just ended because its 15 seconds have. */
function hasRunOut(before: State, { openid, typing, at }: CustomerEvent): boolean {
  const { typing: wasTyping, typingUntil } = customerOf(before, openid);
  return wasTyping && !typing && typingUntil !== null && at >= typingUntil;
}

function begin(state: State, events: FeedEvent[]): Partial<State> {
  const nothing = { customers: {}, notes: [], activities: [], faults: [] };
  let now: State = { ...state, ...nothing };
  for (const event of events) now = { ...now, ...change(now, event) };
  const { customers, notes, activities, faults } = now;
  return { customers, notes, activities, faults };
}

/** What an event changes, by its type. */
function change(state: State, event: FeedEvent): Partial<State> {
  switch (event.type) {
    case 'customer': {
      const { type: _, openid, at: __, ...view } = event;
      return { customers: { ...state.customers, [openid]: view } };
    }
    case 'note':
      return { notes: [...state.notes, event] };
    case 'clock':
      return { clock: heard(event) };
    case 'faults':
      return { faults: event.faults };
    case 'reset':
      return { customers: {}, notes: [], activities: [], faults: [] };
    default:
      return { activities: take(state.activities, event) };
  }
}

function heard({ now, frozen }: { now: number; frozen: boolean }): State['clock'] {
  return { now, frozen, heardAt: performance.now() };
}
