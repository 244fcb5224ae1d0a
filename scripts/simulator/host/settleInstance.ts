import type { Instance } from './instance';
import type { Activity } from './runner/messages';

/**
 * For how long in a row a settling clock waits, in real milliseconds. Generous, because giving up
 * too early on a slow machine makes a function miss time that it needed; each is waited out only
 * where a function really blocks, or waits for somebody who is not on the clock.
 */
const patience = {
  /** A process that starts and loads its code. */
  starting: 10_000,
  /** An event loop that does not turn. */
  blocked: 2_000,
  /** An answer of the simulator's own. */
  gateway: 3_000,
  /** An answer of a foreign server, a file, an address being looked up. */
  elsewhere: 1_000,
};

const pollEvery = 1;
const pollBlockedEvery = 50;

/**
 * Resolves when the instance has nothing to do at the present moment of the clock, with the time of
 * its next timer; null where it has none or can't be waited for.
 */
export async function settleInstance(
  instance: Instance,
  gatewayPort: () => number,
): Promise<number | null> {
  const since = Date.now();
  for (;;) {
    if (instance.retired || !instance.process.alive) {
      await instance.process.ended;
      return null;
    }
    if (instance.paused || instance.blocked) return null;
    if (instance.quiet?.elsewhere === '') return instance.quiet.next;
    const activity = await ask(instance, gatewayPort());
    if (activity === undefined) return null;
    const { why, state } = underWay(activity, instance);
    if (why === undefined) {
      instance.quiet = activity;
      return activity.next;
    }
    if (state === instance.givenUpOn) return activity.next;
    if (Date.now() - since > patience[why]) {
      instance.givenUpOn = state;
      return activity.next;
    }
    await new Promise((resolve) => setTimeout(resolve, pollEvery));
  }
}

/** Undefined: it has ended, or does not answer. */
async function ask(instance: Instance, gatewayPort: number): Promise<Activity | undefined> {
  const answer = instance.process.ask(gatewayPort);
  let since = Date.now();
  let warm = instance.warm;
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setInterval(() => {
      if (warm !== instance.warm) since = Date.now();
      warm = instance.warm;
      if (Date.now() - since < (warm ? patience.blocked : patience.starting)) return;
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
  { requests }: Instance,
): { why?: 'gateway' | 'elsewhere'; state: string } {
  const state = JSON.stringify({ busy, toGateway, elsewhere, requests });
  if (requests.open !== requests.parked || toGateway !== requests.parked) {
    return { why: 'gateway', state };
  }
  return busy || elsewhere !== '' ? { why: 'elsewhere', state } : { state };
}
