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
  if (!main) {
    throw new Error(
      'index.js does not export main; it has to say exports.main = async (event, context) => { … }',
    );
  }
  return main;
}

async function load(entry: string, lendsSdk: string): Promise<unknown> {
  try {
    return createRequire(entry)(entry);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ERR_REQUIRE_ESM'))
      throw error;
    lendSdkToModules(lendsSdk);
    return import(pathToFileURL(entry).href);
  }
}

function mainOf(exported: unknown): Main | undefined {
  if (!(exported instanceof Object)) return undefined;
  if ('main' in exported && isMain(exported.main)) return exported.main;
  return 'default' in exported ? mainOf(exported.default) : undefined;
}

function isMain(value: unknown): value is Main {
  return typeof value === 'function';
}
