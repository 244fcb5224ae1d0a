import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative, sep } from 'node:path';

/** One of the packages that wx-server-sdk is made of, as it is installed here. */
export interface SdkPackage {
  name: string;
  version: string;
  dir: string;
}

/** A file of one of them; `file` is relative to the package, with forward slashes. */
export interface SdkFile {
  package: SdkPackage;
  file: string;
}

/** The packages that are changed on their way into a bundle, and whose import brings each in. */
const importers = {
  '@cloudbase/node-sdk': 'wx-server-sdk',
  '@cloudbase/database': '@cloudbase/node-sdk',
  bson: '@cloudbase/database',
  '@cloudbase/signature-nodejs': '@cloudbase/node-sdk',
  'form-data': '@cloudbase/node-sdk',
  'json-bigint': 'wx-server-sdk',
  protobufjs: 'wx-server-sdk',
} as const;

/**
 * Finds them from wx-server-sdk's folder: a package of the same name that a function of yours
 * imports may be another version, and is none of the SDK's.
 */
export function findSdkPackages(sdkDir: string): SdkPackage[] {
  const found = new Map([['wx-server-sdk', readPackage(sdkDir)]]);
  for (const [name, importer] of Object.entries(importers)) {
    const from = createRequire(join(found.get(importer)?.dir ?? sdkDir, 'package.json'));
    found.set(name, readPackage(dirname(from.resolve(`${name}/package.json`))));
  }
  return [...found.values()];
}

function readPackage(dir: string): SdkPackage {
  const { name, version } = JSON.parse(readFileSync(join(dir, 'package.json'), 'utf8')) as {
    name: string;
    version: string;
  };
  return { name, version, dir };
}

export function sdkFileAt(path: string, packages: readonly SdkPackage[]): SdkFile | undefined {
  const found = packages.find(
    ({ dir }) => path.startsWith(dir + sep) && !path.startsWith(join(dir, 'node_modules') + sep),
  );
  return found && { package: found, file: relative(found.dir, path).split(sep).join('/') };
}

/** `@cloudbase/node-sdk 3.17.2, dist/cloudbase.js`: how a build error names a place. */
export function placeOf({ package: { name, version }, file }: SdkFile): string {
  return `${name} ${version}, ${file}`;
}

/** `wx-server-sdk 4.0.2, @cloudbase/node-sdk 3.17.2, …`, for what concerns no single place. */
export function describe(packages: readonly SdkPackage[]): string {
  return packages.map(({ name, version }) => `${name} ${version}`).join(', ');
}
