import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { TmplGroup } from 'glass-easel-template-compiler';
import { type Problem, withSource } from './problem';

/** What the template compiler reports; lines and columns from 0. */
interface ParseError {
  isError: boolean;
  level: 'Note' | 'Warn' | 'Error' | 'Fatal';
  message: string;
  startLine: number;
  startColumn: number;
}

export interface Templates {
  /** A JavaScript expression: path without `.wxml` → the template for glass-easel. */
  code: string;
  problems: Problem[];
}

/** Compiles every WXML file (and the WXS beside them) with glass-easel's compiler. */
export async function compileTemplates(folder: string, files: string[]): Promise<Templates> {
  const group = new TmplGroup();
  try {
    const problems: Problem[] = [];
    for (const file of files) {
      const text = await readFile(join(folder, file), 'utf8');
      if (file.endsWith('.wxs')) {
        group.addScript(withoutEnding(file), text);
        continue;
      }
      const found: ParseError[] = group.addTmpl(withoutEnding(file), text);
      problems.push(...found.filter(isWorthSaying).map((error) => toProblem(file, text, error)));
    }
    return { code: group.getTmplGenObjectGroups(), problems };
  } finally {
    group.free();
  }
}

function isWorthSaying(error: ParseError): boolean {
  return error.level !== 'Note';
}

function toProblem(file: string, text: string, error: ParseError): Problem {
  return withSource(
    {
      file,
      line: error.startLine + 1,
      column: error.startColumn + 1,
      message: error.message,
      severity: error.isError ? 'error' : 'warning',
    },
    text,
  );
}

/** `pages/typing/index.wxml` → `pages/typing/index`, as mini programs name their parts. */
export function withoutEnding(file: string): string {
  return file.replace(/\.[^./]+$/, '');
}
