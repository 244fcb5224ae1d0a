/** Where real time comes from; a test hands in one that it moves by itself. */
export interface RealTime {
  now(): number;
  /** Runs `run` after `ms`, or a while earlier. Returns how to call it off. */
  wakeAfter(ms: number, run: () => void): () => void;
}
