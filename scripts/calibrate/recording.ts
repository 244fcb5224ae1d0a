import type { Step } from './steps';

/** What happened, and when: the whole of what WeChat was asked. */
export type Recording = readonly Recorded[];

export interface Recorded {
  step: Step;
  /** Milliseconds since the epoch. */
  at: number;
  /** Undefined where the person did something. */
  errcode: number | undefined;
}
