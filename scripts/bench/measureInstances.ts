import type { Measured, MeasureOptions } from './measured';
import { runChild } from './runChild';
import { summarize } from './summarize';

const counts = [1, 2, 4];

/** Lets several instances of ours call at once, each in a process of its own. */
export async function measureInstances(options: MeasureOptions): Promise<Measured['instances']> {
  const { prepared, progress, judge } = options;
  const files = [prepared.files.ours];
  const calls = Math.ceil(options.calls / 10);
  const instances: Measured['instances'] = [];
  for (const [index, count] of counts.entries()) {
    progress('instances', 0.9 + index / 30);
    const reports = await Promise.all(
      Array.from({ length: count }, () =>
        runChild(options, () => ({ kind: 'warm', files, calls })),
      ),
    );
    for (const answer of reports.flatMap(({ answers }) => answers.flat())) judge('ours', answer);
    const medians = reports.flatMap((report) => report.calls.map(({ all }) => all.median));
    instances.push({ count, callMs: summarize(medians).median });
  }
  return instances;
}
