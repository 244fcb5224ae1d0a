import type { TypingClock } from './options';

/** What `promise`, which never rejects, comes to; or `late` where it takes longer than `ms`. */
export function withTimeout<T>(
  promise: Promise<T>,
  ms: number,
  late: T,
  clock: TypingClock,
): Promise<T> {
  return new Promise((resolve) => {
    const timer = clock.setTimeout(() => resolve(late), ms);
    void promise.then((value) => {
      clock.clearTimeout(timer);
      resolve(value);
    });
  });
}
