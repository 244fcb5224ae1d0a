import { createInterface } from 'node:readline/promises';
import password from '@inquirer/password';

/** Whoever sits at the terminal, with the phone in their hand. */
export interface Person {
  /** Shows a question and returns the line that is typed. */
  ask(question: string): Promise<string>;
  /** The same, with nothing of the answer on the screen. */
  askHidden(question: string): Promise<string>;
}

export const isYes = (answer: string): boolean => /^(y|yes|是)$/i.test(answer);

/** A person at a terminal; undefined where nobody can be asked (a pipe, a CI). */
export function personAtTerminal(): Person | undefined {
  if (!process.stdin.isTTY || !process.stdout.isTTY) return undefined;
  return {
    async ask(question) {
      const lines = createInterface({ input: process.stdin, output: process.stdout });
      try {
        return (await lines.question(question)).trim();
      } finally {
        lines.close();
      }
    },
    askHidden: (message) => password({ message }),
  };
}
