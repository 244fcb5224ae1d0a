import { settledWithin } from '../../cli/settledWithin';
import type { SimClock } from '../clock/clock';
import { type Instance, touch } from './instance';
import type { RealLimits } from './realLimits';
import type { Activity, Time } from './runner/messages';

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

/** What the host knows of the other end of an instance's connections. */
interface Gateway {
  port(): number;
  /** By the port on the function's side: whether the answer waits on the clock. */
  parkedByPort: ReadonlyMap<number, boolean>;
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

const pollEvery = 1;
const pollBlockedEvery = 50;

/**
 * Resolves when the instance has nothing to do at the present moment of the clock, with the time of
 * its next timer; null where it has none or can't be waited for.
 */
async function waitUntilIdle(
  instance: Instance,
  gateway: Gateway,
  limits: RealLimits,
): Promise<number | null> {
  const since = Date.now();
  for (;;) {
    if (instance.retired || !instance.process.alive) {
      await settledWithin(instance.process.ended, limits.settleBlocked);
      return null;
    }
    if (instance.paused || instance.blocked) return null;
    if (instance.quiet?.elsewhere === '') return instance.quiet.next;
    const { touched } = instance;
    const activity = await ask(instance, gateway.port(), limits);
    if (activity === undefined) return null;
    // Something began or ended meanwhile: what it answered is out of date.
    if (touched !== instance.touched) {
      if (Date.now() - since < limits.settleGateway) continue;
      return activity.next;
    }
    const { why, state } = underWay(activity, instance, gateway);
    if (why === undefined) {
      instance.quiet = activity;
      return activity.next;
    }
    if (state === instance.givenUpOn) return activity.next;
    if (Date.now() - since > limits[why]) {
      instance.givenUpOn = state;
      return activity.next;
    }
    await new Promise((resolve) => setTimeout(resolve, pollEvery));
  }
}

/** Undefined: it has ended, or does not answer. */
async function ask(
  instance: Instance,
  gatewayPort: number,
  limits: RealLimits,
): Promise<Activity | undefined> {
  const answer = instance.process.ask(gatewayPort);
  let since = Date.now();
  let warm = instance.warm;
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setInterval(() => {
      if (warm !== instance.warm) since = Date.now();
      warm = instance.warm;
      if (Date.now() - since < (warm ? limits.settleBlocked : limits.load)) return;
      instance.blocked = true;
      void answer.then(() => {
        instance.blocked = false;
      });
      resolve(undefined);
    }, pollBlockedEvery);
  });
  const activity = await Promise.race([answer, late]);
  clearInterval(timer);
  return activity;
}

/** What still goes on, and a description of it that changes when it gets on. */
function underWay(
  { busy, toGateway, elsewhere }: Activity,
  { parked: signedParked }: Instance,
  { parkedByPort }: Gateway,
): { why?: 'settleGateway' | 'settleElsewhere'; state: string } {
  const parked = toGateway.map((port) => parkedByPort.get(port));
  const state = JSON.stringify({ busy, toGateway, parked, elsewhere, signedParked });
  const signed = parked.filter((known) => known === undefined).length;
  if (signed !== signedParked || parked.some((waits) => waits === false)) {
    return { why: 'settleGateway', state };
  }
  return busy || elsewhere !== '' ? { why: 'settleElsewhere', state } : { state };
}
