import type { SimClock } from '../../simulator/clock/clock';

export interface ClockHold {
  /** Does `work`; until it is done the clock does not move on. */
  during<T>(work: () => Promise<T>): Promise<T>;
  release(): void;
}

const nextTurn = () => new Promise<void>((resolve) => setImmediate(resolve));

/** Lets an advancing clock wait for calls of this process, so that one sent at 15 s arrives at 15 s. */
export function holdClock(clock: SimClock): ClockHold {
  const underWay = new Set<Promise<unknown>>();
  const release = clock.join({
    async settle() {
      while (underWay.size > 0) {
        await Promise.allSettled(underWay);
        // What follows from an answer, such as the next call, is under way a turn later.
        await nextTurn();
      }
      return null;
    },
    moveTo() {},
  });
  return {
    during(work) {
      const working = work();
      underWay.add(working);
      const end = () => underWay.delete(working);
      working.then(end, end);
      return working;
    },
    release,
  };
}
