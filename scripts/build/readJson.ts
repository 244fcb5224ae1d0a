import { readFile } from 'node:fs/promises';
import { relative } from 'node:path';
import { BuildError } from './buildError';

/**
 * The text of a JSON file; undefined where there is no such file.
 * @param root errors name the file relative to it
 * @throws BuildError with line and column where it is not JSON: DevTools would say so only after
 *   the upload, if at all
 */
export async function readJson(path: string, root: string): Promise<string | undefined> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  try {
    if (text !== undefined) JSON.parse(text);
    return text;
  } catch {
    throw new BuildError([{ file: relative(root, path), ...(await locate(path, text ?? '')) }]);
  }
}

/** JSON.parse says where only in some versions of Node; TypeScript's parser always does. */
async function locate(path: string, text: string) {
  const { default: ts } = await import('typescript');
  const options = { noEmit: true, allowJs: true };
  const source = ts.parseJsonText(path, text);
  const program = ts.createProgram([path], options, {
    ...ts.createCompilerHost(options),
    getSourceFile: (name) => (name === path ? source : undefined),
  });
  const [first] = program.getSyntacticDiagnostics(source);
  const { line, character } = source.getLineAndCharacterOfPosition(first?.start ?? 0);
  const reason = first ? ts.flattenDiagnosticMessageText(first.messageText, ' ') : 'unreadable';
  return { text: `not valid JSON: ${reason}`, line: line + 1, column: character + 1 };
}
