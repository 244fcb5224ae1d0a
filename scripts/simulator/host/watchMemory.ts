import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

const lookEvery = process.platform === 'linux' ? 100 : 500;
/**
 * So long it is over the limit before that counts, in real milliseconds: buffers that nobody needs any
 * more lie about until V8's collector comes to them, later on a busy machine.
 */
const patienceMs = 300;
/** Nothing that lies about is so much. */
const atOnce = 2;

/**
 * Calls `exceeded` when the process, with all that it started, holds more memory of its own than
 * `limitMb`. V8's own limit, which it was started with, is on its heap alone: buffers lie outside.
 * @param memoryOfAll what they hold at present, in MB; for a test
 */
export function watchMemory(
  pid: number | undefined,
  limitMb: number,
  exceeded: () => void,
  memoryOfAll: (pid: number) => Promise<number> = memoryOfTree,
): { stop(): void } {
  let reading = false;
  let overSince: number | undefined;
  const timer = setInterval(() => {
    if (reading || pid === undefined) return;
    reading = true;
    void memoryOfAll(pid).then((mb) => {
      reading = false;
      if (mb <= limitMb) overSince = undefined;
      else overSince ??= Date.now();
      const isLasting = overSince !== undefined && Date.now() - overSince >= patienceMs;
      if (isLasting || mb > atOnce * limitMb) exceeded();
    });
  }, lookEvery);
  return { stop: () => clearInterval(timer) };
}

async function memoryOfTree(pid: number): Promise<number> {
  const children = await childrenOf(pid);
  const all = await Promise.all([memoryOf(pid), ...children.map(memoryOfTree)]);
  return all.reduce((sum, mb) => sum + mb, 0);
}

/** None where the system does not tell. */
async function childrenOf(pid: number): Promise<number[]> {
  try {
    const list = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8');
    return list.split(' ').filter(Boolean).map(Number);
  } catch {
    return [];
  }
}

/** In MB; 0 where the system does not tell, or the process is gone. */
async function memoryOf(pid: number): Promise<number> {
  try {
    if (process.platform === 'linux') {
      const status = await readFile(`/proc/${pid}/status`, 'utf8');
      // Without the pages of Node's own program, which all instances share.
      return Number(/^RssAnon:\s*(\d+) kB$/m.exec(status)?.[1] ?? 0) / 1024;
    }
    const { stdout } = await promisify(execFile)('ps', ['-o', 'rss=', '-p', String(pid)]);
    return Number(stdout) / 1024;
  } catch {
    return 0;
  }
}
