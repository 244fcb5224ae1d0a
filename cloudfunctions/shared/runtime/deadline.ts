import type { Clock } from '../contract';

/** CloudBase's own, unless changed in the console. */
const defaultTimeLimitMs = 3000;
/** Between our answer and the platform's axe: for the log line and the way back. */
const reserveMs = 300;

/**
 * The moment at which an invocation that starts now must have its answer: 300 ms before the
 * function's own time limit, which is taken from `context.time_limit_in_ms`. In milliseconds of
 * `clock`.
 * https://developers.weixin.qq.com/miniprogram/dev/wxcloud/guide/functions/advanced.html
 */
export function deadlineOf(context: unknown, clock: Clock): number {
  return clock.now() + timeLimitOf(context) - reserveMs;
}

function timeLimitOf(context: unknown): number {
  if (typeof context !== 'object' || context === null || !('time_limit_in_ms' in context)) {
    return defaultTimeLimitMs;
  }
  const limit = Number(context.time_limit_in_ms);
  return Number.isFinite(limit) && limit > 0 ? limit : defaultTimeLimitMs;
}

/**
 * What `work` comes to, or `late()` when the deadline comes first; no timer stays. A deadline of our
 * own, because the SDK's `timeout` counts only the silence of the socket: a body that drips byte by
 * byte never settles.
 */
export function withDeadline<T>(
  work: Promise<T>,
  deadline: number,
  clock: Clock,
  late: () => T,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = clock.setTimeout(() => resolve(late()), Math.max(0, deadline - clock.now()));
    work.then(resolve, reject).finally(() => clock.clearTimeout(timer));
  });
}
