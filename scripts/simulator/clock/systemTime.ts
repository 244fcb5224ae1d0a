import type { RealTime } from './realTime';

/** The longest that a timer of Node can wait; a longer one would fire at once. */
const maxWait = 2 ** 31 - 1;

/** The machine's own time. Its timers keep no process alive: what runs on the clock does. */
export const systemTime: RealTime = {
  now: Date.now,
  wakeAfter(ms, run) {
    const timer = setTimeout(run, Math.min(ms, maxWait)).unref();
    return () => clearTimeout(timer);
  },
};
