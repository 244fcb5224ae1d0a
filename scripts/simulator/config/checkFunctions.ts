import { statSync } from 'node:fs';
import { functionNames, leftOutFunctions, whyLeftOut } from '../host/readFunctions';
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
  const leftOut = leftOutFunctions(folder);
  const warnings = leftOut.map((each) => `${folder}: ${whyLeftOut(each)}`);
  if (names.length === 0 && warnings[0] !== undefined) throw new ConfigError(warnings[0]);
  const unknown = [config.messagePush, ...Object.keys(config.functions ?? {})].find(
    (name) => name !== undefined && !names.includes(name),
  );
  if (unknown !== undefined) {
    const found = leftOut.find(({ name }) => name === unknown);
    const why = found ? whyLeftOut(found) : `there are: ${names.join(', ') || 'none'}`;
    throw new ConfigError(`no function "${unknown}" in ${folder}; ${why}`);
  }
  return warnings;
}
