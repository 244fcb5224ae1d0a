import type { SimClock } from '../clock/clock';
import { type Instance, touch } from './instance';
import type { RealLimits } from './realLimits';
import type { Time } from './runner/messages';
import { type Gateway, waitUntilIdle } from './waitUntilIdle';

/** All instances together, as one participant of the clock. */
export interface ClockParticipant {
  /** What an instance that starts now is told. */
  time(): Time;
  /** Tells an instance that has something to do what time it is. */
  update(instance: Instance): void;
  /** A call or a request began or ended: a settling clock has to look again. */
  happened(): void;
  leave(): void;
}

export function clockParticipant(
  clock: SimClock,
  instances: ReadonlySet<Instance>,
  gateway: Gateway,
  limits: RealLimits,
): ClockParticipant {
  let time: Time = { offset: 0 };
  let events = 0;

  function update(instance: Instance): void {
    if (instance.time === time) return;
    instance.time = time;
    touch(instance);
    instance.process.send({ type: 'time', time });
  }

  /** One that only waits for its next timer won't look at the time before that. */
  function isAsleep({ quiet, time: told, paused }: Instance): boolean {
    if (paused) return true;
    if (!quiet || !('stoppedAt' in time) || !('stoppedAt' in told)) return false;
    const reached = quiet.toGateway.length > 0 || quiet.elsewhere !== '';
    return !reached && (quiet.next === null || quiet.next > time.stoppedAt);
  }

  async function settle(): Promise<number | null> {
    const since = Date.now();
    for (;;) {
      const before = events;
      const theirs = await Promise.all(
        [...instances].map((instance) => waitUntilIdle(instance, gateway, limits)),
      );
      // What an instance answered may have set off another call.
      await new Promise((resolve) => setImmediate(resolve));
      if (events !== before && Date.now() - since < limits.settleInAll) continue;
      const moments = theirs.filter((at) => at !== null);
      return moments.length === 0 ? null : Math.min(...moments);
    }
  }

  const leave = clock.join({
    settle,
    whose: (at) =>
      [...instances].find(({ quiet }) => quiet?.next !== null && quiet?.next === at)?.functionName,
    moveTo(now, stopped) {
      time = stopped ? { stoppedAt: now } : { offset: now - Date.now() };
      for (const instance of instances) if (!isAsleep(instance)) update(instance);
    },
  });
  return {
    time: () => time,
    update,
    happened() {
      events += 1;
    },
    leave,
  };
}
