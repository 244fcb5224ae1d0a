import { readFileSync } from 'node:fs';

/** How often it is looked whether npm is still there, in real milliseconds. */
const lookMs = 500;

/**
 * Resolves when the process is to end: on SIGINT, SIGTERM or SIGHUP, and, where npm started it, when
 * npm is gone. A killed npm tells its script nothing, and the shell between the two may live on.
 */
export function untilStopped(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.once(signal, () => resolve());
    }
    if (process.env.npm_lifecycle_event === undefined) return;
    const ancestors = [process.ppid, parentOf(process.ppid)].filter((pid) => pid > 1);
    const parent = process.ppid;
    const look = setInterval(() => {
      if (process.ppid === parent && ancestors.every(isAlive)) return;
      clearInterval(look);
      resolve();
    }, lookMs).unref();
  });
}

/** The parent of another process where the system tells (Linux); else 0. */
function parentOf(pid: number): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The second field is a name in brackets, which may hold anything.
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]) || 0;
  } catch {
    return 0;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
