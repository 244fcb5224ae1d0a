import type { SimClock } from '../../simulator/clock/clock';
import type { Events } from '../../simulator/events/createEvents';
import type { SimEvent } from '../../simulator/events/event';
import { ownTokenMark } from './answerAsService';
import type { FeedEvent, Note } from './previewEvent';

/** More than a page shows; a preview that is left open for days must not fill the memory. */
const maxHappenings = 300;
/** A page that joins is told all of it in one go. */
const maxBytes = 1_000_000;
const maxCustomers = 50;
const maxConversationBytes = 200_000;

type CustomerEvent = Extract<FeedEvent, { type: 'customer' }>;

/** What the simulator tells, as a page shows it, for pages that are open and those that come later. */
export interface Feed {
  /** Since the start or the last reset, oldest first; of each customer the newest state. */
  events(): FeedEvent[];
  listen(listener: (event: FeedEvent) => void): () => void;
}

export function createFeed(events: Events, clock: Pick<SimClock, 'now'>): Feed {
  const listeners = new Set<(event: FeedEvent) => void>();
  let customers = new Map<string, CustomerEvent>();
  let faults: FeedEvent | undefined;
  let happened: FeedEvent[] = [];

  const note = (event: FeedEvent) => {
    if (event.type === 'reset') {
      customers = new Map();
      faults = undefined;
      happened = [];
    } else if (event.type === 'customer') {
      customers.delete(event.openid);
      customers.set(event.openid, event);
      const [oldest] = customers.keys();
      if (customers.size > maxCustomers && oldest) customers.delete(oldest);
    } else if (event.type === 'faults') faults = event;
    else if (event.type !== 'clock') happened = [...happened, event].slice(-maxHappenings);
    for (const listener of listeners) listener(event);
  };

  events.listen((event) => {
    const told = asShown(event, clock.now());
    if (!told) return;
    const before = told.type === 'customer' ? customers.get(told.openid) : undefined;
    note(told);
    if (told.type !== 'customer') return;
    const what = whatChanged(before, told);
    if (what)
      note({ type: 'note', openid: told.openid, after: told.skipped + told.messages.length, what });
  });

  return {
    events: () => [
      ...withinBytes([...customers.values()], maxBytes),
      ...(faults ? [faults] : []),
      ...withinBytes(happened, maxBytes),
    ],
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** undefined: nothing that a page shows. */
function asShown(event: SimEvent, now: number): FeedEvent | undefined {
  switch (event.type) {
    case 'invoke':
      return { ...event, at: now - event.durationMs };
    case 'call':
      return isOwnToken(event) ? undefined : event;
    case 'customer': {
      const messages = withinBytes(event.messages, maxConversationBytes);
      return { ...event, at: now, messages, skipped: event.messages.length - messages.length };
    }
    case 'clock':
    case 'faults':
    case 'reset':
      return event;
    default:
      return undefined;
  }
}

/** The person at the page answered as the service; that this takes a token is our affair. */
function isOwnToken({ api, data }: Extract<SimEvent, { type: 'call' }>): boolean {
  if (api !== 'stable_token' || typeof data !== 'object' || data === null) return false;
  return 'from' in data && data.from === ownTokenMark;
}

function whatChanged(before: CustomerEvent | undefined, now: CustomerEvent): Note['what'] | null {
  const was = before?.agent ?? null;
  const is = now.agent;
  if (was === is) return null;
  if (is === 'waiting') return 'transferred';
  return is === 'accepted' ? 'accepted' : 'closed';
}

/** The newest of a list that fit. */
function withinBytes<Item>(items: readonly Item[], limit: number): Item[] {
  let bytes = 0;
  let from = items.length;
  while (from > 0) {
    bytes += JSON.stringify(items[from - 1]).length;
    if (bytes > limit) break;
    from -= 1;
  }
  return items.slice(from);
}
