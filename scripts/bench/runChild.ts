import { spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import type { FirstReport, Task, WarmReport } from './child';
import type { MeasureOptions } from './measured';

type ChildOptions = Pick<MeasureOptions, 'prepared' | 'node' | 'env'>;

/** Runs one task in a process of its own. @throws where the process does not report */
export async function runChild(
  options: ChildOptions,
  task: (startedAt: string) => Extract<Task, { kind: 'first' }>,
): Promise<FirstReport>;
export async function runChild(
  options: ChildOptions,
  task: () => Extract<Task, { kind: 'warm' }>,
): Promise<WarmReport>;
export async function runChild(
  { prepared, node, env }: ChildOptions,
  task: (startedAt: string) => Task,
): Promise<FirstReport | WarmReport> {
  const argument = task(String(process.hrtime.bigint()));
  const child = spawn(node, [prepared.script, JSON.stringify(argument)], {
    env,
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
  return JSON.parse(report);
}
