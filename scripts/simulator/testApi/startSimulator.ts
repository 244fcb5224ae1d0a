import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { clearTimeout, setTimeout } from 'node:timers';
import { createClient, SimulatorError } from './client';
import type { FromProcess, ToProcess } from './simulatorProcess';
import type { Simulator, StartOptions } from './types';

export { SimulatorError } from './client';
export type * from './types';

/** How long the process may take to start, and to end by itself, in real milliseconds. */
const startLimitMs = 60_000;
const closeLimitMs = 10_000;

/**
 * Starts WeChat and CloudBase for a test, in a process of their own, so that mocks and fake timers
 * of the test don't reach them. Several may run at once. Close it when the test is over (`await
 * using` does); one that was forgotten ends with the process that started it, and holds nothing up.
 *
 * @throws SimulatorError that says what is wrong with the options, and what to do
 */
export async function startSimulator(options: StartOptions = {}): Promise<Simulator> {
  const child = startProcess();
  const output = collectOutput(child);
  const gone = once(child, 'exit').then(([code, signal]) => {
    const why = signal ?? `exit code ${code}`;
    return new SimulatorError(`the simulator's process has ended (${why})\n${output()}`.trimEnd());
  });

  let closing: Promise<void> | undefined;
  const close = () => {
    closing ??= endProcess(child);
    return closing;
  };

  const message: ToProcess = { start: withoutUndefined(options) };
  child.send(message, () => {});
  const late = setTimeout(() => child.kill('SIGKILL'), startLimitMs);
  const answer = await Promise.race([
    once(child, 'message').then(([first]): FromProcess => first),
    gone,
  ]);
  clearTimeout(late);
  if (!('url' in answer)) {
    await close();
    throw answer instanceof Error ? answer : new SimulatorError(answer.failure);
  }
  // From here on only a request that is being waited for holds the test's process up.
  letGo(child);

  const client = createClient(answer.url, async () =>
    closing
      ? new SimulatorError('this simulator is closed: start another with startSimulator()')
      : child.exitCode !== null || child.signalCode !== null
        ? await gone
        : undefined,
  );
  return { ...client, url: answer.url, close, [Symbol.asyncDispose]: close };
}

function startProcess(): ChildProcess {
  // In the package it lies beside this file, built; in the sources tsx runs it.
  const built = path.join(__dirname, 'simulatorProcess.js');
  const args = existsSync(built)
    ? [built]
    : ['--require', require.resolve('tsx/cjs'), built.replace(/js$/, 'ts')];
  // What Node was told for the test is not meant for the simulator: its inspector's port, say.
  const { NODE_OPTIONS, ...env } = process.env;
  return spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
}

/** The last of what the process printed: why it ended, if it did. */
function collectOutput(child: ChildProcess): () => string {
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      output = (output + text).slice(-2_000);
    });
  }
  return () => output;
}

async function endProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.ref();
  const ended = once(child, 'exit');
  const late = setTimeout(() => child.kill('SIGKILL'), closeLimitMs);
  if (child.connected) child.disconnect();
  await ended;
  clearTimeout(late);
}

function letGo(child: ChildProcess): void {
  child.unref();
  child.channel?.unref();
  for (const stream of [child.stdout, child.stderr]) {
    if (stream && 'unref' in stream && typeof stream.unref === 'function') stream.unref();
  }
}

/** An option that is undefined is as good as left out. */
function withoutUndefined(options: StartOptions): StartOptions {
  return JSON.parse(JSON.stringify(options));
}
