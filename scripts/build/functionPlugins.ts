import type { Plugin } from 'esbuild';
import { coldStart } from './coldStart/coldStart';
import { compileValidators } from './compileValidators';

/** What esbuild is taught before it bundles a cloud function; made anew for each bundle. */
export function functionPlugins(): Plugin[] {
  return [compileValidators(), coldStart()];
}
