import { readFileSync, realpathSync } from 'node:fs';
import { dirname } from 'node:path';
import ts from 'typescript';
import { askedOnce } from './askedOnce';
import { aliasOptions, readCompilerOptions } from './compilerOptions';
import { importsOf, startOf } from './imports';
import { type Lowered, lower, type Place, type Unread } from './lower';
import { type Names, readNames } from './readNames';
import { type Resolved, resolveImport } from './resolveImport';
import { begunWith } from './sourceFiles';

/** The sources of one function, lowered to plain JavaScript: see `lower`. */
export interface Sources extends Names {
  /** Where `specifier` leads from file `from`. */
  resolve(from: string, specifier: string): Resolved;
  /** The files whose paths from `from` begin with `start`; undefined where that says too little. */
  begunWith(from: string, start: string): string[] | undefined;
  /** Where a person wrote what `node` was lowered from. */
  placeOf(node: ts.Node): Place;
  /** What could not be read, or not to the end. */
  unread: readonly Unread[];
}

/** Longer than anybody writes by hand, in characters: built, or generated. */
const maxSourceLength = 128 * 1024;

/** What shows that such code may call an API: by itself, or by what it loads, packages left out. */
const mayCall =
  /openapi|wx-server-sdk|\brequire\s*\((?!\s*(["'])[\w@][^"']*\1\s*\))|["'`=(&|?:,]\s*require\s*["'`,;)&|}]|\bimport\s*\((?!\s*["'][\w@])|\b(from|import)\s*["']\./;

/** Loads `files` and all that they import from the project itself; by their real paths, as Node does. */
export function loadSources(files: readonly string[]): Sources {
  const aliases = aliasOptions(readCompilerOptions(dirname(files[0] ?? '.')));
  const lowered = new Map<string, Lowered>();
  const unread: Unread[] = [];
  const tooLong = new Set<string>();
  const resolve = askedOnce((from: string) =>
    askedOnce((specifier: string) => resolveImport(from, specifier, aliases)),
  );
  const begun = askedOnce((from: string) => askedOnce((start: string) => begunWith(from, start)));
  const waiting = files.map((file) => realpathSync(file));
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (lowered.has(path) || tooLong.has(path)) continue;
    const text = readFileSync(path, 'utf8');
    if (text.length > maxSourceLength) {
      tooLong.add(path);
      if (mayCall.test(text)) {
        unread.push({ kind: 'notRead', file: path, text: '', offset: 0, what: '' });
      }
      continue;
    }
    const source = lower(path, text);
    lowered.set(path, source);
    if (source.broken) unread.push(source.broken);
    for (const specifier of importsOf(source.javascript)) {
      if (ts.isStringLiteralLike(specifier)) {
        const imported = resolve(path)(specifier.text);
        if (typeof imported === 'object') waiting.push(imported.file);
      } else waiting.push(...(begun(path)(startOf(specifier)) ?? []));
    }
  }
  const names = readNames(lowered.keys(), (path, target) => {
    const source = lowered.get(path);
    // As TypeScript, which does not take `exports.main = …` for a declaration as JavaScript does.
    return source && ts.createSourceFile(path, source.javascript, target, true, ts.ScriptKind.TS);
  });
  return {
    file: (path) => names.file(realpathSync(path)),
    resolve(from, specifier) {
      const found = resolve(from)(specifier);
      return typeof found === 'object' && tooLong.has(found.file) ? 'package' : found;
    },
    begunWith: (from, start) => begun(from)(start)?.filter((it) => !tooLong.has(it)),
    symbolOf: names.symbolOf,
    placeOf(node) {
      const file = node.getSourceFile();
      const place = lowered.get(file.fileName)?.placeAt;
      if (!place) throw new Error(`${file.fileName} was not loaded`);
      return place(file.getLineAndCharacterOfPosition(node.getStart()));
    },
    unread,
  };
}
