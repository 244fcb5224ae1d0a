import { readdirSync, realpathSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { listFiles } from '../cli/listFiles';
import { isFile, isFolder, isSource } from './resolvePath';

export const isTest = (path: string) => /\.(test|spec)\.[cm]?[jt]sx?$/.test(path);
/** Whether a file or folder of this name is installed, or hidden, as tools' own are. */
export const isInstalled = (name: string) => /^(node_modules$|miniprogram_npm$|\.)/.test(name);
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
  const skips = (name: string, isParent: boolean) => isParent && isInstalled(name);
  return listFiles(folder, { links: true, skips })
    .map((it) => join(folder, it))
    .filter((it) => it.startsWith(path) && isSource(it) && !isTest(it))
    .map((it) => realpathSync(it));
}
