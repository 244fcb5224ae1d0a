import type { Terminal } from '../cli/runCommand';

/** How far the work is: one line of a terminal's stderr, nothing where stderr is no terminal. */
export function showProgress({ err }: Terminal, isTerminal = process.stderr.isTTY === true) {
  const erase = '\r\u001b[K';
  return {
    show(what: string, done: number): void {
      if (isTerminal) err(`${erase}${String(Math.floor(done * 100)).padStart(3)} %  ${what}`);
    },
    clear(): void {
      if (isTerminal) err(erase);
    },
  };
}
