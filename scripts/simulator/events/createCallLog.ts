import type { Events } from './createEvents';
import type { CallEntry } from './event';

/** Days of testing fit in; a simulator left running in a loop must not fill the memory. */
const kept = { calls: 100_000, bytes: 64 * 1024 * 1024 };

export interface CallLog {
  /** Notes that a call has arrived. Call what it returns with the answer, null for a dropped one. */
  arrive(call: Omit<CallEntry, 'answer'>): (answer: unknown) => void;
  /** Oldest first; of very many, or very large ones, the newest. */
  list(): readonly CallEntry[];
  reset(): void;
}

export function createCallLog(events: Events, limits = kept): CallLog {
  let calls: CallEntry[] = [];
  let sizes: number[] = [];
  let bytes = 0;

  /** Drops a tenth more than needed, so that not every call moves all the others. */
  function makeRoom(): void {
    if (calls.length <= limits.calls && bytes <= limits.bytes) return;
    let from = 0;
    while (
      from < calls.length - 1 &&
      (calls.length - from > limits.calls * 0.9 || bytes > limits.bytes * 0.9)
    ) {
      bytes -= sizes[from] ?? 0;
      from += 1;
    }
    calls = calls.slice(from);
    sizes = sizes.slice(from);
  }

  return {
    arrive(call) {
      const entry: CallEntry = { ...call, answer: null };
      const size = JSON.stringify(call.data ?? null).length * 2 + 500;
      calls.push(entry);
      sizes.push(size);
      bytes += size;
      makeRoom();
      return (answer) => {
        entry.answer = answer;
        events.emit({ type: 'call', ...entry });
      };
    },
    list: () => calls,
    reset() {
      calls = [];
      sizes = [];
      bytes = 0;
    },
  };
}
