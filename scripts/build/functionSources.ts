import { readFile } from 'node:fs/promises';
import { dirname, extname, relative, sep } from 'node:path';
import type { Plugin } from 'esbuild';
import ts from 'typescript';
import type { Problem } from './buildError';
import { type Edit, withEdits } from './edits';

/** What the function's tsconfig.json says and a bundle has to heed. */
export interface SourceOptions {
  /** The function's folder, and the project's. */
  from: string;
  root: string;
  compilerOptions: ts.CompilerOptions;
  warn(problem: Problem): void;
  texts: {
    outsideDirname: string;
  };
}

/** The function's own folder at run time, wherever the code that asks stood before it was bundled. */
const functionFolder = 'function-folder:';

/**
 * Reads the tsconfig.json that holds for a folder, as the compiler would; `{}` where there is none
 * within the project.
 */
export function readCompilerOptions(from: string, root: string): ts.CompilerOptions {
  const path = ts.findConfigFile(from, ts.sys.fileExists);
  if (path === undefined || !path.startsWith(root.split(sep).join('/'))) return {};
  const { config } = ts.readConfigFile(path, ts.sys.readFile);
  const host = { ...ts.sys, readDirectory: () => [] };
  return ts.parseJsonConfigFileContent(config ?? {}, host, dirname(path)).options;
}

/**
 * An esbuild plugin for the project's own sources: `@/…` leads where tsconfig.json says, `__dirname`
 * and `import.meta.url` still mean the place where a file stands in the function's folder, and
 * decorators get the types that `emitDecoratorMetadata` promises (esbuild has none).
 */
export function functionSources(options: SourceOptions): Plugin {
  const { root, compilerOptions } = options;
  const isOwn = (path: string) =>
    path.startsWith(root + sep) && !/[\\/]node_modules[\\/]/.test(path);

  return {
    name: 'function-sources',
    setup(build) {
      build.onResolve({ filter: new RegExp(`^${functionFolder}$`) }, () => ({
        path: functionFolder,
        namespace: functionFolder,
      }));
      build.onLoad({ filter: /./, namespace: functionFolder }, () => ({
        contents: 'module.exports = __dirname;',
      }));

      if (compilerOptions.paths) {
        const resolving = { ...compilerOptions, allowJs: true, resolveJsonModule: true };
        build.onResolve({ filter: /^[^.]/ }, ({ path, importer }) => {
          if (!isOwn(importer)) return undefined;
          const found = ts.resolveModuleName(path, importer, resolving, ts.sys).resolvedModule;
          const isFile =
            found && !found.isExternalLibraryImport && extname(found.resolvedFileName) !== '';
          return isFile && !/\.d\.[cm]?ts$/.test(found.resolvedFileName)
            ? { path: found.resolvedFileName.split('/').join(sep) }
            : undefined;
        });
      }

      build.onLoad({ filter: /\.[cm]?[jt]sx?$/ }, async ({ path }) => {
        if (!isOwn(path)) return undefined;
        const before = await readFile(path, 'utf8');
        const after = withMetadata(withLocations(before, path, options), path, compilerOptions);
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

/** In one bundle all files stand in one place; what asks for its own place gets the old one. */
function withLocations(source: string, path: string, options: SourceOptions): string {
  const { from, root, warn, texts } = options;
  if (!/\b__dirname\b|\b__filename\b|\bimport\.meta\b/.test(source)) return source;
  const file = ts.createSourceFile(path, source, ts.ScriptTarget.ES2022, true);
  const inside = relative(from, path).split(sep).join('/');
  const isInside = !inside.startsWith('../');
  const folder = `require(${JSON.stringify(functionFolder)})`;
  const at = (place: string) =>
    place === '.' ? folder : `(${folder}+${JSON.stringify(`/${place}`)})`;
  const places: Readonly<Record<string, string>> = {
    __dirname: at(dirname(inside)),
    __filename: at(inside),
    'import.meta.dirname': at(dirname(inside)),
    'import.meta.filename': at(inside),
    'import.meta.url': `require("node:url").pathToFileURL(${at(inside)}).href`,
  };
  const edits: Edit[] = [];
  const visit = (node: ts.Node): void => {
    const to = Object.hasOwn(places, node.getText()) ? places[node.getText()] : undefined;
    if (to === undefined || !isUse(node)) return void ts.forEachChild(node, visit);
    edits.push({ start: node.getStart(), end: node.end, text: to });
    if (isInside) return;
    const { line, character } = file.getLineAndCharacterOfPosition(node.getStart());
    const place = { file: relative(root, path), line: line + 1, column: character + 1 };
    warn({ ...place, text: texts.outsideDirname });
  };
  visit(file);
  return isInside ? withEdits(source, edits) : source;
}

/** Neither a declaration of that name, nor a use of what is declared so in this file. */
function isUse(node: ts.Node): boolean {
  if (!ts.isIdentifier(node)) return ts.isPropertyAccessExpression(node);
  const { parent } = node;
  if ('name' in parent && parent.name === node) return false;
  const declared = new RegExp(`\\b(const|let|var)\\s+${node.text}\\b`);
  return !declared.test(node.getSourceFile().text);
}

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
