import { type Dirent, readdirSync, realpathSync, type Stats, statSync } from 'node:fs';
import { join } from 'node:path';
import { fieldOf } from './fieldOf';

interface Options {
  /** Whether what links lead to counts as lying there. Default: false. */
  links?: boolean;
  /** Whether what has this name is left out, a folder with all that lies in it. Default: nothing is. */
  skips?(name: string, isFolder: boolean): boolean;
}

/** Every file below a folder, relative to it with forward slashes, sorted; none where it is missing. */
export function listFiles(folder: string, options: Options = {}): string[] {
  try {
    return filesBelow(folder, options, []).sort();
  } catch (error) {
    if (fieldOf(error, 'code') === 'ENOENT') return [];
    throw error;
  }
}

function filesBelow(folder: string, options: Options, above: readonly string[]): string[] {
  const { links = false, skips } = options;
  const here = links ? realpathSync(folder) : folder;
  // A link may lead back to where it stands.
  if (above.includes(here)) return [];
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const { name } = entry;
    const isLink = links && entry.isSymbolicLink();
    const is: Dirent | Stats | undefined = isLink
      ? statSync(join(folder, name), { throwIfNoEntry: false })
      : entry;
    if (!is || skips?.(name, is.isDirectory())) return [];
    if (!is.isDirectory()) return is.isFile() ? [name] : [];
    // Packages lead to one another by a great many links.
    const within = name === 'node_modules' ? { ...options, links: false } : options;
    return filesBelow(join(folder, name), within, [...above, here]).map((it) => `${name}/${it}`);
  });
}
