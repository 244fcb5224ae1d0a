import { fieldOf } from '../../cli/fieldOf';

/** The control interface of a running simulator, asked over HTTP as anybody's tool would. */
export interface SimulatorClient {
  get(path: string): Promise<unknown>;
  post(path: string, body: unknown, headers?: Record<string, string>): Promise<unknown>;
}

/** Nobody answered at the address. */
export class SimulatorUnreachable extends Error {}

/** Somebody answered, and refused, or is no simulator. */
export class SimulatorRefused extends Error {}

/**
 * How long an answer may take, in real milliseconds: longer than any function may run on the
 * platform, so that it ends only what would never end, such as a function that waits on a clock
 * that somebody has frozen.
 */
const defaultLimitMs = 120_000;

/**
 * @param url e.g. `http://127.0.0.1:8400`
 * @throws from its methods SimulatorUnreachable, SimulatorRefused with what the simulator said, and
 *   a plain Error where the answer did not come in time.
 */
export function simulatorClient(url: string, limitMs = defaultLimitMs): SimulatorClient {
  async function ask(path: string, init: RequestInit): Promise<unknown> {
    const signal = AbortSignal.timeout(limitMs);
    let response: Response;
    let text: string;
    try {
      response = await fetch(new URL(path, url), { ...init, signal });
      text = await response.text();
    } catch (error) {
      if (signal.aborted) {
        throw new Error(
          `no answer from ${url} within ${limitMs / 1000} s: is the simulator's clock frozen while the function waits?`,
        );
      }
      throw new SimulatorUnreachable(`no answer at ${url}`, { cause: error });
    }
    const answer = parse(text);
    if (answer === undefined) throw new SimulatorRefused(`what answers at ${url} is no simulator`);
    if (!response.ok) throw new SimulatorRefused(refusalOf(answer) ?? `HTTP ${response.status}`);
    return answer;
  }
  return {
    get: (path) => ask(path, {}),
    post: (path, body, headers = {}) =>
      ask(path, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify(body),
      }),
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function refusalOf(answer: unknown): string | undefined {
  const message = fieldOf(fieldOf(answer, 'error'), 'message');
  return typeof message === 'string' ? message : undefined;
}
