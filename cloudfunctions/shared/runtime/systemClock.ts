import type { Clock } from '../contract';

/** Real time. Looks the globals up at each call, so that a host may put its own in their place. */
export const systemClock: Clock = {
  now: () => Date.now(),
  setTimeout: (run, ms) => setTimeout(run, ms),
  clearTimeout: (timer) => clearTimeout(timer as NodeJS.Timeout),
};
