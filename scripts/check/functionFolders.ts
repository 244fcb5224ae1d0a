import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parse } from 'jsonc-parser';
import { readConfig } from './config';
import { shownPath } from './finding';

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
  /** Subfolders that are no functions, such as shared code; the folder of functions itself. */
  others: string[];
}

const extensions = ['ts', 'mts', 'cts', 'js', 'cjs', 'mjs'];
const entryNames = ['index', 'src/index'].flatMap((name) =>
  extensions.map((extension) => `${name}.${extension}`),
);
const skipped = new Set(['node_modules', 'miniprogram_npm', 'dist']);
const sourcesFolder = 'cloudfunctions';

/**
 * The functions in `folder`, or `folder` itself where it is one, sorted by name. The root of a
 * project: those in its cloudfunctions/, or else where its project.config.json says.
 */
export function findFunctions(folder: string): Folders {
  const given = resolve(folder);
  const own = functionEntry(given);
  const sources = join(given, sourcesFolder);
  // A mini program's own files may look like a function's: app.js, named in package.json.
  const isRoot =
    (isProject(given) && (existsSync(sources) || cloudfunctionRoot(given) !== undefined)) ||
    (own === undefined && (existsSync(sources) || isProject(given)));
  const top = isRoot
    ? existsSync(sources)
      ? sources
      : (cloudfunctionRoot(given) ?? given)
    : given;
  const project = projectOf(top);
  const uploaded = project && cloudfunctionRoot(project);
  const isUploaded = uploaded === undefined || `${top}/`.startsWith(`${uploaded}/`);
  if (own !== undefined && !isRoot)
    return { functions: [{ folder: top, entry: own }], others: [], isUploaded };
  const folders: Folders = { functions: [], others: [top], isUploaded };
  if (!existsSync(top)) return { ...folders, others: [] };
  for (const { name } of readdirSync(top, { withFileTypes: true })
    .filter((it) => it.isDirectory() && !skipped.has(it.name) && !it.name.startsWith('.'))
    .sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const inner = join(top, name);
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
export function misplacedConfigs({ functions, others }: Folders): MisplacedConfig[] {
  const own = functions.map(({ folder }) => folder);
  const right = new Set(own.map((folder) => join(folder, 'config.json')));
  const inFolder = (folder: string): string[] =>
    readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return skipped.has(entry.name) ? [] : inFolder(path);
      return entry.name === 'config.json' && !right.has(path) ? [path] : [];
    });
  const files = new Set([...own, ...others].flatMap(inFolder));
  return [...files].sort().flatMap((file) => {
    const config = readConfig(file);
    if (!config.hasPermissions) return [];
    return [{ file, text: config.text, folder: shownPath(dirname(file)) }];
  });
}

/** The nearest folder upwards with a project.config.json. */
function projectOf(folder: string): string | undefined {
  if (isProject(folder)) return folder;
  return dirname(folder) === folder ? undefined : projectOf(dirname(folder));
}

const isProject = (folder: string) => existsSync(join(folder, 'project.config.json'));

function cloudfunctionRoot(project: string): string | undefined {
  const root = readField(join(project, 'project.config.json'), 'cloudfunctionRoot');
  return root === undefined ? undefined : resolve(project, root);
}

/** The file that exports `main`; undefined for a folder that is no function. */
export function functionEntry(folder: string): string | undefined {
  const main = readField(join(folder, 'package.json'), 'main');
  const names = main === undefined ? entryNames : [...entryNames, main];
  return names.map((name) => join(folder, name)).find(isFile);
}

/** A text in a JSON file's top level; DevTools forgives comments and commas, and so does this. */
function readField(file: string, name: string): string | undefined {
  const value: unknown = isFile(file) ? parse(readFileSync(file, 'utf8'))?.[name] : undefined;
  return typeof value === 'string' ? value : undefined;
}

function isFile(path: string): boolean {
  return existsSync(path) && statSync(path).isFile();
}
