import { readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { OnLoadResult, Plugin } from 'esbuild';
import { type ColdFile, coldFiles, seldomRun } from './coldFiles';
import {
  buildColdFile,
  collectCold,
  externalColdFiles,
  stubForPackage,
  stubs,
} from './collectCold';
import { compileModulesAtOnce, mangleNames } from './compileModulesAtOnce';
import { lazyRequires } from './lazyRequires';
import { applyPatches, type Patch, patches } from './patches';
import { describe, findSdkPackages, placeOf, sdkFileAt } from './sdkPackages';
import { shareHelpers } from './shareHelpers';
import { sdkModulePrefix, unpackSdk } from './unpackSdk';

/** esbuild's namespaces for the modules inside wx-server-sdk's file, and for cold packages. */
const inSdk = 'wx-server-sdk';
const inCold = 'cold';

/** What is done to the SDK. */
export interface Plan {
  coldFiles: readonly ColdFile[];
  patches: readonly Patch[];
}

export const plan: Plan = { coldFiles, patches };

/**
 * An esbuild plugin for a cloud function's bundle: makes wx-server-sdk load only what a call needs,
 * and writes the rest to cold files beside the bundle. README.md here says why that is safe. A
 * function that does not import wx-server-sdk is left alone.
 *
 * The build fails where something on a list is not met in the SDK any more; the error names the
 * SDK's version and the place.
 */
export function coldStart({ coldFiles, patches }: Plan = plan): Plugin {
  const sdkDir = dirname(require.resolve('wx-server-sdk/package.json'));
  const sdk = findSdkPackages(sdkDir);

  return {
    name: 'cold-start',
    setup(build) {
      // Names are kept: a log should say TcbError, and V8 is no slower for it. In ASCII a file takes
      // V8 half the memory.
      const options = Object.assign(build.initialOptions, {
        charset: 'ascii',
        minifyWhitespace: true,
        minifySyntax: true,
        minifyIdentifiers: false,
      });
      let cold = collectCold(coldFiles);
      let applied = new Set<Patch>();
      let unpacked = new Map<string, string>();
      let helpers = new Map<string, string>();

      build.onStart(() => {
        cold = collectCold(coldFiles);
        applied = new Set();
        unpacked = new Map();
        helpers = new Map();
      });

      const load = (name: string, source: string, place: string): OnLoadResult => ({
        contents: cold.takeModule(name, shareHelpers(lazyRequires(source, place), helpers)),
      });

      build.onLoad({ filter: /\.js$/ }, async ({ path }) => {
        const file = sdkFileAt(path, sdk);
        if (!file) return undefined;
        const source = applyPatches(await readFile(path, 'utf8'), file, patches, applied);
        if (path !== join(sdkDir, 'index.js')) {
          return load(`${file.package.name}/${file.file}`, source, placeOf(file));
        }
        unpacked = unpackSdk(source, placeOf(file));
        return { contents: `module.exports = require('${sdkModulePrefix}./src/index.ts');` };
      });

      build.onResolve({ filter: new RegExp(`^${sdkModulePrefix}`) }, ({ path }) => ({
        path: path.slice(sdkModulePrefix.length),
        namespace: inSdk,
      }));
      build.onLoad({ filter: /./, namespace: inSdk }, ({ path }) => {
        const place = `${describe(sdk.slice(0, 1))}, ${path}`;
        const helper = helpers.get(sdkModulePrefix + path);
        if (helper !== undefined) return { contents: helper };
        const source = unpacked.get(path);
        if (source === undefined) throw new Error(`${place} is not in its bundle`);
        return { ...load(sdkModulePrefix + path, source, place), resolveDir: sdkDir };
      });

      const resolving = Symbol('resolving');
      build.onResolve({ filter: /^[^.]/ }, async (args) => {
        const { path, importer, resolveDir, kind, namespace, pluginData } = args;
        const isSdk = namespace === inSdk || sdkFileAt(importer, sdk) !== undefined;
        const file = cold.fileOf(path);
        if (!isSdk || !file || pluginData === resolving) return undefined;
        const from = { importer, resolveDir, kind, pluginData: resolving };
        const found = await build.resolve(path, from);
        if (found.errors.length > 0) return { errors: found.errors };
        cold.addPackage(path, found.path);
        return { path, namespace: inCold, pluginData: file };
      });
      build.onLoad({ filter: /./, namespace: inCold }, ({ path, pluginData }) => ({
        contents: stubForPackage(path, pluginData),
      }));
      externalColdFiles(build);

      build.onEnd(async ({ errors }) => {
        if (unpacked.size === 0 || errors.length > 0) return undefined;
        for (const file of coldFiles) {
          const inFile = await buildColdFile(file, cold, { packages: sdk, patches }, options);
          for (const patch of inFile) applied.add(patch);
        }
        const lost = [
          ...cold
            .missing()
            .map((entry) => `do not import ${entry} any more, which is listed in coldFiles.ts`),
          ...patches
            .filter((patch) => !applied.has(patch))
            .map(({ package: name, file }) => `bring no ${name}/${file} for patches.ts to change`),
        ];
        if (lost.length > 0) {
          return { errors: lost.map((what) => ({ text: `${describe(sdk)} ${what}` })) };
        }
        const { outfile = '' } = options;
        const mangled = await mangleNames(await readFile(outfile, 'utf8'));
        const modules = seldomRun.map((name) => `${name}"(`);
        await writeFile(outfile, compileModulesAtOnce(mangled, [...stubs, ...modules]));
        return undefined;
      });
    },
  };
}
