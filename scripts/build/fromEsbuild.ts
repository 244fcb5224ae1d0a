import type { BuildFailure, Message } from 'esbuild';
import { BuildError, type Problem } from './buildError';

/** Waits for esbuild, and turns what it throws into a BuildError. */
export async function fromEsbuild<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw isFailure(error) ? new BuildError(toProblems(error)) : error;
  }
}

/** What esbuild found wrong, each with its place. esbuild counts columns from 0. */
export function toProblems({ errors }: BuildFailure): Problem[] {
  return errors.map(({ text, location }: Message) =>
    location
      ? { text, file: location.file, line: location.line, column: location.column + 1 }
      : { text },
  );
}

export function isFailure(error: unknown): error is BuildFailure {
  return error instanceof Error && 'errors' in error && Array.isArray(error.errors);
}
