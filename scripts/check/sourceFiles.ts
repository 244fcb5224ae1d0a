import { readdirSync, realpathSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { isFile, isFolder, isSource } from './resolvePath';

const isTest = (path: string) => /\.(test|spec)\.[cm]?[jt]sx?$/.test(path);
const isInstalled = (folder: string) => /^(node_modules$|miniprogram_npm$|\.)/.test(folder);
/** Built, or for tests only; what is imported from there is followed all the same. */
const skipped = new Set('dist test tests testing fixtures __tests__ __mocks__'.split(' '));

/** Every source file under `folder`, tests, linked folders and packages left out; sorted. */
export function sourceFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) {
        return isInstalled(entry.name) || skipped.has(entry.name) ? [] : sourceFiles(path);
      }
      return isSource(path) && !isTest(path) && isFile(path) ? [path] : [];
    })
    .sort();
}

/** Every source file under `folder`, whatever it is called, packages left out. */
function allFiles(folder: string, above: readonly string[] = []): string[] {
  const real = realpathSync(folder);
  // A link may lead back to where it stands.
  if (above.includes(real)) return [];
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    if (isFolder(path)) return isInstalled(name) ? [] : allFiles(path, [...above, real]);
    return isSource(path) && isFile(path) ? [path] : [];
  });
}

/**
 * The files whose paths from file `from` begin with `start`, where `require(start + …)` may lead;
 * undefined where that is too little to tell.
 */
export function begunWith(from: string, start: string): string[] | undefined {
  // Of `../` + … nobody can tell which of all folders is meant.
  if (!/^\.{1,2}\//.test(start) || /^[./\\]*\.\.[\\/]$/.test(normalize(start))) return undefined;
  const path = join(dirname(from), start);
  const folder = /[\\/]$/.test(path) ? path : dirname(path);
  if (!isFolder(folder)) return undefined;
  const files = allFiles(folder).filter((it) => it.startsWith(path) && !isTest(it));
  return files.map((it) => realpathSync(it));
}
