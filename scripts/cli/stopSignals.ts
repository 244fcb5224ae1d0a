import { readFileSync } from 'node:fs';

/** What ends a process, and the exit code that it then has by the custom of shells: 128 and its number. */
const exitCodes = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;

/** How often it is looked whether npm is still there, in real milliseconds. */
const lookMs = 500;
/** In a terminal Ctrl-C reaches all processes of a command within such a time. */
const momentMs = 100;

/** Whoever ends in a way of their own. */
const waiting = new Set<() => void>();
let isListening = false;
let hasCome = false;
/** As early as can be: an npm that goes while its script is starting is missed later. */
const ancestors = [process.ppid, parentOf(process.ppid)].filter((pid) => pid > 1);

/**
 * From now on SIGINT, SIGTERM and SIGHUP end the process by way of `process.exit`, so that what is
 * done at its exit is done; by itself Node would leave it out. Where somebody waits in
 * `untilStopped`, they are told instead, and only the second signal ends it at once.
 */
export function leaveOnSignals(): void {
  if (isListening) return;
  isListening = true;
  for (const signal of ['SIGHUP', 'SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (hasCome || waiting.size === 0) process.exit(exitCodes[signal]);
      stop();
    });
  }
}

/**
 * Resolves when the process is to end: at one of these signals and, where npm started it, when npm
 * is gone. A killed npm tells its script nothing, and the shell between the two may live on.
 */
export function untilStopped(): Promise<void> {
  leaveOnSignals();
  return new Promise((resolve) => {
    waiting.add(resolve);
    if (process.env.npm_lifecycle_event === undefined) return;
    const [parent] = ancestors;
    const look = setInterval(() => {
      if (process.ppid === parent && ancestors.every(isAlive)) return;
      clearInterval(look);
      stop();
    }, lookMs).unref();
  });
}

/**
 * Whether what has just failed is only a part of the end: Ctrl-C in a terminal ends child processes,
 * too, such as esbuild's, and word of that may come before the signal does.
 */
export async function isStopping(): Promise<boolean> {
  await new Promise((resolve) => setTimeout(resolve, momentMs));
  return hasCome;
}

function stop(): void {
  hasCome = true;
  for (const resolve of waiting) resolve();
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
