import type { Plugin } from 'esbuild';
import { coldStart } from './coldStart/coldStart';
import { compileValidators } from './compileValidators';
import { dropCodeTexts } from './dropCodeTexts';

/** What esbuild is taught before it bundles a cloud function; made anew for each bundle. */
export function functionPlugins(): Plugin[] {
  return [compileValidators(), dropCodeTexts(), coldStart()];
}
