import type { Events } from './createEvents';
import type { CallEntry } from './event';

/** Days of testing fit in; a simulator left running in a loop must not fill the memory. */
const keptCalls = 100_000;

export interface CallLog {
  /** Notes that a call has arrived. Call what it returns with the answer, null for a dropped one. */
  arrive(call: Omit<CallEntry, 'answer'>): (answer: unknown) => void;
  /** Oldest first. */
  list(): readonly CallEntry[];
  reset(): void;
}

export function createCallLog(events: Events): CallLog {
  let calls: CallEntry[] = [];
  return {
    arrive(call) {
      const entry: CallEntry = { ...call, answer: null };
      calls.push(entry);
      if (calls.length > keptCalls * 1.1) calls = calls.slice(-keptCalls);
      return (answer) => {
        entry.answer = answer;
        events.emit({ type: 'call', ...entry });
      };
    },
    list: () => calls,
    reset() {
      calls = [];
    },
  };
}
