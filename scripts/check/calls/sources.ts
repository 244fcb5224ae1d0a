import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, extname, join, resolve } from 'node:path';
import ts from 'typescript';

export interface Sources {
  /** Undefined for a file that was not loaded. */
  file(path: string): ts.SourceFile | undefined;
  /** The file that `specifier` means in `from`; undefined for a package and for what is not there. */
  resolve(from: string, specifier: string): string | undefined;
  checker: ts.TypeChecker;
  /** Files that mention openapi and are too long to be followed. */
  unread: readonly string[];
}

/** Longer than anybody writes by hand, in characters: built, or generated. */
const longestSource = 128 * 1024;

const extensions = ['.ts', '.mts', '.cts', '.tsx', '.js', '.cjs', '.mjs', '.jsx'];
const isSource = (path: string) => extensions.includes(extname(path)) && !path.endsWith('.d.ts');
const isTest = (path: string) => /\.(test|spec)\.[cm]?[jt]sx?$/.test(path);
/** Installed or built, or for tests only; what `main` imports from there is followed all the same. */
const skipped = new Set(
  'node_modules miniprogram_npm dist test tests testing fixtures __tests__ __mocks__'.split(' '),
);

/** Every source file under `folder`, tests and installed packages left out; sorted. */
export function sourceFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) {
        return skipped.has(entry.name) || entry.name.startsWith('.') ? [] : sourceFiles(path);
      }
      return isSource(path) && !isTest(path) ? [path] : [];
    })
    .sort();
}

/**
 * Loads `files` and all that they import by a relative path. The compiler is asked for one thing
 * only, which declaration a name means; it needs neither library nor types for that, which keeps
 * it quick and lets sources be read that do not type-check.
 */
export function loadSources(files: readonly string[]): Sources {
  const texts = new Map<string, string>();
  const unread = new Set<string>();
  const waiting = files.map((file) => resolve(file));
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (texts.has(path)) continue;
    const text = readFileSync(path, 'utf8');
    if (text.length > longestSource) {
      if (text.includes('openapi')) unread.add(path);
      continue;
    }
    texts.set(path, text);
    for (const { fileName } of ts.preProcessFile(text, true, true).importedFiles) {
      const imported = resolveRelative(path, fileName);
      if (imported !== undefined) waiting.push(imported);
    }
  }
  const host: ts.CompilerHost = {
    getSourceFile: (path, target) => {
      const text = texts.get(path);
      return text === undefined ? undefined : ts.createSourceFile(path, text, target, true);
    },
    fileExists: (path) => texts.has(path),
    readFile: (path) => texts.get(path),
    getDefaultLibFileName: () => 'lib.d.ts',
    writeFile: () => {},
    getCurrentDirectory: () => '/',
    getCanonicalFileName: (path) => path,
    useCaseSensitiveFileNames: () => true,
    getNewLine: () => '\n',
  };
  const program = ts.createProgram(
    [...texts.keys()],
    {
      noLib: true,
      noResolve: true,
      allowJs: true,
      types: [],
      target: ts.ScriptTarget.ESNext,
      module: ts.ModuleKind.ESNext,
      moduleResolution: ts.ModuleResolutionKind.Bundler,
      moduleDetection: ts.ModuleDetectionKind.Force,
      jsx: ts.JsxEmit.Preserve,
    },
    host,
  );
  return {
    file: (path) => program.getSourceFile(path),
    resolve: (from, specifier) => {
      const path = resolveRelative(from, specifier);
      return path !== undefined && texts.has(path) ? path : undefined;
    },
    checker: program.getTypeChecker(),
    unread: [...unread].sort(),
  };
}

/** Extensionless, with TypeScript's habit of naming `./x.ts` as `./x.js`, or a folder's index. */
function resolveRelative(from: string, specifier: string): string | undefined {
  if (!/^\.{1,2}(\/|$)/.test(specifier)) return undefined;
  const path = resolve(dirname(from), specifier);
  const bare = path.replace(/\.[cm]?jsx?$/, '');
  const candidates = [
    path,
    ...extensions.map((extension) => path + extension),
    ...extensions.map((extension) => bare + extension),
    ...extensions.map((extension) => join(path, `index${extension}`)),
  ];
  return candidates.find((it) => isSource(it) && existsSync(it) && statSync(it).isFile());
}
