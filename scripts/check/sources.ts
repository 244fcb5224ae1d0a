import { readdirSync, readFileSync } from 'node:fs';
import { createRequire, isBuiltin } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import ts from 'typescript';
import { type Lowered, lower, type Place, type Unread } from './lower';
import { isSource, type Led, resolvePath } from './resolvePath';

/** The sources of one function, lowered to plain JavaScript: see `lower`. */
export interface Sources {
  /** Undefined for a file that was not loaded. */
  file(path: string): ts.SourceFile | undefined;
  /** Where `specifier` leads from file `from`. */
  resolve(from: string, specifier: string): Resolved;
  /** Knows which declaration a name means. */
  checker: ts.TypeChecker;
  /** Where a person wrote what `node` was lowered from. */
  placeOf(node: ts.Node): Place;
  /** What could not be read, or not to the end. */
  unread: readonly Unread[];
}

/** `package`: installed, not followed. */
export type Resolved = Led | 'package';

/** Longer than anybody writes by hand, in characters: built, or generated. */
const maxSourceLength = 128 * 1024;

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

/** Loads `files` and all that they import from the project itself. */
export function loadSources(files: readonly string[]): Sources {
  const aliases = aliasOptions(files[0]);
  const lowered = new Map<string, Lowered>();
  const unread = new Map<string, Unread>();
  const waiting = files.map((file) => resolve(file));
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (lowered.has(path) || unread.has(path)) continue;
    const text = readFileSync(path, 'utf8');
    if (text.length > maxSourceLength) {
      if (text.includes('openapi')) {
        unread.set(path, { kind: 'notRead', file: path, text: '', offset: 0, what: '' });
      }
      continue;
    }
    const source = lower(path, text);
    lowered.set(path, source);
    if (source.broken) unread.set(path, source.broken);
    for (const { fileName } of ts.preProcessFile(source.javascript, true, true).importedFiles) {
      const imported = resolveImport(path, fileName, aliases);
      if (typeof imported === 'object') waiting.push(imported.file);
    }
  }
  const program = createProgram(lowered);
  return {
    file: (path) => program.getSourceFile(path),
    resolve: (from, specifier) => resolveImport(from, specifier, aliases),
    checker: program.getTypeChecker(),
    placeOf(node) {
      const file = node.getSourceFile();
      const place = lowered.get(file.fileName)?.placeAt;
      if (!place) throw new Error(`${file.fileName} was not loaded`);
      return place(file.getLineAndCharacterOfPosition(node.getStart()));
    },
    unread: [...unread.values()],
  };
}

/**
 * The compiler is asked for nothing but which declaration a name means; it needs neither library nor
 * types for that, which keeps it quick.
 */
function createProgram(lowered: ReadonlyMap<string, Lowered>): ts.Program {
  const options: ts.CompilerOptions = {
    noLib: true,
    noResolve: true,
    allowJs: true,
    types: [],
    moduleDetection: ts.ModuleDetectionKind.Force,
  };
  const host: ts.CompilerHost = {
    ...ts.createCompilerHost(options),
    getSourceFile(path, target) {
      const source = lowered.get(path);
      // As TypeScript, which does not take `exports.main = …` for a declaration as JavaScript does.
      return source && ts.createSourceFile(path, source.javascript, target, true, ts.ScriptKind.TS);
    },
  };
  return ts.createProgram([...lowered.keys()], options, host);
}

/** What tsconfig.json says about `@/…` and the like; undefined where it says nothing. */
function aliasOptions(file = '.'): ts.CompilerOptions | undefined {
  const path = ts.findConfigFile(dirname(file), ts.sys.fileExists);
  if (path === undefined) return undefined;
  const { config } = ts.readConfigFile(path, ts.sys.readFile);
  const parse = { ...ts.sys, readDirectory: () => [] };
  const { options } = ts.parseJsonConfigFileContent(config ?? {}, parse, dirname(path));
  return options.paths ? { ...options, allowJs: true } : undefined;
}

const sdkName = 'wx-server-sdk';

function resolveImport(from: string, specifier: string, aliases?: ts.CompilerOptions): Resolved {
  if (/^\.{1,2}(\/|$)/.test(specifier)) return resolvePath(resolve(dirname(from), specifier));
  if (isBuiltin(specifier) || specifier === sdkName) return 'package';
  const found = aliases && ts.resolveModuleName(specifier, from, aliases, ts.sys).resolvedModule;
  if (found && !found.isExternalLibraryImport) return resolvePath(found.resolvedFileName);
  const local = localPackage(from, specifier);
  if (local !== undefined) return resolvePath(local);
  // No package's name begins like this: an alias that is not set up, or a path of one machine.
  return /^(@?[/~#]|[a-z]:)/i.test(specifier) ? 'nowhere' : 'package';
}

/**
 * The file of a package whose code is the function's as good as its own: one that is linked from
 * elsewhere, as `file:../common` in package.json does, or that uses the SDK itself.
 */
function localPackage(from: string, specifier: string): string | undefined {
  try {
    const path = createRequire(from).resolve(specifier);
    const isLinked = !/[\\/]node_modules[\\/]/.test(path);
    return isLinked || readFileSync(path, 'utf8').includes(sdkName) ? path : undefined;
  } catch {
    return undefined;
  }
}
