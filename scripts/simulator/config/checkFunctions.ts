import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { functionNames } from '../host/readFunctions';
import type { SimulatorConfig } from './config';
import { ConfigError } from './configError';

/**
 * Checks the folder of functions before anything starts: it has to be there, and every function that
 * the configuration speaks of has to be in it.
 *
 * @returns a warning for each subfolder that is left out because it has no index.js
 * @throws ConfigError, one line that says what to do
 */
export function checkFunctions(folder: string, config: SimulatorConfig): string[] {
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) {
    throw new ConfigError(
      `no such folder: ${folder} (--functions takes a folder with one subfolder a function; npm run build makes dist/cloudfunctions)`,
    );
  }
  const names = functionNames(folder);
  const warnings = readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => !names.includes(name) && mayBeFunction(folder, name))
    .map(
      ({ name }) =>
        `${path.join(folder, name)} has no index.js: a function's folder needs one that exports main`,
    );
  if (names.length === 0 && warnings[0] !== undefined) throw new ConfigError(warnings[0]);
  const unknown = [config.messagePush, ...Object.keys(config.functions ?? {})].find(
    (name) => name !== undefined && !names.includes(name),
  );
  if (unknown !== undefined) {
    throw new ConfigError(
      `no function "${unknown}" in ${folder}; there are: ${names.join(', ') || 'none'}`,
    );
  }
  return warnings;
}

/** Functions of one folder may share packages and hidden folders, which are none themselves. */
function mayBeFunction(folder: string, name: string): boolean {
  if (name === 'node_modules' || name.startsWith('.')) return false;
  return statSync(path.join(folder, name), { throwIfNoEntry: false })?.isDirectory() ?? false;
}
