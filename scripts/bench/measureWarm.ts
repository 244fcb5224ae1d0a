import { callers } from './contenders';
import type { Measured, MeasureOptions } from './measured';
import { runChild } from './runChild';

/** Calls all contenders in turn in one process that stays warm. */
export async function measureWarm(options: MeasureOptions): Promise<Measured['warm']> {
  const { prepared, calls, progress, judge } = options;
  progress('warm', 0.6);
  const files = callers.map((contender) => prepared.files[contender]);
  const report = await runChild(options, () => ({ kind: 'warm', files, calls }));
  for (const [index, contender] of callers.entries()) {
    for (const answer of report.answers[index] ?? []) judge(contender, answer);
  }
  return Object.fromEntries(callers.map((contender, index) => [contender, report.calls[index]]));
}
