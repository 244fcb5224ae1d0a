import type { BuildFailure, BuildResult, Message } from 'esbuild';
import type { Problem } from './problem';

type Messages = Pick<BuildResult, 'errors' | 'warnings'>;

/** What esbuild has against the code; files are named as from its `absWorkingDir`. */
export function esbuildProblems({ errors, warnings }: Messages): Problem[] {
  const toProblem = (severity: Problem['severity']) => (message: Message) => ({
    file: message.location?.file ?? '',
    line: message.location?.line ?? null,
    // esbuild counts columns from 0, editors from 1.
    column: message.location ? message.location.column + 1 : null,
    message: message.text,
    severity,
    source: message.location?.lineText ?? '',
  });
  return [...errors.map(toProblem('error')), ...warnings.map(toProblem('warning'))];
}

export function isBuildFailure(error: unknown): error is BuildFailure {
  return error instanceof Error && 'errors' in error && 'warnings' in error;
}
