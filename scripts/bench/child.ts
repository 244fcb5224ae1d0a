import { writeSync } from 'node:fs';
import { type Summary, summarize } from './summarize';

/**
 * Runs in the process that is measured; bundled for Node 16 by prepare.ts, so that nothing but Node
 * and the function is loaded. The last argument tells what to do, as JSON.
 */
export type Task =
  // Nanoseconds of `process.hrtime`, which all processes of a machine share.
  | { kind: 'first'; file: string; startedAt: string }
  | { kind: 'warm'; files: string[]; calls: number };

export interface FirstReport {
  requireMs: number;
  firstAnswerMs: number;
  rssMb: number;
  answer: unknown;
}

export interface WarmReport {
  /** Milliseconds of a call, for each file. */
  calls: WarmSummary[];
  /** For each file its last answer, and every one that was no success. */
  answers: unknown[][];
}

export interface WarmSummary {
  all: Summary;
  /** The median of each tenth of the calls, in order: whether they get slower. */
  tenths: number[];
}

interface CloudFunction {
  main(event: unknown, context: unknown): Promise<unknown>;
}

const now = () => process.hrtime.bigint();
const ms = (from: bigint, to: bigint) => Number(to - from) / 1e6;

const event = { command: 'Typing' };
/** A minute, so that no measurement ends at our own deadline. */
const context = { time_limit_in_ms: 60_000, request_id: 'bench' };

async function first(file: string, startedAt: bigint): Promise<FirstReport> {
  const before = now();
  const { main }: CloudFunction = require(file);
  const loaded = now();
  const answer = await main(event, context);
  const answered = now();
  return {
    requireMs: ms(before, loaded),
    firstAnswerMs: ms(startedAt, answered),
    rssMb: process.memoryUsage().rss / 2 ** 20,
    answer,
  };
}

/** Calls the files in turn, so that whatever else the machine does hits all of them alike. */
async function warm(files: string[], calls: number): Promise<WarmReport> {
  const functions = files.map((file): CloudFunction => require(file));
  const callMs: number[][] = functions.map(() => []);
  const answers: unknown[][] = functions.map(() => []);
  for (let call = 0; call < calls; call += 1) {
    for (const [index, { main }] of functions.entries()) {
      const before = now();
      const answer = await main(event, context);
      callMs[index]?.push(ms(before, now()));
      if (call === calls - 1 || !isSuccess(answer)) answers[index]?.push(answer);
    }
  }
  return { calls: callMs.map(summarizeCalls), answers };
}

function summarizeCalls(callMs: number[]): WarmSummary {
  const size = Math.ceil(callMs.length / 10);
  const tenths = Array.from({ length: 10 }, (_, tenth) =>
    callMs.slice(tenth * size, (tenth + 1) * size),
  );
  return {
    all: summarize(callMs),
    tenths: tenths.filter((part) => part.length > 0).map((part) => summarize(part).median),
  };
}

function isSuccess(answer: unknown): boolean {
  return (answer as { errCode?: unknown } | undefined)?.errCode === 0;
}

const task: Task = JSON.parse(process.argv.at(-1) ?? '');
const work =
  task.kind === 'first' ? first(task.file, BigInt(task.startedAt)) : warm(task.files, task.calls);
work.then((report) => {
  // Descriptor 3: stdout is the function's own.
  writeSync(3, JSON.stringify(report));
  process.exit(0);
});
