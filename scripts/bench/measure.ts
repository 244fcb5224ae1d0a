import type { WarmSummary } from './child';
import { type Contender, contenders } from './contenders';
import { measureInstances } from './measureInstances';
import { measureStarts, type Starts } from './measureStarts';
import { measureWarm } from './measureWarm';
import type { Prepared } from './prepare';
import { zipSizeKb } from './zipSize';

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
  /** Answers that were no success; where there is one, no figure means anything. */
  wrong: WrongAnswer[];
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

export type Step = Contender | 'warm' | 'instances';

export async function measure(options: Omit<MeasureOptions, 'judge'>): Promise<Measured> {
  const wrong: WrongAnswer[] = [];
  const judging: MeasureOptions = {
    ...options,
    judge: (contender, answer) => {
      if (!isSuccess(answer)) wrong.push({ contender, answer });
    },
  };
  const starts = await measureStarts(judging);
  const warm = await measureWarm(judging);
  const instances = await measureInstances(judging);
  const figures = {} as Record<Contender, Figures>;
  for (const contender of contenders) {
    const zipKb = await zipSizeKb(options.prepared.folders[contender]);
    figures[contender] = { ...starts[contender], zipKb };
  }
  return { figures, warm, instances, wrong };
}

function isSuccess(answer: unknown): boolean {
  return (
    typeof answer === 'object' && answer !== null && 'errCode' in answer && answer.errCode === 0
  );
}
