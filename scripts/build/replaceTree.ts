import { mkdir, readFile, rm, rmdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { listFiles } from './listFiles';

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
  const built = await listFiles(from);
  for (const path of await listFiles(to)) {
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
