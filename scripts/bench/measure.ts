import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import type { FirstReport, Task, WarmReport } from './child';
import { type Contender, contenders, names, type Prepared, zipSizeKb } from './contenders';
import type { Stage } from './stage';
import { type Summary, summarize } from './summarize';

/** What one contender came to. */
export interface Figures {
  requireMs: Summary;
  /** From the start of the process to the first answer. */
  firstAnswerMs: Summary;
  /** From the start of the process to the arrival of the first Typing; undefined where none is sent. */
  firstTypingMs: Summary | undefined;
  /** Of the processor, to the first answer. */
  cpuMs: Summary;
  rssMb: Summary;
  zipKb: number;
  /** Undefined where nothing was called warm. */
  warmMs: Summary | undefined;
  /** Millions of instructions to the first answer; undefined unless they were counted. */
  instructionsM: number | undefined;
}

export interface Measured {
  figures: Record<Contender, Figures>;
  /** Answers that were no success; where there is one, no figure means anything. */
  wrong: { contender: Contender; answer: unknown }[];
}

export interface MeasureOptions {
  prepared: Prepared;
  stage: Stage;
  /** The Node that runs what is measured. */
  node: string;
  runs: number;
  calls: number;
  /** All unless told which. */
  only?: readonly Contender[];
  /** Count instructions by valgrind too. */
  instructions: boolean;
  /** Called before each step with what is measured, and how far it all is, from 0 to 1. */
  progress(step: Step, done: number): void;
}

export type Step = Contender | 'warm' | 'instructions';

type Start = FirstReport & { typingMs: number | undefined; instructionsM: number | undefined };

/**
 * Starts processes of all contenders in turn, so that whatever else the machine does hits all alike,
 * and then calls those of a tap in one process that stays warm.
 */
export async function measure(options: MeasureOptions): Promise<Measured> {
  const { prepared, runs, progress, only = names } = options;
  const wrong: Measured['wrong'] = [];
  const starts = new Map<Contender, Start[]>(only.map((name) => [name, []]));
  // One round more than is counted: the first reads files that the next find in memory.
  for (let run = 0; run <= runs; run += 1) {
    for (const contender of only) {
      progress(contender, (0.8 * run) / (runs + 1));
      const start = await startOnce(options, contender, false);
      if (!isRight(contender, start.answer)) wrong.push({ contender, answer: start.answer });
      if (run > 0) starts.get(contender)?.push(start);
    }
  }
  const warm = await measureWarm(options, wrong);
  const figures = {} as Record<Contender, Figures>;
  for (const contender of only) {
    const reports = starts.get(contender) ?? [];
    const of = (key: 'requireMs' | 'firstAnswerMs' | 'cpuMs' | 'rssMb') =>
      summarize(reports.map((report) => report[key]));
    const typing = reports.flatMap(({ typingMs }) => typingMs ?? []);
    if (options.instructions) progress('instructions', 0.9);
    const counted = options.instructions && (await startOnce(options, contender, true));
    figures[contender] = {
      requireMs: of('requireMs'),
      firstAnswerMs: of('firstAnswerMs'),
      firstTypingMs: typing.length > 0 ? summarize(typing) : undefined,
      cpuMs: of('cpuMs'),
      rssMb: of('rssMb'),
      zipKb: await zipSizeKb(prepared.folders[contender]),
      warmMs: warm.get(contender),
      instructionsM: counted ? counted.instructionsM : undefined,
    };
  }
  return { figures, wrong };
}

function isRight(contender: Contender, answer: unknown): boolean {
  if (contenders[contender].job === 'message') return answer === 'success';
  return (
    typeof answer === 'object' && answer !== null && 'errCode' in answer && answer.errCode === 0
  );
}

async function startOnce(
  options: MeasureOptions,
  contender: Contender,
  counting: boolean,
): Promise<Start> {
  const { event, env, firstTypingAt } = await options.stage.round(contender, counting);
  const file = join(options.prepared.folders[contender], 'index.js');
  const startedAt = Date.now();
  const task: Task = { kind: 'first', file, event, startedAt };
  const { report, errors } = await runChild<FirstReport>(options, env, task, counting);
  const typingAt = await firstTypingAt();
  const counted = /Collected : (\d+)/.exec(errors)?.[1];
  return {
    ...report,
    typingMs: typingAt === undefined ? undefined : typingAt - startedAt,
    instructionsM: counted === undefined ? undefined : Number(counted) / 1e6,
  };
}

async function measureWarm(
  options: MeasureOptions,
  wrong: Measured['wrong'],
): Promise<Map<Contender, Summary>> {
  const { prepared, calls, progress, stage, only = names } = options;
  progress('warm', 0.8);
  const callers = only.filter((name) => contenders[name].job === 'tap');
  const files = callers.map((name) => join(prepared.folders[name], 'index.js'));
  const { event, env } = await stage.round('ours', false);
  const task: Task = { kind: 'warm', files, event, calls };
  const { report } = await runChild<WarmReport>(options, env, task, false);
  for (const [index, contender] of callers.entries()) {
    for (const answer of report.answers[index] ?? []) {
      if (!isRight(contender, answer)) wrong.push({ contender, answer });
    }
  }
  return new Map(
    callers.flatMap((name, index) => {
      const summary = report.calls[index];
      return summary ? [[name, summary]] : [];
    }),
  );
}

/** Runs one task in a process of its own. @throws where the process does not report */
async function runChild<T>(
  { prepared, node }: Pick<MeasureOptions, 'prepared' | 'node'>,
  env: Record<string, string>,
  task: Task,
  counting: boolean,
): Promise<{ report: T; errors: string }> {
  const words = [node, prepared.script, JSON.stringify(task)];
  // What V8 compiles is new code each time: valgrind has to look again.
  const counter = [
    '--tool=callgrind',
    '--smc-check=all-non-file',
    '--callgrind-out-file=/dev/null',
  ];
  const [command = '', ...args] = counting
    ? ['/usr/bin/env', 'valgrind', ...counter, ...words]
    : words;
  const path = counting ? { PATH: process.env.PATH ?? '' } : {};
  const child = spawn(command, args, {
    env: { ...env, ...path },
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
  });
  const [report, errors] = await Promise.all([
    text(child.stdio[3] as Readable),
    text(child.stderr as Readable),
    new Promise<void>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', () => resolve());
    }),
  ]);
  if (report === '') throw new Error(`${node} gave no report: ${errors.trim().slice(-2000)}`);
  return { report: JSON.parse(report), errors };
}
