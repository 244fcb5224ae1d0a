import type { TypingClock } from './options';

/** The longest that Node's timers can wait; anything longer would go off at once. */
const maxTimerMs = 2 ** 31 - 1;

export const realClock: TypingClock = {
  now: () => Date.now(),
  setTimeout: (run, ms) => setTimeout(run, Math.min(ms, maxTimerMs)),
  clearTimeout: (timer) => clearTimeout(timer as NodeJS.Timeout | undefined),
};
