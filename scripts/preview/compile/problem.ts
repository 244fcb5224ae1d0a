import type { BuildFailure, BuildResult, Message } from 'esbuild';

/** Something in miniprogram/ that does not compile, as the preview shows it. */
export interface Problem {
  /** Path below the mini program's folder, e.g. `pages/typing/index.wxml`. */
  file: string;
  /** From 1; null where the compiler did not say. */
  line: number | null;
  /** From 1; null where the compiler did not say. */
  column: number | null;
  message: string;
  /** A warning leaves the page running; DevTools may still refuse it. */
  severity: 'error' | 'warning';
  /** The line itself, so that a reader sees it without opening the file. */
  source: string;
}

/** On one line: `file:line:column: message`. */
export function describeProblem(problem: Problem): string {
  const place = placeOf(problem);
  return place === '' ? problem.message : `${place}: ${problem.message}`;
}

/** `file:line:column`, as far as it is known. */
export function placeOf({ file, line, column }: Problem): string {
  return [file, line, column].filter((part) => part !== null && part !== '').join(':');
}

/** Finds the problem's line in the file's text. */
export function withSource(problem: Omit<Problem, 'source'>, text: string): Problem {
  const source = problem.line === null ? '' : (text.split('\n')[problem.line - 1] ?? '');
  return { ...problem, source };
}

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
