import type { Terminal } from '../runCommand';

/** A terminal for tests, that remembers what was written to it. */
export function fakeTerminal(argv: readonly string[], env: Record<string, string> = {}) {
  const written = { out: '', err: '' };
  const terminal: Terminal = {
    argv,
    env,
    out: (text) => {
      written.out += text;
    },
    err: (text) => {
      written.err += text;
    },
  };
  return { terminal, written };
}
