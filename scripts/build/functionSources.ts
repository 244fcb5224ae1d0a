import { isUtf8 } from 'node:buffer';
import { readFile } from 'node:fs/promises';
import { extname, posix, relative, resolve, sep } from 'node:path';
import type { Plugin } from 'esbuild';
import ts from 'typescript';
import { aliasedFile, aliasOptions } from '../check/compilerOptions';
import { isTest } from '../check/sourceFiles';
import type { Problem } from './buildError';
import { functionFolder, keepPlaces, type Named, type Position } from './keepPlaces';
import { filesIn, hitOf } from './uploads';

/** What the function's tsconfig.json says and a bundle has to heed. */
export interface SourceOptions {
  /** The function's folder, and the project's. */
  from: string;
  root: string;
  compilerOptions: ts.CompilerOptions;
  /** The bundle's folder in the function's: '' for index.js itself. */
  folder: string;
  warn(problem: Problem): void;
  /** Told of each path in the function's folder, or near it, that its code names. */
  named(path: Named & { file: string }): void;
  /** Told of each file of a package that the package reads, and of its path in what is uploaded. */
  packaged(file: string, as: string): void;
  texts: {
    outsideDirname: string;
    computedRequire: string;
    packageFolder(name: string): string;
    notUtf8: string;
  };
}

/**
 * An esbuild plugin for the project's own sources: `@/…` leads where tsconfig.json says, `__dirname`
 * and `import.meta.url` still mean the place where a file stands in the function's folder, and
 * decorators get the types that `emitDecoratorMetadata` promises (esbuild has none).
 */
export function functionSources(options: SourceOptions): Plugin {
  const { from, root, compilerOptions } = options;
  const isOwn = (path: string) =>
    (path.startsWith(root + sep) || path.startsWith(from + sep)) &&
    !/[\\/]node_modules[\\/]/.test(path);

  return {
    name: 'function-sources',
    setup(build) {
      build.onResolve({ filter: new RegExp(`^${functionFolder}$`) }, () => ({
        path: functionFolder,
        namespace: functionFolder,
      }));
      build.onLoad({ filter: /./, namespace: functionFolder }, () => ({
        contents:
          options.folder === ''
            ? 'module.exports = __dirname;'
            : `module.exports = require('node:path').resolve(__dirname, ${JSON.stringify(slashed(relative(options.folder, '.')))});`,
      }));

      const asked = new Set<string>();
      const resolving = aliasOptions(compilerOptions);
      if (resolving) {
        build.onResolve({ filter: /^[^.]/ }, ({ path, importer }) => {
          if (!isOwn(importer)) return undefined;
          const found = aliasedFile(path, importer, resolving) ?? '';
          if (extname(found) === '' || /\.d\.[cm]?ts$/.test(found)) return undefined;
          const file = found.split('/').join(sep);
          asked.add(file);
          return { path: file };
        });
      }

      // Of a folder that a table is made of only code is meant, unless a file is named.
      build.onResolve({ filter: /^\.\.?\/.*\.\w+$/ }, ({ path, resolveDir }) => {
        asked.add(resolve(resolveDir, path));
        return undefined;
      });
      const isAsked = (path: string) => asked.has(path) || asked.has(path.replace(/\.\w+$/, ''));
      build.onLoad({ filter: /./, namespace: 'file' }, ({ path }) => {
        const isNoCode = !/\.(?:[cm]?[jt]sx?|json)$/.test(path) || isTest(path);
        return isOwn(path) && isNoCode && !isAsked(path)
          ? { contents: '', loader: 'js' }
          : undefined;
      });

      build.onLoad({ filter: /\.[cm]?[jt]sx?$/ }, async ({ path }) => {
        const isPackage = slashed(path).includes('/node_modules/');
        if (!isOwn(path) && !isPackage) return undefined;
        const bytes = await readFile(path);
        if (!isPackage && !isUtf8(bytes)) {
          options.warn({ file: relative(root, path), text: options.texts.notUtf8 });
        }
        const before = bytes.toString();
        const after = isPackage
          ? withPackagePlaces(before, slashed(path), options)
          : withMetadata(withPlaces(before, path, options), path, compilerOptions);
        if (after === before) return undefined;
        return { contents: after, loader: loaderOf(path) };
      });
    },
  };
}

function loaderOf(path: string): 'ts' | 'tsx' | 'js' | 'jsx' {
  if (/x$/.test(path)) return /tsx$/.test(path) ? 'tsx' : 'jsx';
  return /ts$/.test(path) ? 'ts' : 'js';
}

/** Says where the code asks for what is not there once it is uploaded. */
function withPlaces(source: string, path: string, options: SourceOptions) {
  const { from, root, warn, named, texts } = options;
  const own = slashed(path);
  const isInside = own.startsWith(`${slashed(from)}/`);
  // What lies beside shared code is looked for in the function's folder.
  const folder = isInside ? slashed(from) : posix.dirname(own);
  const kept = keepPlaces(source, { own, folder, as: '', root: slashed(root) });
  const tell = (text: string, places: readonly Position[]) => {
    for (const place of places) warn({ file: relative(root, path), ...place, text });
  };
  tell(texts.computedRequire, kept.computed);
  if (isInside) {
    for (const it of kept.named) named({ ...it, file: relative(root, path) });
  } else {
    tell(texts.outsideDirname, [...kept.named.map(({ position }) => position), ...kept.asked]);
  }
  return kept.text;
}

/**
 * A package that reads files of its own by their path gets them beside the bundle. What else it wants
 * of its folder, such as code that it runs from there, is told.
 */
function withPackagePlaces(source: string, own: string, options: SourceOptions) {
  const { root, warn, packaged, texts } = options;
  if (!/\b__(?:dir|file)name\b|\bimport\.meta\b/.test(source)) return source;
  const [, ...inside] = own.split('/node_modules/');
  const rest = inside.pop() ?? '';
  const name = /^(?:@[^/]+\/)?[^/]+/.exec(rest)?.[0] ?? '';
  const folder = own.slice(0, own.length - rest.length) + name;
  const as = ['packages', ...inside, name].join('/').replaceAll('/.', '/');
  const { text, named, asked } = keepPlaces(source, { own, folder, as, root: slashed(root) });
  const files = named.length > 0 ? filesIn(folder) : [];
  const wanted = files.flatMap((file) => {
    const by = named.find((it) => hitOf(it, `${folder}/${file}`));
    return by ? [{ file, by }] : [];
  });
  const odd = asked[0] ?? wanted.find(({ file, by }) => isCode(file) && !by.isRead)?.by.position;
  if (odd) warn({ file: relative(root, own), ...odd, text: texts.packageFolder(name) });
  for (const { file } of wanted) packaged(`${folder}/${file}`, `${as}/${file}`);
  return wanted.length > 0 || source.includes('import.meta') ? text : source;
}

const isCode = (path: string) => /\.(?:[cm]?js|node)$/.test(path);
const slashed = (path: string) => path.split(sep).join('/');

function withMetadata(source: string, path: string, options: ts.CompilerOptions): string {
  const isWanted = options.emitDecoratorMetadata && /tsx?$/.test(path) && /@\w/.test(source);
  if (!isWanted) return source;
  const compilerOptions: ts.CompilerOptions = {
    ...options,
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    sourceMap: false,
    inlineSourceMap: false,
    importHelpers: false,
  };
  return ts.transpileModule(source, { compilerOptions, fileName: path }).outputText;
}
