import type { Clock } from '../contract';

/** What WeChat answered, or why there is no answer: its errCode, and a reason without any address. */
export type Posted = { answer: object } | { failure: Failure };
export interface Failure {
  errCode: number;
  reason: string;
}

interface PostOptions {
  fetch: typeof fetch;
  clock: Clock;
  /** In milliseconds of `clock`; the body has been read by then. */
  deadline: number;
}

/** Unreachable, or an answer that says nothing: as a cloud call fails, so is it tried again. */
const unreachable = -501001;
const tooLate = -501002;

/** Posts JSON and reads JSON; never rejects. Redirects are not followed: the URL holds a token. */
export async function postJson(
  url: URL,
  body: object,
  { fetch, clock, deadline }: PostOptions,
): Promise<Posted> {
  const controller = new AbortController();
  const timer = clock.setTimeout(() => controller.abort(), Math.max(0, deadline - clock.now()));
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      redirect: 'error',
      signal: controller.signal,
    });
    const text = await response.text();
    return readJson(text) ?? failure(unreachable, `HTTP ${response.status}, and no JSON`);
  } catch (error) {
    return controller.signal.aborted
      ? failure(tooLate, 'no answer within the time limit')
      : failure(unreachable, `no connection: ${connectionError(error)}`);
  } finally {
    clock.clearTimeout(timer);
  }
}

function readJson(text: string): Posted | undefined {
  try {
    const answer: unknown = JSON.parse(text);
    return typeof answer === 'object' && answer !== null ? { answer } : undefined;
  } catch {
    return undefined;
  }
}

function failure(errCode: number, reason: string): Posted {
  return { failure: { errCode, reason } };
}

/** fetch says "fetch failed", and only its cause's code says why; a message may name the URL. */
function connectionError(error: unknown): string {
  const cause: unknown = error instanceof Error ? error.cause : undefined;
  const code = typeof cause === 'object' && cause !== null && 'code' in cause ? cause.code : '';
  return typeof code === 'string' && /^[A-Z_]{3,40}$/.test(code) ? code : 'failed';
}
