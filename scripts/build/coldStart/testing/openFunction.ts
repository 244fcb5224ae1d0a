import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { within } from '../../../cli/testing/eventually';
import { projectRoot } from '../../projectRoot';

export interface Call {
  event: unknown;
  context?: unknown;
  env?: Record<string, string>;
}

export interface Called {
  outcome: { result: unknown } | { error: Record<string, unknown> };
  /** The outcome as text, with what JSON leaves out. */
  shown: string;
  /** The files beside its own that have been loaded by now. */
  coldFiles: string[];
}

/** A built function in a process of its own, called over and over as a warm instance is. */
export interface OpenFunction {
  call(call: Call): Promise<Called>;
  close(): void;
}

/** @param file its index.js; what is not bundled in it comes from this project's node_modules */
export function openFunction(
  file: string,
  env: Record<string, string>,
  node: string,
): OpenFunction {
  const child: ChildProcess = fork(join(__dirname, 'runFunction.js'), [file], {
    env: { ...env, NODE_PATH: join(projectRoot, 'node_modules') },
    execArgv: [],
    execPath: node,
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`the function's process ended with ${code}`);
  });
  ended.catch(() => {});
  return {
    async call(call) {
      const answered = once(child, 'message');
      child.send(call);
      const [called] = await within('an answer', Promise.race([answered, ended]), 60_000);
      return called;
    },
    close: () => child.kill(),
  };
}
