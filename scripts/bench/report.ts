import { type Contender, contenders } from './contenders';
import type { Measured } from './measured';
import { type Ratio, ratiosOf } from './ratios';
import type { Summary } from './summarize';

/** What a run came to; `--json` prints it as it is. */
export interface Report {
  /** Of the Node that ran what was measured, as in `v20.20.2`. */
  node: string;
  cpus: number;
  runs: number;
  calls: number;
  contenders: Record<Contender, Row>;
  /** Medians of a warm call of ours: each tenth of the calls, and with so many instances at once. */
  warmTenthsMs: number[];
  instances: Measured['instances'];
  burst: Measured['burst'];
  wrong: Measured['wrong'];
  /** Requests that were no signed setTyping call. */
  strangers: number;
  /** None where an answer or a request was wrong. */
  ratios: Ratio[];
}

export interface Row {
  requireMs: Summary;
  firstAnswerMs: Summary;
  /** firstAnswerMs without what Node alone takes. */
  netMs: number;
  rssMb: Summary;
  zipKb: number;
  /** Undefined where nothing is called. */
  warmMs?: Summary;
}

export function reportOf(
  measured: Measured,
  setting: Pick<Report, 'node' | 'cpus' | 'runs' | 'calls' | 'strangers'>,
): Report {
  const { figures, warm, instances, burst, wrong } = measured;
  const start = figures.bare.firstAnswerMs.median;
  const rows = {} as Record<Contender, Row>;
  for (const contender of contenders) {
    const warmMs = warm[contender]?.all;
    rows[contender] = {
      ...figures[contender],
      netMs: figures[contender].firstAnswerMs.median - start,
      ...(warmMs && { warmMs }),
    };
  }
  const isRight = wrong.length === 0 && setting.strangers === 0;
  return {
    ...setting,
    contenders: rows,
    warmTenthsMs: warm.ours?.tenths ?? [],
    instances,
    burst,
    wrong,
    ratios: isRight ? ratiosOf(measured) : [],
  };
}
