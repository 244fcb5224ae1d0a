import { readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type BuildOptions, build, type Plugin, type PluginBuild } from 'esbuild';
import type { ColdFile } from './coldFiles';
import { compileModulesAtOnce, mangleNames } from './compileModulesAtOnce';
import { lazyRequires } from './lazyRequires';
import { applyPatches, type Patch } from './patches';
import { placeOf, type SdkPackage, sdkFileAt } from './sdkPackages';

/** What one cold file holds. */
export interface ColdContents {
  /** Each package's entry file by the name under which the SDK imports it. */
  packages: Map<string, string>;
  /** The source of each module of the SDK by its name. */
  modules: Map<string, string>;
}

/** What moves to cold files in the course of one build. */
export interface ColdCollection {
  list: readonly ColdFile[];
  /** The name of the cold file for which a package is listed. */
  fileOf(packageName: string): string | undefined;
  addPackage(name: string, entry: string): void;
  /** Takes a module that is listed. @returns what stays in index.js; of others all */
  takeModule(name: string, source: string): string;
  /** What of it goes into that file. */
  contentsOf(file: ColdFile): ColdContents;
  /** What is listed and has not come. */
  missing(): string[];
}

export function collectCold(coldFiles: readonly ColdFile[]): ColdCollection {
  const come = new Set<string>();
  const contents = new Map<string, ColdContents>();
  const contentsOf = ({ name }: ColdFile): ColdContents => {
    const found = contents.get(name) ?? { packages: new Map(), modules: new Map() };
    contents.set(name, found);
    return found;
  };
  const fileOf = (name: string) => coldFiles.find(({ packages }) => packages.includes(name));
  return {
    list: coldFiles,
    fileOf: (name) => fileOf(name)?.name,
    contentsOf,
    addPackage(name, entry) {
      come.add(name);
      const file = fileOf(name);
      if (file) contentsOf(file).packages.set(name, entry);
    },
    takeModule(name, source) {
      for (const file of coldFiles) {
        const listed = file.modules.find((entry) =>
          entry.endsWith('/') ? name.startsWith(entry) : name === entry,
        );
        if (listed === undefined) continue;
        come.add(listed);
        contentsOf(file).modules.set(name, source);
        return stubForModule(name, source, file.name);
      }
      return source;
    },
    missing: () =>
      coldFiles
        .flatMap(({ packages, modules }) => [...packages, ...modules])
        .filter((entry) => !come.has(entry)),
  };
}

/** Stands before the name of a cold file in what the plugin writes. */
const coldFilePrefix = 'cold:';

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
 * What of its packages is listed for another cold file is added to `cold`.
 * @returns the patches that were applied in it
 */
export async function buildColdFile(
  file: ColdFile,
  cold: ColdCollection,
  sdk: Sdk,
  options: BuildOptions,
): Promise<ReadonlySet<Patch>> {
  const { packages, modules } = cold.contentsOf(file);
  const members = [
    ...[...packages].map(
      ([title, path]) => `get ${quote(title)}() { return require(${quote(path)}); }`,
    ),
    ...[...modules].map(
      ([title, source]) => `${quote(title)}(module, exports, require) {\n${source}\n}`,
    ),
  ].sort();
  const { outfile = '', plugins: _, entryPoints: __, ...rest } = options;
  const contents = `module.exports = {\n${members.join(',\n')}\n};`;
  const key = JSON.stringify([rest.absWorkingDir, rest.target, contents, cold.list, sdk]);
  const bundling = built.get(key) ?? bundleColdFile(contents, rest, file, cold, sdk);
  built.set(key, bundling);
  const { bundle, taken, applied } = await bundling;
  for (const [name, source] of taken) cold.takeModule(name, source);
  await writeFile(join(dirname(outfile), file.name), bundle);
  return applied;
}

/** The packages that are changed on their way, and how. */
interface Sdk {
  packages: readonly SdkPackage[];
  patches: readonly Patch[];
}

interface Built {
  bundle: string;
  /** Modules of its packages, by their names, of which the list says that they lie elsewhere. */
  taken: ReadonlyMap<string, string>;
  applied: ReadonlySet<Patch>;
}

/** Every function of a project has the same cold files: each is built once. */
const built = new Map<string, Promise<Built>>();

async function bundleColdFile(
  contents: string,
  options: BuildOptions,
  { runs = false }: ColdFile,
  cold: ColdCollection,
  sdk: Sdk,
): Promise<Built> {
  const taken = new Map<string, string>();
  const applied = new Set<Patch>();
  const { outputFiles } = await build({
    ...options,
    stdin: { contents, resolveDir: '/' },
    // What is uploaded gets smaller; the names of functions and classes stay.
    ...(!runs && { minifyIdentifiers: true, keepNames: true }),
    plugins: [lazyPackages(cold, sdk, taken, applied)],
    write: false,
  });
  const bundle = outputFiles[0]?.text ?? '';
  return {
    bundle: runs ? compileModulesAtOnce(await mangleNames(bundle), stubs) : bundle,
    taken,
    applied,
  };
}

/** Of the database's and bson's modules a call runs some; lodash serves what it seldom does. */
const lazyPackage =
  /[\\/]node_modules[\\/](?:@cloudbase[\\/]database|bson|lodash\.\w+)[\\/].*\.js$/;

function lazyPackages(
  cold: ColdCollection,
  { packages, patches }: Sdk,
  taken: Map<string, string>,
  applied: Set<Patch>,
): Plugin {
  return {
    name: 'lazy-packages',
    setup(build) {
      externalColdFiles(build);
      build.onLoad({ filter: lazyPackage }, async ({ path }) => {
        const file = sdkFileAt(path, packages);
        const source = await readFile(path, 'utf8');
        const patched = file ? applyPatches(source, file, patches, applied) : source;
        const lazy = lazyRequires(patched, file ? placeOf(file) : path);
        const name =
          path
            .split(/[\\/]node_modules[\\/]/)
            .at(-1)
            ?.replaceAll('\\', '/') ?? '';
        const contents = cold.takeModule(name, lazy);
        if (contents !== lazy) taken.set(name, lazy);
        return { contents };
      });
    },
  };
}

/** Cold files stay files of their own. */
export function externalColdFiles(build: PluginBuild): void {
  build.onResolve({ filter: new RegExp(`^${coldFilePrefix}`) }, ({ path }) => ({
    path: `./${path.slice(coldFilePrefix.length)}`,
    external: true,
  }));
}

/** What stands in a module whose code is in a cold file: it runs when that is needed. */
export const stubs = ['require("./cold.'];

const quote = (text: string) => JSON.stringify(text);
