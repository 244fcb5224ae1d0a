import type { Events } from '../events/createEvents';
import type { Fault } from './fault';

/** The faults asked for and not yet used up. */
export interface Faults {
  add(fault: Fault): void;
  /** The fault that this call is to meet, counted as met. */
  take(api: string): Fault | undefined;
  list(): Fault[];
  clear(): void;
}

/**
 * Faults stand in a queue, one an API: the second begins when the first is used up, its skipped
 * calls included.
 */
export function createFaults(events: Events): Faults {
  let queue: Fault[] = [];
  const changed = () =>
    events.emit(() => ({ type: 'faults', faults: queue.map((f) => ({ ...f })) }));

  return {
    add(fault) {
      queue.push({ ...fault });
      changed();
    },

    take(api) {
      const fault = queue.find((waiting) => waiting.api === api);
      if (!fault) return undefined;
      if (fault.skip > 0) {
        fault.skip -= 1;
        changed();
        return undefined;
      }
      fault.times -= 1;
      if (fault.times === 0) queue = queue.filter((waiting) => waiting !== fault);
      changed();
      return fault;
    },

    list: () => queue.map((fault) => ({ ...fault })),

    clear() {
      queue = [];
      changed();
    },
  };
}
