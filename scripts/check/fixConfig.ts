import { writeFileSync } from 'node:fs';
import type { CheckedFunction } from './checkFunctions';
import { writePermissions } from './config/writePermissions';

/**
 * Writes the permissions that the function needs into its config.json, which is made where there is
 * none. False where nothing is to be done, or the file is not what it should be and a person has to
 * look at it first.
 */
export function fixConfig({ config, configFile, permissions }: CheckedFunction): boolean {
  if (config ? !config.readable : permissions.length === 0) return false;
  const before = config?.permissions.map(({ name }) => name) ?? [];
  const repeated = config?.findings.some(({ kind }) => kind === 'duplicate') === true;
  if (config && !repeated && before.join() === permissions.join()) return false;
  writeFileSync(configFile, writePermissions(config?.text, permissions));
  return true;
}
