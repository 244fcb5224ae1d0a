import { acquireStatus } from './acquireStatus';
import { abortReason, deadlineSignal } from './deadlineSignal';
import type { Answering, WithTypingOptions } from './options';
import { resolveOptions } from './resolveOptions';
import type { Scope } from './status';

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
 * that is theirs is never taken down at the end.
 */
export async function withTyping<T>(
  touser: string,
  work: (answering: Answering) => T | Promise<T>,
  options: WithTypingOptions,
): Promise<T> {
  const { delayMs = 0, resumeMs } = options;
  if (options.signal?.aborted) throw abortReason(options.signal);

  const keeping = resolveOptions(options);
  const { clock } = keeping;
  const { status, leave } = acquireStatus(touser, keeping);
  const scope: Scope = { wantedAt: Infinity };
  const { signal, runsOut, end } = deadlineSignal(options.signal, options.deadlineMs, clock);
  let settled = false;
  const settle = () => {
    settled = true;
  };

  status.join(scope, options.lastMessageAt ?? clock.now());
  try {
    const startAt = clock.now() + delayMs;
    const send: Answering['send'] = (deliver) =>
      signal.aborted ? runsOut : status.send(scope, deliver, resumeMs);
    const working = Promise.resolve(work({ signal, send }));
    working.then(settle, settle);
    // A turn later, so that work which had its answer at hand shows nothing.
    void Promise.resolve().then(() => settled || status.want(scope, startAt));
    return await Promise.race([working, runsOut]);
  } finally {
    settle();
    end();
    await leave(scope);
  }
}
