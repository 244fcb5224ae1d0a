import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Plugin } from 'esbuild';
import { applyPatches } from './applyPatches';
import { buildColdFile } from './buildColdFile';
import { coldPackages } from './coldPackages';
import { lazyRequires } from './lazyRequires';
import { type Patch, patches as sdkPatches } from './patches';
import { describe, findSdkPackages, placeOf, sdkFileAt } from './sdkPackages';
import { unpackWebpack } from './unpackWebpack';

/** esbuild's namespaces for the modules in wx-server-sdk's webpack bundle, and for cold packages. */
const inSdk = 'wx-server-sdk';
const inCold = 'cold';

/** What is done to the SDK. */
export interface Plan {
  /** Packages that go into cold.js. */
  packages: readonly string[];
  patches: readonly Patch[];
}

const wxServerSdk402: Plan = { packages: coldPackages, patches: sdkPatches };

/**
 * An esbuild plugin for a cloud function's bundle: makes wx-server-sdk load only what a call needs,
 * and writes the rest to cold.js beside the bundle. README.md here says why that is safe. A
 * function that does not import wx-server-sdk is left alone.
 *
 * The build fails where a package that moves is no longer imported or a patch no longer fits; the
 * error names the SDK's version and the place.
 */
export function coldStart({ packages, patches }: Plan = wxServerSdk402): Plugin {
  const sdkDir = dirname(require.resolve('wx-server-sdk/package.json'));
  const sdk = findSdkPackages(sdkDir);
  const isSdk = (path: string) => sdkFileAt(path, sdk) !== undefined;

  return {
    name: 'cold-start',
    setup(build) {
      // Names are kept: a log should say TcbError, and V8 is no slower for it.
      const options = Object.assign(build.initialOptions, {
        minifyWhitespace: true,
        minifySyntax: true,
        minifyIdentifiers: false,
      });
      const cold = new Map<string, string>();
      const applied = new Set<Patch>();
      let modules = new Map<string, string>();

      build.onStart(() => {
        cold.clear();
        applied.clear();
        modules.clear();
      });

      build.onLoad({ filter: /\.js$/ }, async ({ path }) => {
        const file = sdkFileAt(path, sdk);
        if (!file) return undefined;
        const source = applyPatches(await readFile(path, 'utf8'), file, patches, applied);
        if (path !== join(sdkDir, 'index.js')) {
          return { contents: lazyRequires(source, placeOf(file)) };
        }
        modules = unpackWebpack(source, placeOf(file), `${inSdk}:`);
        return { contents: `module.exports = require('${inSdk}:./src/index.ts');` };
      });

      build.onResolve({ filter: new RegExp(`^${inSdk}:`) }, ({ path }) => ({
        path: path.slice(inSdk.length + 1),
        namespace: inSdk,
      }));
      build.onLoad({ filter: /./, namespace: inSdk }, ({ path }) => {
        const place = `${describe(sdk.slice(0, 1))}, ${path}`;
        const source = modules.get(path);
        if (source === undefined) throw new Error(`${place}: no such module in the webpack table`);
        return { contents: lazyRequires(source, place), resolveDir: sdkDir };
      });

      const resolving = Symbol('resolving');
      build.onResolve({ filter: /^[^.]/ }, async (args) => {
        if (args.pluginData === resolving || !packages.includes(args.path)) return undefined;
        if (args.namespace !== inSdk && !isSdk(args.importer)) return undefined;
        const { path, importer, resolveDir, kind } = args;
        const found = await build.resolve(path, {
          importer,
          resolveDir,
          kind,
          pluginData: resolving,
        });
        if (found.errors.length > 0) return { errors: found.errors };
        cold.set(path, found.path);
        return { path, namespace: inCold };
      });
      build.onLoad({ filter: /./, namespace: inCold }, ({ path }) => ({
        contents: `module.exports = require('./cold.js')[${JSON.stringify(path)}];`,
      }));
      build.onResolve({ filter: /^/, namespace: inCold }, ({ path }) => ({ path, external: true }));

      build.onEnd(async ({ errors }) => {
        if (modules.size === 0 || errors.length > 0) return undefined;
        const lost = [
          ...packages
            .filter((name) => !cold.has(name))
            .map(
              (name) => `${name} is not imported by the SDK any more: take it off coldPackages.ts`,
            ),
          ...patches
            .filter((patch) => !applied.has(patch))
            .map(({ package: name, file }) => `${name} has no ${file} in the bundle to patch`),
        ];
        if (lost.length > 0) {
          return { errors: lost.map((text) => ({ text: `${describe(sdk)}: ${text}` })) };
        }
        await buildColdFile(cold, options);
        return undefined;
      });
    },
  };
}
