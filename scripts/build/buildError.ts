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
    super([...new Set(problems.map(describe))].join('\n'));
  }
}

function describe({ text, file, line, column }: Problem): string {
  const place = [file, line, column].filter((part) => part !== undefined).join(':');
  return place === '' ? text : `${place}: ${text}`;
}
