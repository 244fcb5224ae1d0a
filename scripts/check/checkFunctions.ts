import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openapiCalls } from './callGraph';
import { comparePermissions } from './comparePermissions';
import { type Config, readConfig } from './config';
import { type Finding, finding } from './finding';
import { codelessPackages, findFunctions, misplacedConfigs } from './functionFolders';
import { sourceFiles } from './sourceFiles';
import { loadSources } from './sources';
import { writePermissions } from './writePermissions';

export interface CheckedFunction {
  folder: string;
  /** Where its config.json is, or would be. */
  configFile: string;
  config: Config | undefined;
  /** What `permissions.openapi` should be; what is called for certain, sorted as config.json has it. */
  permissions: string[];
  findings: Finding[];
}

export interface Check {
  functions: CheckedFunction[];
  /** All that is wrong or uncertain, function by function and by line; empty: nothing. */
  findings: Finding[];
  /** Folders that were not checked, though they look like functions; a build says so by itself. */
  leftOut: Finding[];
}

/**
 * Compares the `cloud.openapi.*` calls in each function's source with the permissions in its
 * config.json. `folder` holds functions, or is one, or is a project's root with a
 * project.config.json. Takes 0.1 s for a small function, and 3 s for the two of this project.
 * Throws only where `folder` cannot be read.
 * https://developers.weixin.qq.com/miniprogram/dev/wxcloud/guide/openapi/openapi.html
 */
export function checkFunctions(folder: string): Check {
  const found = findFunctions(folder);
  const checked = found.functions.map(({ folder, entry }) =>
    checkFunction(folder, entry, found.isUploaded),
  );
  const misplaced = misplacedConfigs(found).map((config) =>
    finding('misplaced', { ...config, offset: 0 }, { folder: config.folder }),
  );
  return {
    functions: checked,
    findings: [...misplaced, ...checked.flatMap((it) => it.findings)],
    leftOut: codelessPackages(found).map((file) =>
      finding('noEntry', { file, text: '', offset: 0 }),
    ),
  };
}

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

function checkFunction(folder: string, entry: string, isUploaded: boolean): CheckedFunction {
  const own = sourceFiles(folder);
  const found = openapiCalls(loadSources([...own, entry]), { folder, entry, own });
  const configFile = join(folder, 'config.json');
  const config = existsSync(configFile) ? readConfig(configFile) : undefined;
  // TypeScript has to be built before it is uploaded, and then what it imports comes with it.
  const isCopied = isUploaded && /js$/.test(entry);
  const relevant = found.filter(({ kind }) => isCopied || kind !== 'outside');
  const { findings, permissions } = comparePermissions(relevant, config, configFile);
  return {
    folder,
    configFile,
    config,
    permissions,
    findings: [...(config?.findings ?? []), ...findings].sort(byPlace),
  };
}

function byPlace(a: Finding, b: Finding): number {
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  return a.line - b.line || a.column - b.column;
}
