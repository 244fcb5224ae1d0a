import { readdir } from 'node:fs/promises';
import { join, relative } from 'node:path';

/** Every file below a folder, relative to it with forward slashes, sorted; none where it is missing. */
export async function listFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return [];
      throw error;
    },
  );
  return (
    entries
      .filter((entry) => entry.isFile())
      // parentPath came with 20.12, path went with 24.
      .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
      .map((path) => relative(folder, path).replaceAll('\\', '/'))
      .sort()
  );
}
