import { mkdir, readFile, rm, rmdir, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { type BuildFailure, transform } from 'esbuild';
import { listFiles } from '../cli/listFiles';
import { BuildError, type Problem, toProblems } from './buildError';

/** One file of a built folder. */
export interface BuiltFile {
  /** Relative to the folder, with forward slashes. */
  path: string;
  bytes: number;
}

/**
 * Makes folder `to` equal to folder `from`. Files that are equal already are not touched, so that
 * whoever watches them is told only of what has changed; what is not in `from` goes.
 */
export async function replaceTree(from: string, to: string): Promise<BuiltFile[]> {
  const built = listFiles(from);
  for (const path of listFiles(to)) {
    if (!built.includes(path)) await removeFile(to, path);
  }
  const files: BuiltFile[] = [];
  for (const path of built) {
    const content = await readFile(join(from, path));
    const present = await readFile(join(to, path)).catch(() => undefined);
    if (!present?.equals(content)) {
      await mkdir(dirname(join(to, path)), { recursive: true });
      await writeFile(join(to, path), content);
    }
    files.push({ path, bytes: content.length });
  }
  return files;
}

/** With the folders that are empty then: an empty one would look like a function without code. */
async function removeFile(folder: string, path: string): Promise<void> {
  await rm(join(folder, path));
  for (let parent = dirname(path); parent !== '.'; parent = dirname(parent)) {
    const removed = await rmdir(join(folder, parent)).then(
      () => true,
      () => false,
    );
    if (!removed) return;
  }
}

/**
 * The text of a JSON file, without the byte order mark that editors on Windows may put in front;
 * undefined where there is no such file.
 * @param root errors name the file relative to it
 * @throws BuildError with line and column where it is not JSON: DevTools would say so only after
 *   the upload, if at all
 */
export async function readJson(path: string, root: string): Promise<string | undefined> {
  const saved = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  const text = saved?.replace(/^\uFEFF/, '');
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
  }).then(
    () => [{ file, text: otherwise }],
    ({ errors }: BuildFailure) => toProblems(errors),
  );
  return found.map((problem) => ({ ...problem, text: `not valid JSON: ${problem.text}` }));
}
