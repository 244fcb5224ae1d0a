import type { FirstReport, WarmSummary } from './child';
import { type Contender, callers, contenders } from './contenders';
import type { Prepared } from './prepare';
import { type ChildOptions, runChild } from './runChild';
import { type Summary, summarize } from './summarize';
import { zipSizeKb } from './zipSize';

/** What one contender came to. */
export interface Figures {
  requireMs: Summary;
  /** From the start of the process to the first answer. */
  firstAnswerMs: Summary;
  rssMb: Summary;
  zipKb: number;
}

export interface Measured {
  figures: Record<Contender, Figures>;
  /** A warm call of each, in processes that call them in turn. */
  warm: Partial<Record<Contender, WarmSummary>>;
  /** A warm call of ours where so many instances call side by side. */
  instances: { count: number; callMs: number }[];
  /** Answers that were no success; where there is one, no figure means anything. */
  wrong: { contender: Contender; answer: unknown }[];
}

export interface MeasureOptions {
  prepared: Prepared;
  node: string;
  env: Record<string, string>;
  runs: number;
  calls: number;
  /** Called before each step with what is measured, and how far it all is, from 0 to 1. */
  progress(what: string, done: number): void;
}

const instanceCounts = [1, 2, 4];

export async function measure(options: MeasureOptions): Promise<Measured> {
  const { prepared, node, env, runs, calls, progress } = options;
  const child: ChildOptions = { node, script: prepared.script, env };
  const file = (contender: Contender) => `${prepared.folders[contender]}/index.js`;
  const wrong: Measured['wrong'] = [];
  const judge = (contender: Contender, answers: readonly unknown[]) => {
    for (const answer of answers) if (!isSuccess(answer)) wrong.push({ contender, answer });
  };

  const reports = new Map<Contender, FirstReport[]>(contenders.map((name) => [name, []]));
  // One round more than is counted: the first reads files that the next find in memory.
  for (let run = 0; run <= runs; run += 1) {
    for (const contender of contenders) {
      progress(contender, (0.6 * run) / (runs + 1));
      const report = await runChild(child, (startedAt) => ({
        kind: 'first',
        file: file(contender),
        startedAt,
      }));
      judge(contender, report.answers);
      if (run > 0) reports.get(contender)?.push(report);
    }
  }

  progress('warm', 0.6);
  const warmCalls = await runChild(child, () => ({
    kind: 'warm',
    files: callers.map(file),
    calls,
  }));
  for (const [index, answer] of warmCalls.answers.entries()) {
    judge(callers[index % callers.length] ?? 'ours', [answer]);
  }

  const instances: Measured['instances'] = [];
  for (const [index, count] of instanceCounts.entries()) {
    progress(`${count}×`, 0.9 + index / 30);
    const all = await Promise.all(
      Array.from({ length: count }, () =>
        runChild(child, () => ({
          kind: 'warm',
          files: [file('ours')],
          calls: Math.ceil(calls / 10),
        })),
      ),
    );
    for (const { answers } of all) judge('ours', answers);
    const medians = all.flatMap(({ calls: [ours] }) => (ours ? [ours.all.median] : []));
    instances.push({ count, callMs: summarize(medians).median });
  }

  const figures = {} as Record<Contender, Figures>;
  for (const contender of contenders) {
    const of = (key: 'requireMs' | 'firstAnswerMs' | 'rssMb') =>
      summarize((reports.get(contender) ?? []).map((report) => report[key]));
    figures[contender] = {
      requireMs: of('requireMs'),
      firstAnswerMs: of('firstAnswerMs'),
      rssMb: of('rssMb'),
      zipKb: await zipSizeKb(prepared.folders[contender]),
    };
  }
  const warm = Object.fromEntries(
    callers.map((contender, index) => [contender, warmCalls.calls[index]]),
  );
  return { figures, warm, instances, wrong };
}

function isSuccess(answer: unknown): boolean {
  return (answer as { errCode?: unknown } | undefined)?.errCode === 0;
}
