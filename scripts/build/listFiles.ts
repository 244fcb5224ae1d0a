import { readdir, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';

interface Options {
  /** Whether what links lead to counts as lying there. Default: false. */
  links?: boolean;
}

/** Every file below a folder, relative to it with forward slashes, sorted; none where it is missing. */
export async function listFiles(
  folder: string,
  { links = false }: Options = {},
): Promise<string[]> {
  const files = await filesBelow(folder, links, []).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  return files.sort();
}

async function filesBelow(folder: string, links: boolean, above: string[]): Promise<string[]> {
  const here = links ? await realpath(folder) : folder;
  // A link may lead back to where it stands.
  if (above.includes(here)) return [];
  const found = (await readdir(folder, { withFileTypes: true })).map(async (entry) => {
    const { name } = entry;
    const isLink = links && entry.isSymbolicLink();
    const is = isLink ? await stat(join(folder, name)).catch(() => undefined) : entry;
    if (is?.isFile()) return [name];
    if (!is?.isDirectory()) return [];
    // Packages lead to one another by a great many links.
    const follows = links && name !== 'node_modules';
    const inside = await filesBelow(join(folder, name), follows, [...above, here]);
    return inside.map((path) => `${name}/${path}`);
  });
  return (await Promise.all(found)).flat();
}
