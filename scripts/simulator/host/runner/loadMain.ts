import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { lendSdk, lendSdkToModules } from './lendSdk';
import type { FunctionContext, RunnerOptions } from './messages';

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
