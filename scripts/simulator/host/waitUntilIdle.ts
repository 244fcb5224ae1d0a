import { settledWithin } from '../../cli/settledWithin';
import type { Instance } from './instance';
import type { RealLimits } from './realLimits';
import type { Activity } from './runner/messages';

/** What the host knows of the other end of an instance's connections. */
export interface Gateway {
  port(): number;
  /** By the port on the function's side: whether the answer waits on the clock. */
  parkedByPort: ReadonlyMap<number, boolean>;
}

const pollEvery = 1;
const pollBlockedEvery = 50;

/**
 * Resolves when the instance has nothing to do at the present moment of the clock, with the time of
 * its next timer; null where it has none or can't be waited for.
 */
export async function waitUntilIdle(
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
