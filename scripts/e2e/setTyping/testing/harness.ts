import { join } from 'node:path';
import type { Result } from '../../../../cloudfunctions/shared/contract';
import {
  startTestSimulator,
  type TestSimulator,
} from '../../../simulator/testing/startTestSimulator';
import { account, freePort, httpsWayTo } from '../../testing/httpsWay';

const builtFunctions = join(__dirname, '../../../../dist/cloudfunctions');
/** Longer than any function may take. */
const maxCallMs = 120_000;
const api = 'customerServiceMessage.setTyping';

/** What wx.cloud.callFunction would get, and what the platform saw. */
interface Invoked {
  result?: Result;
  error?: unknown;
  coldStart: boolean;
  durationMs: number;
  logs: string[];
}

export interface Stage {
  simulator: TestSimulator;
  /** A new customer, whom nobody has met before and who has just written. */
  customer(): Promise<string>;
  /** How the next calls of setTyping go wrong, in this order. */
  faults(...faults: object[]): Promise<void>;
  /** Calls the function as the mini program does, and lets time pass until it has answered. */
  call(openid: string, event: unknown): Promise<Invoked>;
  /** What reached WeChat for this customer. */
  callsFor(openid: string): Promise<{ data: { command: string }; answer: unknown }[]>;
  /** Does this customer's screen show that the service is typing? */
  shows(openid: string): Promise<boolean>;
}

/**
 * The built bundle on a simulator whose clock stands still; its instance stays warm between tests.
 * @param way to WeChat: the cloud call unless given
 */
export async function startStage(way?: 'https'): Promise<Stage> {
  const port = await freePort();
  const simulator = await startTestSimulator({
    port,
    functions: builtFunctions,
    config: {
      ...account,
      functions: { setTyping: { env: way === 'https' ? httpsWayTo(port) : {} } },
    },
  });
  let customers = 0;

  return {
    simulator,

    async customer() {
      customers += 1;
      const openid = `oCustomer-${customers}-with-28-letters`.padEnd(28, '_').slice(0, 28);
      await simulator.post(`/_sim/customers/${openid}/messages`, { content: '在吗' });
      return openid;
    },

    async faults(...faults) {
      await simulator.request('DELETE', '/_sim/faults');
      for (const fault of faults) {
        const { status, body } = await simulator.request('POST', '/_sim/faults', { api, ...fault });
        if (status !== 200) throw new Error(JSON.stringify(body));
      }
    },

    async call(openid, event) {
      let settled = false;
      const answer = simulator
        .post('/_sim/invoke/setTyping', event, { 'x-sim-openid': openid })
        .finally(() => {
          settled = true;
        });
      // A failure is told by whoever awaits it; below, another one may come first.
      answer.catch(() => {});
      for (let ms = 0; !settled; ms += 100) {
        if (ms > maxCallMs) throw new Error(`setTyping has not answered in ${ms} ms of the clock`);
        await simulator.post('/_sim/clock', { advanceMs: 100 });
      }
      return answer;
    },

    async callsFor(openid) {
      const calls: { data: { touser: string; command: string }; answer: unknown }[] =
        await simulator.get('/_sim/calls');
      return calls.filter((call) => call.data.touser === openid);
    },

    async shows(openid) {
      return (await simulator.get(`/_sim/customers/${openid}`)).typing;
    },
  };
}
