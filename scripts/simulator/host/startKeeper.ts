import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** Sees to it that no process outlives the simulator, even one that is killed with SIGKILL. */
export interface Keeper {
  add(pid: number): void;
  remove(pid: number): void;
  /** Ends every process that is left, and the keeper. */
  close(): Promise<void>;
}

export function startKeeper(file: string): Keeper {
  const keeper = spawn(process.execPath, [file], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
    env: {},
  });
  // Nothing can be done about a keeper that somebody ended; close() still ends what it knows of.
  keeper.on('error', () => {});
  keeper.stdin.on('error', () => {});
  keeper.unref();
  return {
    add: (pid) => keeper.stdin.write(`+${pid}\n`),
    remove: (pid) => keeper.stdin.write(`-${pid}\n`),
    async close() {
      keeper.stdin.end();
      if (keeper.exitCode === null && keeper.signalCode === null) await once(keeper, 'exit');
    },
  };
}
