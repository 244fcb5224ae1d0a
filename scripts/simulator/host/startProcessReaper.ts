import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { settledWithin } from '../../cli/settledWithin';

/** It ends at once, as a rule; in real milliseconds. */
const endLimit = 5_000;

/** Sees to it that no process outlives the simulator, even one that is killed with SIGKILL. */
export interface ProcessReaper {
  add(pid: number): void;
  remove(pid: number): void;
  /** Ends every process that is left, and the processReaper. */
  close(): Promise<void>;
}

export function startProcessReaper(file: string): ProcessReaper {
  const processReaper = spawn(process.execPath, [file], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
    env: {},
  });
  // Nothing can be done about a processReaper that somebody ended; close() still ends what it knows of.
  processReaper.on('error', () => {});
  processReaper.stdin.on('error', () => {});
  processReaper.unref();
  return {
    add: (pid) => processReaper.stdin.write(`+${pid}\n`),
    remove: (pid) => processReaper.stdin.write(`-${pid}\n`),
    async close() {
      if (processReaper.exitCode !== null || processReaper.signalCode !== null) return;
      // Waited for from here on: where nothing else is left, Node would end before it is gone.
      processReaper.ref();
      const gone = once(processReaper, 'exit');
      processReaper.stdin.end();
      if (!(await settledWithin(gone, endLimit))) processReaper.kill('SIGKILL');
      processReaper.unref();
    },
  };
}
