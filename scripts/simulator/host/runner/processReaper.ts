import { createInterface } from 'node:readline';

/**
 * Outlives the simulator by a moment. It is told on its standard input which process groups there
 * are (`+pid`, `-pid`); when that input ends, however the simulator ended, it ends them all. A
 * function that blocks its event loop would never notice by itself.
 */
const groups = new Set<number>();

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {});

createInterface({ input: process.stdin })
  .on('line', (line) => {
    const pid = Number(line.slice(1));
    if (line.startsWith('+')) groups.add(pid);
    else groups.delete(pid);
  })
  .on('close', () => {
    for (const pid of groups) kill(pid);
    process.exit();
  });

function kill(pid: number): void {
  for (const target of [-pid, pid]) {
    try {
      process.kill(target, 'SIGKILL');
    } catch {
      // Gone already, or there are no process groups here.
    }
  }
}
