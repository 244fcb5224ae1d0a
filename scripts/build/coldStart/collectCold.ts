import { readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type BuildOptions, build, type Plugin } from 'esbuild';
import type { ColdFile } from './coldFiles';
import { lazyRequires } from './lazyRequires';

/** What one cold file holds. */
export interface ColdContents {
  /** Each package's entry file by the name under which the SDK imports it. */
  packages: Map<string, string>;
  /** The source of each module of the SDK by its name. */
  modules: Map<string, string>;
}

/** What moves to cold files in the course of one build. */
export interface ColdCollection {
  /** The name of the cold file for which a package is listed. */
  fileOf(packageName: string): string | undefined;
  addPackage(name: string, entry: string): void;
  /** Takes a module that is listed. @returns what stays in index.js; of others all */
  takeModule(name: string, source: string): string;
  /** What is listed and has not come. */
  missing(): string[];
  /** By the name of the cold file. */
  contents(): ReadonlyMap<string, ColdContents>;
}

export function collectCold(coldFiles: readonly ColdFile[]): ColdCollection {
  const come = new Set<string>();
  const contents = new Map<string, ColdContents>(
    coldFiles.map(({ name }) => [name, { packages: new Map(), modules: new Map() }]),
  );
  const fileOf = (name: string) => coldFiles.find(({ packages }) => packages.includes(name))?.name;
  return {
    fileOf,
    addPackage(name, entry) {
      come.add(name);
      contents.get(fileOf(name) ?? '')?.packages.set(name, entry);
    },
    takeModule(name, source) {
      for (const file of coldFiles) {
        const listed = file.modules.find((entry) =>
          entry.endsWith('/') ? name.startsWith(entry) : name === entry,
        );
        if (listed === undefined) continue;
        come.add(listed);
        contents.get(file.name)?.modules.set(name, source);
        return stubForModule(name, source, file.name);
      }
      return source;
    },
    missing: () =>
      coldFiles
        .flatMap(({ packages, modules }) => [...packages, ...modules])
        .filter((entry) => !come.has(entry)),
    contents: () => contents,
  };
}

/** Stands before the name of a cold file in what the plugin writes. */
export const coldFilePrefix = 'cold:';

/** What stays in index.js of a package that is in a cold file. */
export function stubForPackage(name: string, coldFile: string): string {
  return `module.exports = require('${coldFilePrefix}${coldFile}')[${JSON.stringify(name)}];`;
}

/**
 * What stays in index.js of a module whose code is in a cold file: it gives that code the module to
 * fill, and imports that lead to the modules of index.js.
 */
function stubForModule(name: string, source: string, coldFile: string): string {
  const required = source.matchAll(/\brequire\((['"])(.+?)\1\)/g);
  const imports = [...new Set([...required].map(([, , path]) => JSON.stringify(path)))];
  return `const imports = {${imports.map((path) => `${path}: () => require(${path})`).join(', ')}};
require('${coldFilePrefix}${coldFile}')[${JSON.stringify(name)}](module, exports, (path) => imports[path]());`;
}

/**
 * Bundles a cold file beside the bundle that `options` describe. It exports a getter for each
 * package, and a function for each module that fills `module.exports`: reading it runs none of them.
 */
export async function buildColdFile(
  name: string,
  cold: ColdContents,
  options: BuildOptions,
): Promise<void> {
  const members = [
    ...[...cold.packages].map(
      ([title, file]) => `get ${quote(title)}() { return require(${quote(file)}); }`,
    ),
    ...[...cold.modules].map(
      ([title, source]) => `${quote(title)}(module, exports, require) {\n${source}\n}`,
    ),
  ].sort();
  const { outfile = '', plugins: _, entryPoints: __, ...rest } = options;
  const contents = `module.exports = {\n${members.join(',\n')}\n};`;
  const key = JSON.stringify([rest.absWorkingDir, rest.target, contents]);
  const bundled = built.get(key) ?? bundleColdFile(contents, rest);
  built.set(key, bundled);
  await writeFile(join(dirname(outfile), name), await bundled);
}

/** Every function of a project has the same cold files: each is built once. */
const built = new Map<string, Promise<string>>();

async function bundleColdFile(contents: string, options: BuildOptions): Promise<string> {
  const { outputFiles } = await build({
    ...options,
    stdin: { contents, resolveDir: '/' },
    // What is uploaded gets smaller; the names of functions and classes stay.
    minifyIdentifiers: true,
    keepNames: true,
    plugins: [lazyDatabase],
    write: false,
  });
  return outputFiles[0]?.text ?? '';
}

/** Of the database's two dozen modules a call runs a few. */
const lazyDatabase: Plugin = {
  name: 'lazy-database',
  setup(build) {
    build.onLoad({ filter: /[\\/]@cloudbase[\\/]database[\\/].*\.js$/ }, async ({ path }) => ({
      contents: lazyRequires(await readFile(path, 'utf8'), path),
    }));
  },
};

const quote = (text: string) => JSON.stringify(text);
