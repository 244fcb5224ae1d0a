import { existsSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import type { SimulatorConfig } from './config';
import { ConfigError } from './configError';

/**
 * Checks the folder of functions before anything starts: it has to be there, each of its folders has
 * to be a function, and every function that the configuration speaks of has to be among them.
 *
 * @throws ConfigError, one line that says what to do.
 */
export function checkFunctions(folder: string, config: SimulatorConfig): void {
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) {
    throw new ConfigError(
      `no such folder: ${folder} (--functions takes a folder with one subfolder a function; npm run build makes dist/cloudfunctions)`,
    );
  }
  const names = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && isFunctionName(entry.name))
    .map((entry) => entry.name);
  const empty = names.find((name) => !existsSync(path.join(folder, name, 'index.js')));
  if (empty) {
    throw new ConfigError(
      `${path.join(folder, empty)} has no index.js: a function's folder needs one that exports main`,
    );
  }
  const unknown = [config.messagePush, ...Object.keys(config.functions ?? {})].find(
    (name) => name !== undefined && !names.includes(name),
  );
  if (unknown !== undefined) {
    throw new ConfigError(
      `no function "${unknown}" in ${folder}; there are: ${names.join(', ') || 'none'}`,
    );
  }
}

/** Functions of one folder may share packages and hidden folders, which are none themselves. */
function isFunctionName(name: string): boolean {
  return name !== 'node_modules' && !name.startsWith('.');
}
