import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

/**
 * Ends every process that `pid` has started, and what those have started in turn; not `pid` itself.
 * On Windows it does nothing.
 */
export function killDescendants(pid: number): void {
  const parents = parentsOfAll();
  const descends = (one: number | undefined): boolean => {
    const parent = one === undefined ? undefined : parents.get(one);
    return parent !== undefined && (parent === pid || descends(parent));
  };
  for (const one of [...parents.keys()].filter(descends)) {
    try {
      process.kill(one, 'SIGKILL');
    } catch {
      // It has ended.
    }
  }
}

/** Each process's parent. Linux tells it in files: `ps` is not on every machine. */
function parentsOfAll(): Map<number, number> {
  if (process.platform === 'win32') return new Map();
  if (process.platform !== 'linux') {
    const { stdout } = spawnSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' });
    return new Map(stdout.split('\n').flatMap((line) => pairOf(line.trim().split(/\s+/))));
  }
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return new Map(pids.flatMap((pid) => pairOf([pid, parentInProc(pid)])));
}

/** `123 (its name) S 45 …`, where the name may hold anything. */
function parentInProc(pid: string): string | undefined {
  try {
    return /^.*\) \S (\d+)/s.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'))?.[1];
  } catch {
    return undefined;
  }
}

function pairOf([pid, parent]: (string | undefined)[]): [number, number][] {
  return pid && parent ? [[Number(pid), Number(parent)]] : [];
}
