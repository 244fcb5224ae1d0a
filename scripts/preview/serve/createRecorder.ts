import type { Events } from '../../simulator/events/createEvents';
import type { SimEvent } from '../../simulator/events/event';

/** More than a page shows; a preview that is left open for days must not fill the memory. */
const kept = 300;

/** Remembers what has happened since the start (or the last reset), for a page that comes later. */
export interface Recorder {
  /** Oldest first; of each customer and of the faults only the newest state. */
  events(): SimEvent[];
}

export function createRecorder(events: Events): Recorder {
  let happened: SimEvent[] = [];
  const states = new Map<string, SimEvent>();
  events.listen((event) => {
    if (event.type === 'reset') {
      happened = [];
      states.clear();
    } else if (event.type === 'customer') states.set(event.openid, event);
    else if (event.type === 'faults') states.set('', event);
    else if (event.type === 'call' || event.type === 'invoke') {
      happened = [...happened, event].slice(-kept);
    }
  });
  return { events: () => [...states.values(), ...happened] };
}
