import type { BuildFailure, Message } from 'esbuild';

/** One thing wrong in one place; line and column count from 1. */
export interface Problem {
  text: string;
  /** Relative to the project's folder. */
  file?: string;
  line?: number;
  column?: number;
}

/** The sources cannot be built. The message names file, line and column of each problem. */
export class BuildError extends Error {
  constructor(readonly problems: readonly Problem[]) {
    // One file may be read, and found wrong, for several bundles.
    super([...new Set(problems.map(describeProblem))].join('\n'));
  }
}

/** `file:line:column: what is wrong` */
export function describeProblem({ text, file, line, column }: Problem): string {
  const place = [file, line, column].filter((part) => part !== undefined).join(':');
  return place === '' ? text : `${place}: ${text}`;
}

/** What to do about a message of esbuild's; `$1` in the second stands for what the first found. */
export type Hints = readonly (readonly [RegExp, string])[];

/** Waits for esbuild, and turns what it throws into a BuildError. */
export async function fromEsbuild<T>(work: Promise<T>, hints: Hints = []): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw isFailure(error) ? new BuildError(toProblems(error.errors, hints)) : error;
  }
}

/** What esbuild found, each with its place. esbuild counts columns from 0. */
export function toProblems(messages: readonly Message[], hints: Hints = []): Problem[] {
  return messages.map(({ text: message, location }) => {
    const found = hints.find(([pattern]) => pattern.test(message));
    const hint =
      found &&
      message.match(found[0]) &&
      found[1].replace('$1', message.match(found[0])?.[1] ?? '');
    const text = hint === undefined ? message : `${message} (${hint})`;
    return location
      ? { text, file: location.file, line: location.line, column: location.column + 1 }
      : { text };
  });
}

export function isFailure(error: unknown): error is BuildFailure {
  return error instanceof Error && 'errors' in error && Array.isArray(error.errors);
}
