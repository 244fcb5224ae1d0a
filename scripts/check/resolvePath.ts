import { existsSync, statSync } from 'node:fs';
import { extname, join } from 'node:path';

/** `data`: a file that holds no code. `nowhere`: not to be found. */
export type Led = { file: string } | 'data' | 'nowhere';

const extensions = ['.ts', '.mts', '.cts', '.tsx', '.js', '.cjs', '.mjs', '.jsx'];

export const isSource = (path: string) =>
  extensions.includes(extname(path)) && !path.endsWith('.d.ts');

/**
 * Where a path leads: to a file, maybe extensionless or, as is TypeScript's habit, `./x.ts` named
 * `./x.js`; or to a folder's index.
 */
export function resolvePath(path: string): Led {
  const bare = path.replace(/\.[cm]?jsx?$/, '');
  const candidates = [
    path,
    ...extensions.map((extension) => path + extension),
    ...extensions.map((extension) => bare + extension),
    ...extensions.map((extension) => join(path, `index${extension}`)),
  ];
  const file = candidates.find((it) => isSource(it) && isFile(it));
  if (file !== undefined) return { file };
  const data = [path, `${path}.json`, `${path}.d.ts`, `${bare}.d.ts`, join(path, 'index.json')];
  return data.some(isFile) ? 'data' : 'nowhere';
}

export const isFile = (path: string) => existsSync(path) && statSync(path).isFile();
export const isFolder = (path: string) => existsSync(path) && statSync(path).isDirectory();
