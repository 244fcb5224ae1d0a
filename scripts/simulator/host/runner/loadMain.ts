import { readFileSync } from 'node:fs';
import Module, { createRequire, register } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { FunctionContext, RunnerOptions } from './messages';
import { isNewer } from './runtimes';

export type Main = (
  event: unknown,
  context: FunctionContext,
  callback: (error: unknown, result?: unknown) => void,
) => unknown;

/** Loads index.js as Node would, CommonJS or ES module. Throws what loading it threw. */
export async function loadMain(options: RunnerOptions): Promise<Main> {
  const entry = path.join(options.folder, 'index.js');
  lendSdk(options.lendsSdk);
  const main = mainOf(await load(entry, options.lendsSdk));
  if (!main) throw noMain();
  return main;
}

async function load(entry: string, lendsSdk: string): Promise<unknown> {
  if (!isEsModule(path.dirname(entry))) return createRequire(entry)(entry);
  // Newer versions of Node could require it, but would not ask our hook where the SDK is.
  lendSdkToModules(lendsSdk);
  refuseOldSdkOf(entry);
  return import(pathToFileURL(entry).href);
}

function isEsModule(folder: string): boolean {
  try {
    return JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')).type === 'module';
  } catch {
    return false;
  }
}

function noMain(): Error {
  const error = new Error(
    'index.js does not export main; it has to say exports.main = async (event, context) => { … }',
  );
  // Where we noticed it helps nobody.
  error.stack = error.message;
  return error;
}

function mainOf(exported: unknown): Main | undefined {
  if ((typeof exported !== 'object' && typeof exported !== 'function') || !exported)
    return undefined;
  if ('main' in exported && isMain(exported.main)) return exported.main;
  return 'default' in exported ? mainOf(exported.default) : undefined;
}

function isMain(value: unknown): value is Main {
  return typeof value === 'function';
}

const sdk = 'wx-server-sdk';
const isSdk = (request: string) => request === sdk || request.startsWith(`${sdk}/`);

/** Older ones call hosts of Tencent's whatever address they are given. */
const minSdkVersion = '2.3.3';

type Resolve = (request: string, ...rest: unknown[]) => string;

/**
 * Lets a function that does not bring wx-server-sdk find the one of the project at `home`; in the
 * cloud it would be installed on upload. Nothing else is lent: it would be missing there. One that
 * the function brings and that would leave this machine is refused.
 */
function lendSdk(home: string): void {
  const fromHome = createRequire(`${home}/`);
  const loader = Module as typeof Module & { _resolveFilename: Resolve };
  const resolve = loader._resolveFilename;
  loader._resolveFilename = function (request, ...rest) {
    let file: string;
    try {
      file = resolve.call(this, request, ...rest);
    } catch (error) {
      if (!isSdk(request)) throw error;
      return fromHome.resolve(request);
    }
    if (isSdk(request)) refuseOldSdk(file);
    return file;
  };
}

/** The same for functions that are ES modules; it costs a thread, so only they get it. */
function lendSdkToModules(home: string): void {
  const parentURL = pathToFileURL(`${home}/package.json`).href;
  const hook = `export async function resolve(specifier, context, next) {
    try {
      return await next(specifier, context);
    } catch (error) {
      if (specifier !== '${sdk}') throw error;
      return next(specifier, { ...context, parentURL: ${JSON.stringify(parentURL)} });
    }
  }`;
  register(`data:text/javascript,${encodeURIComponent(hook)}`);
}

/** The hook of ES modules runs in a thread of its own; what it would find is looked for here. */
function refuseOldSdkOf(entry: string): void {
  try {
    createRequire(entry).resolve(sdk);
  } catch (error) {
    if (error instanceof OldSdk) throw error;
  }
}

class OldSdk extends Error {
  override name = 'Error';
}

function refuseOldSdk(file: string): void {
  const end = file.lastIndexOf(`${path.sep}${sdk}${path.sep}`);
  if (end === -1) return;
  const folder = file.slice(0, end + sdk.length + 2);
  const version = versionIn(folder);
  if (version === undefined || !isNewer(minSdkVersion, version)) return;
  const error = new OldSdk(
    `wx-server-sdk ${version} would call Tencent's servers instead of the simulator; it needs ${minSdkVersion} or later (npm install wx-server-sdk@latest in the function's folder)`,
  );
  // Where we noticed it helps nobody.
  error.stack = error.message;
  throw error;
}

function versionIn(folder: string): string | undefined {
  try {
    const { version } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
    return typeof version === 'string' ? version : undefined;
  } catch {
    return undefined;
  }
}
