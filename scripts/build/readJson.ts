import { readFile } from 'node:fs/promises';
import { relative } from 'node:path';
import { transform } from 'esbuild';
import { BuildError, type Problem } from './buildError';
import { toProblems } from './fromEsbuild';

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
  } catch (error) {
    throw new BuildError(await locate(text ?? '', relative(root, path), String(error)));
  }
}

/** JSON.parse says where only in some versions of Node; esbuild always does. */
async function locate(text: string, file: string, otherwise: string): Promise<Problem[]> {
  const found = await transform(text, {
    loader: 'json',
    sourcefile: file,
    logLevel: 'silent',
  }).then(() => [{ file, text: otherwise }], toProblems);
  return found.map((problem) => ({ ...problem, text: `not valid JSON: ${problem.text}` }));
}
