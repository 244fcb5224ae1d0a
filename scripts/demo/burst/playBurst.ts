import type { Transport } from '../../../cloudfunctions/shared/contract';
import { httpsTransport } from '../../../cloudfunctions/shared/transport/httpsTransport';
import { fieldOf } from '../../cli/fieldOf';
import { type SimulatorClient, simulatorClient } from '../../simulator/cli/simulatorClient';
import type { SimClock } from '../../simulator/clock/clock';
import { type AnswererName, answerers } from './answerers';
import { plan, typingNeeded } from './plan';

/** What it took to answer the burst in one way. */
export interface BurstResult {
  /** Typing calls that reached WeChat. */
  typing: number;
  /** Of these, refused with 45081: the status was showing already. */
  refused: number;
  /** Messages answered. */
  answered: number;
  /** Customers whose screen still shows typing in the end, which nobody then takes down. */
  leftTyping: number;
}

/** The simulator that the burst is played on, its clock frozen. */
export interface BurstSimulator {
  url: string;
  clock: SimClock;
  account: { appid: string; secret: string };
}

/** Plays the burst: the customers write, and each message is answered, on the simulator's clock. */
export async function playBurst(
  { url, clock, account }: BurstSimulator,
  name: AnswererName,
): Promise<BurstResult> {
  const wechat = simulatorClient(url);
  const hold = holdClock(clock);
  const way = httpsTransport({ ...account, baseUrl: url });
  const transport: Pick<Transport, 'setTyping' | 'send'> = {
    setTyping: (call) => hold.during(() => way.setTyping(call)),
    send: (message) => hold.during(() => way.send(message)),
  };
  const customers = Array.from({ length: plan.customers }, (_, index) => `o${name}-${index}`);
  const jobs: Promise<unknown>[] = [];

  function answer(touser: string, number: number): Promise<unknown> {
    const prepare = () =>
      new Promise<void>((resolve) => clock.setTimeout(resolve, plan.answerSeconds * 1000));
    const text = { content: `回复 ${number}` };
    const send = () => transport.send({ touser, msgtype: 'text', text });
    return answerers[name]({ touser, prepare, send, transport, clock });
  }

  try {
    for (let number = 1; number <= plan.messagesEach; number++) {
      for (const touser of customers) {
        await wechat.post(`/_sim/customers/${touser}/messages`, { content: `消息 ${number}` });
        jobs.push(answer(touser, number));
      }
      await clock.advance(plan.gapSeconds * 1000);
    }
    await clock.advance(plan.answerSeconds * 1000);
    await Promise.all(jobs);
    return await count(wechat, customers);
  } finally {
    hold.release();
  }
}

async function count(wechat: SimulatorClient, customers: readonly string[]): Promise<BurstResult> {
  const all = await wechat.get('/_sim/calls');
  const calls = (Array.isArray(all) ? all : []).filter((call) =>
    customers.some((openid) => openid === fieldOf(fieldOf(call, 'data'), 'touser')),
  );
  const errcodeOf = (call: unknown) => fieldOf(fieldOf(call, 'answer'), 'errcode');
  const typing = calls.filter((call) => fieldOf(fieldOf(call, 'data'), 'command') === 'Typing');
  const sent = calls.filter((call) => fieldOf(call, 'api') === 'customerServiceMessage.send');
  const screens = await Promise.all(customers.map((it) => wechat.get(`/_sim/customers/${it}`)));
  return {
    typing: typing.length,
    refused: typing.filter((call) => errcodeOf(call) === 45081).length,
    answered: sent.filter((call) => errcodeOf(call) === 0).length,
    leftTyping: screens.filter((screen) => fieldOf(screen, 'typing') === true).length,
  };
}

interface ClockHold {
  /** Does `work`; until it is done the clock does not move on. */
  during<T>(work: () => Promise<T>): Promise<T>;
  release(): void;
}

const nextTurn = () => new Promise<void>((resolve) => setImmediate(resolve));

/** Lets an advancing clock wait for calls of this process, so that one sent at 15 s arrives at 15 s. */
function holdClock(clock: SimClock): ClockHold {
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

/** Every message has its answer, and nobody is left seeing typing. */
function isAnswered({ answered, leftTyping }: BurstResult): boolean {
  return answered === plan.customers * plan.messagesEach && leftTyping === 0;
}

/** Every message answered, with no more calls than needed, none refused, and nobody left waiting. */
export function judgeBurst(result: BurstResult): boolean {
  return result.typing <= typingNeeded && result.refused === 0 && isAnswered(result);
}
