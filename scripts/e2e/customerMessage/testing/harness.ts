import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from '../../../cli/testing/eventually';
import type { CustomerView } from '../../../simulator/conversation/customer';
import { type MockModel, startMockModel } from '../../../simulator/mockModel/startMockModel';
import type { PushResult } from '../../../simulator/push/createPush';
import {
  startTestSimulator,
  type TestSimulator,
} from '../../../simulator/testing/startTestSimulator';
import { account, freePort, httpsWayTo } from '../../testing/httpsWay';

const functions = join(__dirname, '../../../../dist/cloudfunctions');

interface Call {
  api: string;
  data: { touser: string; command?: string };
  answer: { errcode: number } | null;
}

export interface Stage {
  simulator: TestSimulator;
  mockModel: MockModel;
  /** A new customer, whom nobody has met before. */
  customer(): string;
  /** How the next calls go wrong; nothing else does. */
  faults(...faults: object[]): Promise<void>;
  /**
   * The customer says or does something, and time passes, `stepMs` at a time, until every delivery
   * of it is answered; `look` is called after each step with the time passed.
   */
  push(
    address: string,
    body?: object,
    more?: { stepMs?: number; look?: (ms: number) => Promise<void> },
  ): Promise<PushResult>;
  view(openid: string): Promise<CustomerView>;
  /** What reached WeChat for this customer: `setTyping Typing 0`, `send 0`. */
  calls(openid: string): Promise<string[]>;
  close(): Promise<void>;
}

interface StageOptions {
  /** Environment variables of the function, beside those of the reply. */
  env?: Record<string, string>;
  /** Default: the one that the function needs. */
  collections?: string[];
  /** Files that lie beside the function, by name: rules.json and pictures. */
  beside?: Record<string, string | Buffer>;
  /** Default: 60 000. */
  timeoutMs?: number;
  /** The way to WeChat. Default: the cloud call. */
  way?: 'https';
}

/** customerMessage as it is deployed, on a simulator that pushes to it, and with a reply endpoint. */
export async function startStage(options: StageOptions = {}): Promise<Stage> {
  const { env = {}, collections = ['handled_messages'], way, beside, timeoutMs = 60_000 } = options;
  const folder = beside && copyFunction(beside);
  // The mock model needs the simulator's clock, and the function the addresses of both.
  const [port, replyPort] = [await freePort(), await freePort()];
  const reply = {
    REPLY_URL: `http://127.0.0.1:${replyPort}/v1/chat/completions`,
    REPLY_KEY: 'sk-a-key-nobody-may-read',
    REPLY_MODEL: 'any',
  };
  const simulator = await startTestSimulator({
    port,
    functions: folder ?? functions,
    config: {
      ...account,
      messagePush: 'customerMessage',
      collections,
      functions: {
        customerMessage: {
          env: { ...reply, ...(way && httpsWayTo(port)), ...env },
          timeoutMs,
        },
      },
    },
  });
  const mockModel = await startMockModel({ port: replyPort, clock: simulator.clock });
  mockModel.behave({ takesMs: 0 });
  let customers = 0;

  return {
    simulator,
    mockModel,

    customer() {
      customers += 1;
      return `oCustomer-${customers}-with-28-letters`.padEnd(28, '_').slice(0, 28);
    },

    async faults(...faults) {
      await simulator.request('DELETE', '/_sim/faults');
      for (const fault of faults) {
        const { status, body } = await simulator.request('POST', '/_sim/faults', fault);
        if (status !== 200) throw new Error(JSON.stringify(body));
      }
    },

    async push(address, body, { stepMs = 5_000, look } = {}) {
      let settled = false;
      const pushed = simulator.post(address, body).finally(() => {
        settled = true;
      });
      // Time that passed before the customer's message is there would be missing after it.
      const openid = address.split('/')[3];
      await eventually(
        'the message',
        async () =>
          settled || (await simulator.get(`/_sim/customers/${openid}`)).messages.length > 0,
      );
      for (let ms = stepMs; !settled && ms <= 200_000; ms += stepMs) {
        await simulator.clock.advance(stepMs);
        if (!settled) await look?.(ms);
      }
      return (await pushed).push;
    },

    view: (openid) => simulator.get(`/_sim/customers/${openid}`),

    async calls(openid) {
      const calls: Call[] = await simulator.get('/_sim/calls');
      return calls
        .filter(({ data }) => data.touser === openid)
        .map(({ api, data, answer }) =>
          [api.split('.').at(-1), data.command, answer?.errcode]
            .filter((part) => part !== undefined)
            .join(' '),
        );
    },

    async close() {
      await simulator.close();
      await mockModel.close();
      if (folder) rmSync(folder, { recursive: true });
    },
  };
}

/** What is deployed, with further files in its folder. @returns the folder of functions */
function copyFunction(beside: Record<string, string | Buffer>): string {
  const folder = mkdtempSync(join(tmpdir(), 'customerMessage-'));
  cpSync(join(functions, 'customerMessage'), join(folder, 'customerMessage'), { recursive: true });
  for (const [name, content] of Object.entries(beside)) {
    writeFileSync(join(folder, 'customerMessage', name), content);
  }
  return folder;
}
