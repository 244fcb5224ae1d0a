import type { BurstResult } from '../demo/burst/playBurst';
import type { WarmSummary } from './child';
import type { Contender } from './contenders';
import type { Prepared } from './prepare';
import type { Summary } from './summarize';

/** What it takes one contender to come up. */
export interface Starts {
  requireMs: Summary;
  /** From the start of the process to the first answer. */
  firstAnswerMs: Summary;
  rssMb: Summary;
}

/** What one contender came to. */
export interface Figures extends Starts {
  zipKb: number;
}

export interface Measured {
  figures: Record<Contender, Figures>;
  /** A warm call of each, in one process that calls them in turn. */
  warm: Partial<Record<Contender, WarmSummary>>;
  /** A warm call of ours where so many instances call side by side. */
  instances: { count: number; callMs: number }[];
  burst: BurstFigures;
  /** Answers that were no success; where there is one, no figure means anything. */
  wrong: WrongAnswer[];
}

/** Typing calls for a burst of messages: the fewest that do, and those made in either way. */
export interface BurstFigures {
  needed: number;
  withTyping: BurstResult;
  eachByItself: BurstResult;
}

export interface WrongAnswer {
  contender: Contender;
  answer: unknown;
}

export interface MeasureOptions {
  prepared: Prepared;
  /** The Node that runs what is measured. */
  node: string;
  env: Record<string, string>;
  runs: number;
  calls: number;
  /** Called before each step with what is measured, and how far it all is, from 0 to 1. */
  progress(step: Step, done: number): void;
  /** Called with every answer. */
  judge(contender: Contender, answer: unknown): void;
}

export type Step = Contender | 'warm' | 'instances' | 'burst';
