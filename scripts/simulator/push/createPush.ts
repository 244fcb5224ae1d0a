import type { SimClock, SimTimer } from '../clock/clock';
import type { SimulatorOptions } from '../config/options';
import type { InvokeResult } from '../host/host';
import type { Invoke } from './createInvoke';
import { judgeAnswer, type PushVerdict } from './judgeAnswer';
import type { PushEvent } from './pushMessage';

/**
 * How long WeChat waits for an answer, in milliseconds of the simulator's clock, from when an instance
 * has taken the push: waiting for one of the simulator's few is not the function's doing.
 */
const patienceMs = 5_000;
const deliveriesInAll = 3;

/** One delivery, as `invoke` answers, and what WeChat made of the answer. */
export interface Delivery extends InvokeResult {
  verdict: PushVerdict;
  /** The answer took over 5 seconds. */
  late: boolean;
}

/** A push and what came of it: the first delivery, the verdict over all, and all of them. */
export interface PushResult extends Delivery {
  deliveries: Delivery[];
}

export type Push = (openid: string, event: PushEvent) => Promise<PushResult>;

/**
 * Delivers to the function that gets message push, and again (same MsgId) each time an answer takes
 * over 5 seconds. Resolves when every delivery has been answered; never rejects.
 *
 * @param transfer called as soon as an answer that WeChat hears hands the customer over.
 */
export function createPush(
  functionName: string,
  invoke: Invoke,
  clock: SimClock,
  options: Pick<SimulatorOptions, 'pushRedelivery' | 'pushSource' | 'lateAnswer'>,
  transfer: (openid: string) => void,
): Push {
  const limit = options.pushRedelivery ? deliveriesInAll : 1;

  return async (openid, event) => {
    const deliveries: Promise<Delivery>[] = [];

    // Straight from the clock's timer, so that an advancing clock finds the delivery under way.
    const deliver = (): void => {
      let late = false;
      let patience: SimTimer | undefined;
      const started = () => {
        patience = clock.setTimeout(() => {
          late = true;
          if (deliveries.length < limit) deliver();
        }, patienceMs);
      };
      const source = options.pushSource;
      const answered = invoke(functionName, { event, openid, source, push: true, started });
      deliveries.push(
        answered.then((result) => {
          clock.clearTimeout(patience);
          const heard = !late || !options.pushRedelivery || options.lateAnswer === 'heard';
          const verdict: PushVerdict = heard ? judgeAnswer(result, event) : { kind: 'late' };
          if (verdict.kind === 'transfer') transfer(openid);
          return { ...result, verdict, late };
        }),
      );
    };

    deliver();
    const [first, ...repeats] = await settled(deliveries);
    if (!first) throw new Error('a push is delivered at least once');
    const all = [first, ...repeats];
    return { ...first, verdict: overall(all), deliveries: all };
  };
}

/** A delivery may set off another one while it is waited for. */
async function settled(deliveries: Promise<Delivery>[]): Promise<Delivery[]> {
  const all: Delivery[] = [];
  for (let number = 0; number < deliveries.length; number += 1) {
    const delivery = await deliveries[number];
    if (delivery) all.push(delivery);
  }
  return all;
}

/** Which verdict decides where several deliveries got different ones. */
const weight: readonly PushVerdict['kind'][] = ['transfer', 'success', 'wrong', 'failed', 'late'];

function overall(deliveries: readonly Delivery[]): PushVerdict {
  const [decisive] = deliveries
    .map(({ verdict }) => verdict)
    .sort((one, other) => weight.indexOf(one.kind) - weight.indexOf(other.kind));
  return decisive ?? { kind: 'late' };
}
