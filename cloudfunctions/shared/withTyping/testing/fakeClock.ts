import type { TypingClock } from '../options';

interface Timer {
  at: number;
  run(): void;
}

const startedAt = 1_700_000_000_000;

/** A clock that moves only when told to, in the order in which its timers are due. */
export function fakeClock() {
  let elapsed = 0;
  let offMs = 0;
  const timers = new Set<Timer>();

  function start(run: () => void, ms: number): Timer {
    const timer = { at: elapsed + Math.max(0, ms), run };
    timers.add(timer);
    return timer;
  }

  const clock: TypingClock = {
    now: () => startedAt + elapsed + offMs,
    setTimeout: start,
    clearTimeout: (timer) => timers.delete(timer as Timer),
  };

  return {
    clock,
    /** Ms since the start, by a clock that nobody sets. */
    elapsed: () => elapsed,
    /** The moment `ms` after the start, as `clock` would have told it had nobody set it. */
    momentAt: (ms: number) => startedAt + ms,
    /** Sets the clock that the function reads; timers go on as they were. */
    set(ms: number) {
      offMs += ms;
    },
    timers: () => timers.size,
    pass: (ms: number) =>
      ms > 0 ? new Promise<void>((resolve) => start(resolve, ms)) : Promise.resolve(),
    async advance(ms: number): Promise<void> {
      const end = elapsed + ms;
      await settle();
      for (;;) {
        const next = earliest(timers);
        if (next === undefined || next.at > end) break;
        elapsed = next.at;
        timers.delete(next);
        next.run();
        await settle();
      }
      elapsed = end;
      await settle();
    },
  };
}

/** The first set of those that are due first. */
function earliest(timers: Iterable<Timer>): Timer | undefined {
  let first: Timer | undefined;
  for (const timer of timers) if (first === undefined || timer.at < first.at) first = timer;
  return first;
}

/** Lets everything happen that waits for no timer. */
function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
