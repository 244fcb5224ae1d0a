import { writeSync } from 'node:fs';
import { type Summary, summarize } from './summarize';

/**
 * Runs in the process that is measured; bundled for Node 16 by prepare(), so that nothing but Node
 * and the function is loaded. The last argument tells what to do, as JSON.
 */
export type Task =
  | { kind: 'first'; file: string; event: unknown; startedAt: number }
  | { kind: 'warm'; files: string[]; event: unknown; calls: number };

export interface FirstReport {
  requireMs: number;
  /** From the start of the process, in wall time. */
  firstAnswerMs: number;
  /** Of all threads, Node's own start included. */
  cpuMs: number;
  rssMb: number;
  answer: unknown;
}

export interface WarmReport {
  /** Milliseconds of a call, for each file. */
  calls: Summary[];
  /** For each file its last answer, and every one that was no success. */
  answers: unknown[][];
}

interface CloudFunction {
  main(event: unknown, context: unknown): Promise<unknown>;
}

/** A minute, so that no measurement ends at our own deadline. */
const context = { time_limit_in_ms: 60_000, request_id: 'bench' };

async function first(file: string, event: unknown, startedAt: number): Promise<FirstReport> {
  const before = performance.now();
  const { main }: CloudFunction = require(file);
  const loaded = performance.now();
  const answer = await main(event, context);
  const firstAnswerMs = Date.now() - startedAt;
  const { user, system } = process.cpuUsage();
  return {
    requireMs: loaded - before,
    firstAnswerMs,
    cpuMs: (user + system) / 1000,
    rssMb: process.memoryUsage().rss / 2 ** 20,
    answer,
  };
}

/** Calls the files in turn, so that whatever else the machine does hits all of them alike. */
async function warm(files: string[], event: unknown, calls: number): Promise<WarmReport> {
  const functions = files.map((file): CloudFunction => require(file));
  const callMs: number[][] = functions.map(() => []);
  const answers: unknown[][] = functions.map(() => []);
  for (let call = 0; call < calls; call += 1) {
    for (const [index, { main }] of functions.entries()) {
      const before = performance.now();
      const answer = await main(event, context);
      callMs[index]?.push(performance.now() - before);
      if (call === calls - 1 || !isSuccess(answer)) answers[index]?.push(answer);
    }
  }
  return { calls: callMs.map(summarize), answers };
}

function isSuccess(answer: unknown): boolean {
  return (answer as { errCode?: unknown } | undefined)?.errCode === 0;
}

const { performance } = require('node:perf_hooks') as typeof import('node:perf_hooks');
const task: Task = JSON.parse(process.argv.at(-1) ?? '');
const work =
  task.kind === 'first'
    ? first(task.file, task.event, task.startedAt)
    : warm(task.files, task.event, task.calls);
work.then((report) => {
  // Descriptor 3: stdout is the function's own.
  writeSync(3, JSON.stringify(report));
  process.exit(0);
});
