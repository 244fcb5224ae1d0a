import { readFile, realpath, stat } from 'node:fs/promises';
import { isBuiltin } from 'node:module';
import { join, posix } from 'node:path';
import ts from 'typescript';
import { isInstalled, isTest } from '../check/sourceFiles';
import { listFiles } from '../cli/listFiles';
import { asCompiled, type Named } from './keepPlaces';

/** What becomes of a file beside the code; `bundle`: it gets a bundle of its own. */
export interface Upload {
  /** Relative to the function's folder, with forward slashes. */
  file: string;
  how: 'copy' | 'compile' | 'bundle';
  /** It is a script, and no bundle holds it: who wants it loads it from here. */
  isLoaded: boolean;
}

/** Folders that are the developer's, not the function's, wherever they lie. */
const skippedFolders = new Set(
  'node_modules miniprogram_npm test tests testing __tests__ __mocks__'.split(' '),
);
const skippedFile = /\.[cm]?[jt]sx?\.map$|^\./;
/** What is about the function, and stands at its top. */
const aboutIt = new RegExp(
  [
    String.raw`^(?:(?:package|package-lock|config|tsconfig.*|jsconfig|project\..*|biome)\.json`,
    String.raw`yarn\.lock|pnpm-lock\.yaml|(?:readme|changelog)\b[^/]*|[^/]*\.schema\.json`,
    String.raw`(?:jest|vitest|webpack|rollup|vite|babel|eslint|prettier|tsup)\.config\.\w+)$`,
    '^coverage/',
  ].join('|'),
  'i',
);
const isScript = (file: string) => /\.[cm]?[jt]sx?$/.test(file);
const isTranslated = (file: string) => /\.(?:[cm]?ts|[jt]sx)$/.test(file);

/**
 * Tells what lies beside a function's code and may be read by it: all but what the bundle holds
 * already, TypeScript, tests, packages, what is about the function, and hidden files. What the code
 * names goes along in any case; a script that it names gets a bundle of its own where it needs one.
 * @param bundled the real paths of the files that bundles were made of
 */
export async function listUploads(
  from: string,
  bundled: ReadonlySet<string>,
  named: readonly Named[],
): Promise<Upload[]> {
  const top = from.split('\\').join('/');
  const files = new Set(filesIn(from));
  // Code in dist was compiled from what is bundled here, unless it is that itself.
  const isDistOwn = [...bundled].some((it) => it.startsWith(join(from, 'dist', '/')));
  const isAboutIt = (file: string) =>
    aboutIt.test(file) || (!isDistOwn && file.startsWith('dist/') && isScript(file));
  for (const { start, isWhole } of named) {
    const file = posix.relative(top, start);
    const isHidden = /(?:^|\/)\./.test(file);
    if (isWhole && !isHidden && (await isFile(start))) files.add(file);
  }
  const uploads = [...files].sort().map(async (file): Promise<Upload[]> => {
    const isBundled = bundled.has(await realpath(join(from, file)));
    const how = await howToUpload(file, isBundled);
    const isLoaded = isScript(file) && !isBundled;
    return how === undefined || file === 'index.js' ? [] : [{ file, how, isLoaded }];
  });

  async function howToUpload(file: string, isBundled: boolean): Promise<Upload['how'] | undefined> {
    const hits = named.flatMap((it) => hitOf(it, `${top}/${file}`) ?? []);
    if (hits.length === 0 && (isSkipped(file) || isAboutIt(file))) return undefined;
    if (!isScript(file)) return 'copy';
    const isRun = hits.some(
      ({ by, isRead }) =>
        !isRead && (by === 'name' || (by === 'pattern' && !isBundled && !isAboutIt(file))),
    );
    if (isRun) {
      return needsBundle(file, await readFile(join(from, file), 'utf8')) ? 'bundle' : 'copy';
    }
    if (hits.some(({ by }) => by !== 'folder')) return 'copy';
    if (/\.d\.[cm]?ts$/.test(file)) return undefined;
    if (hits.length > 0) return isTranslated(file) ? 'compile' : 'copy';
    const isCompiled = bundled.has(join(from, file.replace(/js$/, 'ts')));
    return isBundled || isCompiled || isTranslated(file) ? undefined : 'copy';
  }
  return (await Promise.all(uploads)).flat();
}

type Hit = { by: 'name' | 'pattern' | 'folder'; isRead: boolean };

/** How a path that code names leads to a file. */
export function hitOf({ parts, start, isWhole, isRead }: Named, file: string): Hit | undefined {
  const names = [file, asCompiled(file), asCompiled(file).replace(/(?:\/index)?\.[cm]?js$/, '')];
  if (isWhole && names.slice(0, isRead ? 1 : 3).includes(start)) return { by: 'name', isRead };
  const folder = isWhole ? `${start}/` : start.replace(/[^/]*$/, '');
  const isInside = file.startsWith(folder) && !isSkipped(file.slice(folder.length));
  if (!isInside) return undefined;
  if (isWhole || parts.at(-1) === undefined) return { by: 'folder', isRead };
  const pattern = parts.map((part) => (part === undefined ? '[^/]*' : escaped(part))).join('');
  return names.some((name) => new RegExp(`^${pattern}$`).test(name))
    ? { by: 'pattern', isRead }
    : undefined;
}

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

function isSkipped(file: string): boolean {
  const folders = file.split('/');
  const name = folders.pop() ?? '';
  return (
    isTest(name) ||
    skippedFile.test(name) ||
    folders.some((it) => skippedFolders.has(it) || it.startsWith('.'))
  );
}

/** Whether a script does not run as it stands, where nothing is installed. */
function needsBundle(file: string, text: string): boolean {
  return (
    isTranslated(file) || isModule(file, text) || requiredBy(text).some((it) => !isBuiltin(it))
  );
}

/** The built package.json says that `.js` is CommonJS. */
function isModule(file: string, text: string): boolean {
  const isWritten = ts.isExternalModule(ts.createSourceFile(file, text, ts.ScriptTarget.ES2022));
  return isWritten && !file.endsWith('.mjs');
}

function requiredBy(text: string): string[] {
  return ts.preProcessFile(text, true, true).importedFiles.map(({ fileName }) => fileName);
}

/** What a script that is uploaded as it is requires and will not find there. */
export function missingFor(file: string, text: string, uploaded: ReadonlySet<string>): string[] {
  const missing = requiredBy(text).filter((name) => {
    if (!name.startsWith('.')) return !isBuiltin(name);
    const path = posix.join(posix.dirname(file), name);
    return !['', '.js', '.json', '.cjs', '.mjs', '/index.js'].some((end) =>
      uploaded.has(path + end),
    );
  });
  return isModule(file, text) ? [...missing, 'import'] : missing;
}

const isFile = (path: string) =>
  stat(path).then(
    (it) => it.isFile(),
    () => false,
  );

/** What lies below a folder, without packages and hidden files; links followed, as the upload does. */
export const filesIn = (folder: string) => listFiles(folder, { links: true, skips: isInstalled });
