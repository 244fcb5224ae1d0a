import type { Clock } from '../contract';

/** Real time. Looks the globals up at each call, so that a host may put its own in their place. */
export const systemClock: Clock = {
  now: () => Date.now(),
  setTimeout: (run, ms) => setTimeout(run, ms),
  clearTimeout: (timer) => clearTimeout(timer as NodeJS.Timeout),
};

/**
 * What `work` comes to, or `late()` when the deadline, in ms of `clock`, comes first; no timer
 * stays. A limit of our own, because the SDK's `timeout` counts only the silence of the socket: a
 * body that drips byte by byte never settles.
 */
export function withTimeout<T>(
  work: Promise<T>,
  deadline: number,
  clock: Clock,
  late: () => T,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = clock.setTimeout(() => resolve(late()), Math.max(0, deadline - clock.now()));
    const settle =
      <V>(how: (value: V) => void) =>
      (value: V) => {
        clock.clearTimeout(timer);
        how(value);
      };
    work.then(settle(resolve), settle(reject));
  });
}
