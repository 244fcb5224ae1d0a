import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { parse } from 'jsonc-parser';
import { readConfig } from './config';
import { shownPath } from './finding';
import { isFile, isFolder, resolvePath } from './resolvePath';

/** A folder that WeChat DevTools uploads as one cloud function. */
export interface FunctionFolder {
  folder: string;
  /** The file that exports `main`. */
  entry: string;
}

export interface Folders {
  functions: FunctionFolder[];
  /** False where a project.config.json says that another folder is uploaded, built from this one. */
  isUploaded: boolean;
  /** The folder of functions itself, and subfolders that are no functions, such as shared code. */
  others: string[];
}

const extensions = ['ts', 'mts', 'cts', 'js', 'cjs', 'mjs'];
const entryNames = ['index', 'src/index'].flatMap((name) =>
  extensions.map((extension) => `${name}.${extension}`),
);
const skipped = new Set(['node_modules', 'miniprogram_npm', 'dist']);
const sourcesFolder = 'cloudfunctions';

/** Built from sources that lie elsewhere, as the folder's name has it. */
const isBuilt = (path: string) => /(^|[\\/])(dist|build|out)([\\/]|$)/.test(path);

/**
 * The functions in `folder`, or `folder` itself where it is one, sorted by name. The root of a
 * project: those where its project.config.json says, or in cloudfunctions/ where what it names is
 * built, or is not there.
 */
export function findFunctions(folder: string): Folders {
  const given = resolve(folder);
  const own = functionEntry(given);
  const inside = functionsOf(given);
  // A mini program's own files may look like a function's: app.js, named in package.json.
  const isRoot = inside !== undefined && (isProject(given) || own === undefined);
  const top = isRoot ? inside : given;
  const project = projectOf(top);
  const uploaded = project && cloudfunctionRoot(project);
  const isUploaded = uploaded === undefined || `${top}/`.startsWith(`${uploaded}/`);
  if (own !== undefined && !isRoot)
    return { functions: [{ folder: top, entry: own }], others: [], isUploaded };
  const folders: Folders = { functions: [], others: [top], isUploaded };
  if (!existsSync(top)) return { ...folders, others: [] };
  for (const name of readdirSync(top).sort()) {
    const inner = join(top, name);
    if (skipped.has(name) || name.startsWith('.') || !isFolder(inner)) continue;
    const entry = functionEntry(inner);
    if (entry === undefined) folders.others.push(inner);
    else folders.functions.push({ folder: inner, entry });
  }
  return folders;
}

interface MisplacedConfig {
  file: string;
  text: string;
  /** The folder that it lies in, as people would type it. */
  folder: string;
}

/**
 * Files named config.json that give permissions where WeChat does not look for them: anywhere but
 * in the folder of a function itself. Another tool's config.json, without permissions, is no matter.
 */
export function misplacedConfigs(folders: Folders): MisplacedConfig[] {
  const own = folders.functions.map(({ folder }) => folder);
  const functions = [...own, ...codelessPackages(folders).map(dirname)];
  const right = new Set(functions.map((folder) => join(folder, 'config.json')));
  const inFolder = (folder: string): string[] =>
    readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return skipped.has(entry.name) ? [] : inFolder(path);
      return entry.name === 'config.json' && !right.has(path) ? [path] : [];
    });
  const files = new Set([...own, ...folders.others].flatMap(inFolder));
  return [...files].sort().flatMap((file) => {
    const config = readConfig(file);
    if (!config.hasPermissions) return [];
    return [{ file, text: config.text, folder: shownPath(dirname(file)) }];
  });
}

/** The package.json of each folder that looks like a function by it, and has no code to begin with yet. */
export function codelessPackages({ others }: Folders): string[] {
  return others
    .slice(1)
    .map((folder) => join(folder, 'package.json'))
    .filter(isFile);
}

/** The folder of functions of the project whose root `folder` is; undefined where it is none. */
function functionsOf(folder: string): string | undefined {
  const named = isProject(folder) ? cloudfunctionRoot(folder) : undefined;
  if (named !== undefined && existsSync(named) && !isBuilt(relative(folder, named))) return named;
  const sources = join(folder, sourcesFolder);
  return existsSync(sources) ? sources : named;
}

/** The nearest folder upwards with a project.config.json. */
function projectOf(folder: string): string | undefined {
  if (isProject(folder)) return folder;
  return dirname(folder) === folder ? undefined : projectOf(dirname(folder));
}

const isProject = (folder: string) => existsSync(join(folder, 'project.config.json'));

function cloudfunctionRoot(project: string): string | undefined {
  const root = readField(join(project, 'project.config.json'), 'cloudfunctionRoot');
  return root ? resolve(project, root) : undefined;
}

/** The file that exports `main`; undefined for a folder that is no function. */
export function functionEntry(folder: string): string | undefined {
  const found = entryNames.map((name) => join(folder, name)).find(isFile);
  const main = readField(join(folder, 'package.json'), 'main');
  if (found !== undefined || main === undefined) return found;
  const led = resolvePath(join(folder, main));
  return typeof led === 'object' ? led.file : undefined;
}

/** A text in a JSON file's top level; DevTools forgives comments and commas, and so does this. */
function readField(file: string, name: string): string | undefined {
  const value: unknown = isFile(file) ? parse(readFileSync(file, 'utf8'))?.[name] : undefined;
  return typeof value === 'string' ? value : undefined;
}
