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

/** Finds the problem's line in the file's text. */
export function withSource(problem: Omit<Problem, 'source'>, text: string): Problem {
  const source = problem.line === null ? '' : (text.split('\n')[problem.line - 1] ?? '');
  return { ...problem, source };
}
