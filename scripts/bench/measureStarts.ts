import type { FirstReport } from './child';
import { type Contender, contenders } from './contenders';
import type { MeasureOptions, Starts } from './measured';
import { runChild } from './runChild';
import { summarize } from './summarize';

/** Starts processes of all contenders in turn, so that whatever else the machine does hits all alike. */
export async function measureStarts(options: MeasureOptions): Promise<Record<Contender, Starts>> {
  const { prepared, runs, progress, judge } = options;
  const reports = new Map<Contender, FirstReport[]>(contenders.map((name) => [name, []]));
  // One round more than is counted: the first reads files that the next find in memory.
  for (let run = 0; run <= runs; run += 1) {
    for (const contender of contenders) {
      progress(contender, (0.6 * run) / (runs + 1));
      const file = prepared.files[contender];
      const report = await runChild(options, (startedAt) => ({ kind: 'first', file, startedAt }));
      judge(contender, report.answer);
      if (run > 0) reports.get(contender)?.push(report);
    }
  }
  const starts = {} as Record<Contender, Starts>;
  for (const contender of contenders) {
    const of = (key: keyof Starts) =>
      summarize((reports.get(contender) ?? []).map((report) => report[key]));
    starts[contender] = {
      requireMs: of('requireMs'),
      firstAnswerMs: of('firstAnswerMs'),
      rssMb: of('rssMb'),
    };
  }
  return starts;
}
