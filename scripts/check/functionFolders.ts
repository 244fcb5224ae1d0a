import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** A folder that WeChat DevTools uploads as one cloud function. */
export interface FunctionFolder {
  folder: string;
  /** The file that exports `main`. */
  entry: string;
}

export interface Folders {
  functions: FunctionFolder[];
  /** Subfolders that are no functions, such as shared code; the folder of functions itself. */
  others: string[];
}

const entryNames = ['ts', 'mts', 'cts', 'js', 'cjs', 'mjs'].map(
  (extension) => `index.${extension}`,
);
const skipped = new Set(['node_modules']);

/** The functions in `folder`, or `folder` itself where it is one. Sorted by name. */
export function functionFolders(folder: string): Folders {
  const entry = entryOf(folder);
  if (entry !== undefined) return { functions: [{ folder, entry }], others: [] };
  const folders: Folders = { functions: [], others: [folder] };
  for (const { name } of readdirSync(folder, { withFileTypes: true })
    .filter((it) => it.isDirectory() && !skipped.has(it.name) && !it.name.startsWith('.'))
    .sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const inner = join(folder, name);
    const innerEntry = entryOf(inner);
    if (innerEntry === undefined) folders.others.push(inner);
    else folders.functions.push({ folder: inner, entry: innerEntry });
  }
  return folders;
}

function entryOf(folder: string): string | undefined {
  const names = [...entryNames, mainOf(folder)].filter((name) => name !== undefined);
  return names.map((name) => join(folder, name)).find(isFile);
}

/** `main` of a package.json, where it names a file. */
function mainOf(folder: string): string | undefined {
  const file = join(folder, 'package.json');
  if (!isFile(file)) return undefined;
  try {
    const json: unknown = JSON.parse(readFileSync(file, 'utf8'));
    if (typeof json !== 'object' || json === null || !('main' in json)) return undefined;
    return typeof json.main === 'string' ? json.main : undefined;
  } catch {
    return undefined;
  }
}

function isFile(path: string): boolean {
  return existsSync(path) && statSync(path).isFile();
}
