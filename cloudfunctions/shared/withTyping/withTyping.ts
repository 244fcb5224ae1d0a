import type { Answering, TypingClock, WithTypingOptions } from './options';
import { resolveOptions } from './options';
import { acquireStatus, type Scope } from './status';

/**
 * Shows `touser` "对方正在输入…" while `work` prepares their answer. Returns what `work` returns and
 * rejects as it does; it never fails because of typing, whatever WeChat answers. When it has
 * returned, no timer is left, no call is on its way, and the status is taken down.
 *
 * Rejects otherwise only where `work` was given up: with the signal's reason, or with an error
 * named TimeoutError after `deadlineMs`. `work` should stop when its signal says so; it is not
 * waited for, and can send no more.
 *
 * Scopes of one customer that overlap in this process share the status. Those of other processes
 * (instances of a function) are met as WeChat tells of them: 45081, it is showing already. A status
 * that is theirs is never taken down.
 */
export async function withTyping<T>(
  touser: string,
  work: (answering: Answering) => T | Promise<T>,
  options: WithTypingOptions,
): Promise<T> {
  if (options.signal?.aborted) throw abortReason(options.signal);

  const resolved = resolveOptions(options);
  const { clock, deadlineMs } = resolved;
  const { signal, runsOut, end } = deadlineSignal(options.signal, deadlineMs, clock);
  const status = acquireStatus(touser, resolved);
  const scope: Scope = {
    options: resolved,
    signal,
    runsOut,
    wantedAt: Infinity,
    over: false,
    deliveries: new Set(),
  };
  let settled = false;
  const settle = () => {
    settled = true;
  };
  const send: Answering['send'] = (deliver) => {
    if (signal.aborted) return runsOut;
    return handled(settled ? Promise.reject(endedError()) : status.send(scope, deliver));
  };

  status.join(scope);
  try {
    const working = Promise.resolve(work({ signal, send }));
    working.then(settle, settle);
    // A turn later, so that work which had its answer at hand shows nothing.
    void Promise.resolve().then(() => settled || status.want(scope));
    return await Promise.race([working, runsOut]);
  } finally {
    settle();
    end();
    await status.leave(scope);
  }
}

/** How long work is waited for: until its caller aborts, or its deadline has passed. */
function deadlineSignal(
  signal: AbortSignal | undefined,
  deadlineMs: number | undefined,
  clock: TypingClock,
) {
  const controller = new AbortController();
  let reject: (reason: unknown) => void = () => {};
  const runsOut = new Promise<never>((_, refuse) => {
    reject = refuse;
  });
  // Where nobody waits any more, running out is no unhandled rejection.
  runsOut.catch(() => {});

  const giveUp = (reason: unknown) => {
    reject(reason);
    controller.abort(reason);
  };
  const onAbort = () => giveUp(abortReason(signal));
  signal?.addEventListener('abort', onAbort);
  const timer =
    deadlineMs === undefined
      ? undefined
      : clock.setTimeout(() => giveUp(timeoutError(deadlineMs)), deadlineMs);

  return {
    /** Aborted when it has run out: for work. */
    signal: controller.signal,
    /** Rejects when it has run out, never resolves. */
    runsOut,
    /** Leaves no timer and no listener behind. */
    end() {
      signal?.removeEventListener('abort', onAbort);
      clock.clearTimeout(timer);
    },
  };
}

/** Node 16.13 knows no reason yet. */
function abortReason(signal: AbortSignal | undefined): unknown {
  return signal?.reason ?? named('AbortError', 'The work was aborted');
}

function timeoutError(deadlineMs: number): Error {
  return named('TimeoutError', `The work took longer than ${deadlineMs} ms`);
}

function endedError(): Error {
  return named(
    'AbortError',
    'send() was called after the work had ended, and nothing was sent: await it inside the work',
  );
}

/** Named as AbortSignal.timeout and fetch name theirs. */
function named(name: string, message: string): Error {
  return Object.assign(new Error(message), { name });
}

/** Where work forgets to await it, a rejection must not end the process. */
function handled<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => {});
  return promise;
}
