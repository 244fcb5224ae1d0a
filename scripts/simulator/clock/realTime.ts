/** Where real time comes from; a test hands in one that it moves by itself. */
export interface RealTime {
  now(): number;
  /** Runs `run` after `ms`, or a while earlier. Returns how to call it off. */
  wakeAfter(ms: number, run: () => void): () => void;
}

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
