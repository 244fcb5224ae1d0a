import type { Clock } from '../contract';

/**
 * The second argument of `main`, as far as our functions read it. Nothing of it is documented; it
 * is seen so in public logs:
 * `{callbackWaitsForEmptyEventLoop, memory_limit_in_mb, time_limit_in_ms, request_id,
 * function_name, function_version, namespace, environment, environ}`. So each part may be missing.
 */

/** CloudBase's own limit, unless changed in the console. */
const defaultTimeLimitMs = 3000;
/** Between our answer and the moment at which the platform kills the function. */
const reserveMs = 300;

/**
 * The moment at which an invocation that starts now must have its answer: 300 ms before the
 * function's own time limit, which is taken from `context.time_limit_in_ms`. In milliseconds of
 * `clock`.
 * https://developers.weixin.qq.com/miniprogram/dev/wxcloud/guide/functions/advanced.html
 */
export function deadlineOf(context: unknown, clock: Clock): number {
  const limit = Number(fieldOf(context, 'time_limit_in_ms'));
  const timeLimitMs = Number.isFinite(limit) && limit > 0 ? limit : defaultTimeLimitMs;
  return clock.now() + timeLimitMs - reserveMs;
}

/** By which the CloudBase console finds the invocation: `context.request_id`. */
export function requestIdOf(context: unknown): string | undefined {
  const id = fieldOf(context, 'request_id');
  return typeof id === 'string' ? id : undefined;
}

/** A field of anything, read without a throw. */
export function fieldOf(value: unknown, name: string): unknown {
  try {
    return typeof value === 'object' && value !== null
      ? (value as Record<string, unknown>)[name]
      : undefined;
  } catch {
    return undefined;
  }
}
