import { settledWithin } from '../../cli/settledWithin';
import type { ClockParticipant, SimClock } from '../clock/clock';

/** Whose time the mock model takes. */
export interface MockModelClock {
  wait(ms: number, run: () => void): void;
  /** To be told of each answer that is being written, until it has been. */
  answering(written: Promise<void>): void;
}

export const realTime: MockModelClock = {
  wait: (ms, run) => {
    // An answer that is still being waited for keeps no process alive.
    setTimeout(run, ms).unref();
  },
  answering() {},
};

/** In real ms: by then an answer has arrived at another process of this machine. */
const arrivalMs = 30;

/** One who does not read an answer must not hold the clock up; in real ms. */
const settleLimitMs = 2_000;

/**
 * The simulator's time. Advancing, it stops until an answer has arrived, so that what is answered
 * at 40 s is read at 40 s.
 */
export function simulatedTime(clock: SimClock): MockModelClock & { leave(): void } {
  const onTheirWay = new Set<Promise<void>>();
  const participant: ClockParticipant = {
    async settle() {
      await settledWithin(Promise.all(onTheirWay), settleLimitMs);
      return null;
    },
    moveTo() {},
  };
  const leave = clock.join(participant);
  return {
    leave,
    wait: (ms, run) => {
      clock.setTimeout(run, ms);
    },
    answering(written) {
      const arrived = written
        .then(() => new Promise<void>((resolve) => setTimeout(resolve, arrivalMs)))
        .finally(() => onTheirWay.delete(arrived));
      onTheirWay.add(arrived);
    },
  };
}
