import path from 'node:path';
import { type Simulator, type StartOptions, startSimulator } from '..';

export interface JsonResponse {
  status: number;
  headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: what a test reads of it, it states itself
  body: any;
}

export interface TestSimulator extends Simulator {
  /** Sends JSON (a text is sent as it is) and reads JSON. */
  request(
    method: string,
    address: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<JsonResponse>;
  get(address: string): Promise<JsonResponse['body']>;
  post(
    address: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<JsonResponse['body']>;
  /** Everything back to the start, with the clock standing still. */
  startOver(): Promise<void>;
}

const fixtures = path.join(__dirname, '..', 'fixtures', 'functions');

/** The platform adds fields to events without saying so: none of our tests may depend on their number. */
const eventExtras = { tcbContext: {}, notSeenYet: { by: 'anybody' } };

/** A simulator with the functions of the fixtures, its clock standing still. */
export async function startTestSimulator(
  options: Partial<StartOptions> = {},
): Promise<TestSimulator> {
  const { config } = options;
  const simulator = await startSimulator({
    functions: fixtures,
    ...options,
    config: { ...config, options: { eventExtras, ...config?.options } },
  });
  simulator.clock.freeze(true);

  const request: TestSimulator['request'] = async (method, address, body, headers = {}) => {
    const response = await fetch(`${simulator.url}${address}`, {
      method,
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined
        ? {}
        : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      body: text === '' ? undefined : JSON.parse(text),
    };
  };

  return {
    ...simulator,
    request,
    get: async (address) => (await request('GET', address)).body,
    post: async (address, body, headers) => (await request('POST', address, body, headers)).body,
    async startOver() {
      await request('DELETE', '/_sim');
      simulator.clock.freeze(true);
    },
  };
}
