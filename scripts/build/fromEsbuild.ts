import type { BuildFailure, Message } from 'esbuild';
import { BuildError } from './buildError';

/** Waits for esbuild, and turns what it throws into a BuildError. */
export async function fromEsbuild<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw isFailure(error) ? new BuildError(error.errors.map(toProblem)) : error;
  }
}

function isFailure(error: unknown): error is BuildFailure {
  return error instanceof Error && 'errors' in error && Array.isArray(error.errors);
}

function toProblem({ text, location, detail }: Message) {
  // esbuild passes on what a plugin threw; that may know its place better.
  if (detail instanceof BuildError) return detail.problems[0] ?? { text };
  if (!location) return { text };
  // esbuild counts columns from 0.
  return { text, file: location.file, line: location.line, column: location.column + 1 };
}
