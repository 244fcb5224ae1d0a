import { request } from 'node:http';
import { fieldOf } from '../../cli/fieldOf';
import type {
  CallEntry,
  Collections,
  Customer,
  CustomerView,
  InvokeResult,
  Pushed,
  Simulator,
} from './types';

/** What the simulator refused, or why it cannot answer; the message says what to do. */
export class SimulatorError extends Error {
  override name = 'SimulatorError';
  constructor(
    message: string,
    /** HTTP status of the refusal; absent where there was none. */
    readonly status?: number,
  ) {
    super(message);
  }
}

type Client = Omit<Simulator, 'url' | 'close' | typeof Symbol.asyncDispose>;

/**
 * The test API's side of the control interface.
 *
 * @param whyGone asked where a request could not be made: what became of the simulator, if anything
 */
export function createClient(
  url: string,
  whyGone: () => Promise<SimulatorError | undefined>,
): Client {
  async function call(
    method: string,
    address: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<unknown> {
    const gone = await whyGone();
    if (gone) throw gone;
    try {
      return await send(method, `${url}${address}`, body, headers);
    } catch (error) {
      if (error instanceof SimulatorError) throw error;
      throw (await whyGone()) ?? error;
    }
  }

  function customer(openid: string): Customer {
    const address = `/_sim/customers/${encodeURIComponent(openid)}`;
    const agent = async (action: object) => {
      await call('POST', `${address}/agent`, action);
    };
    return {
      openid,
      says: async (message) =>
        (await call(
          'POST',
          `${address}/messages`,
          typeof message === 'string' ? { content: message } : message,
        )) as Pushed,
      enters: async (options = {}) => (await call('POST', `${address}/enter`, options)) as Pushed,
      state: async () => (await call('GET', address)) as CustomerView,
      agent: {
        accepts: () => agent({ action: 'accept' }),
        says: (content) => agent({ action: 'message', content }),
        closes: () => agent({ action: 'close' }),
      },
    };
  }

  const clock = async (change: object) => {
    await call('POST', '/_sim/clock', change);
  };

  return {
    customer,
    invoke: async (name, event = {}, { as, source } = {}) =>
      (await call('POST', `/_sim/invoke/${encodeURIComponent(name)}`, event, {
        ...(as === undefined ? {} : { 'x-sim-openid': as }),
        ...(source === undefined ? {} : { 'x-sim-source': source }),
      })) as InvokeResult,
    clock: {
      now: async () => Number(fieldOf(await call('GET', '/_sim/clock'), 'now')),
      advance: (ms) => clock({ advanceMs: ms }),
      freeze: () => clock({ frozen: true }),
      resume: () => clock({ frozen: false }),
    },
    fail: async (failure) => {
      await call('POST', '/_sim/faults', failure);
    },
    calls: async () => (await call('GET', '/_sim/calls')) as CallEntry[],
    database: async (collections) => {
      if (collections) await call('PUT', '/_sim/database', collections);
      return (await call('GET', '/_sim/database')) as Collections;
    },
    reset: async () => {
      await call('DELETE', '/_sim');
    },
  };
}

/** By node:http: a test may have replaced fetch, and may run where there is none. */
function send(
  method: string,
  url: string,
  body: unknown,
  headers: Record<string, string>,
): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const sent = request(url, {
      method,
      agent: false,
      headers: {
        ...headers,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
    });
    sent.on('error', reject);
    sent.on('response', (response) => {
      const status = response.statusCode ?? 0;
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (part: string) => {
        text += part;
      });
      response.on('error', reject);
      response.on('end', () => {
        const answer: unknown = text === '' ? undefined : JSON.parse(text);
        if (status < 400) resolve(answer);
        else {
          const message = fieldOf(fieldOf(answer, 'error'), 'message') ?? `HTTP ${status}`;
          reject(new SimulatorError(`${method} ${new URL(url).pathname}: ${message}`, status));
        }
      });
    });
    sent.end(body === undefined ? undefined : JSON.stringify(body));
  });
}
