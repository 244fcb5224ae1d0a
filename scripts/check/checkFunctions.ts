import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { openapiCalls } from './calls/openapiCalls';
import { loadSources, sourceFiles } from './calls/sources';
import { comparePermissions } from './comparePermissions';
import { type Config, readConfig } from './config/readConfig';
import { type Finding, finding } from './finding';
import { type FunctionFolder, functionFolders } from './functionFolders';
import { misplacedConfigs } from './misplacedConfigs';

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
}

/**
 * Compares the `cloud.openapi.*` calls in each function's source with the permissions in its
 * config.json. `folder` holds functions, or is one. Takes some 0.3 s, most of it to load the
 * compiler. Throws only where `folder` cannot be read.
 * https://developers.weixin.qq.com/miniprogram/dev/wxcloud/guide/openapi/openapi.html
 */
export function checkFunctions(folder: string): Check {
  const { functions, others } = functionFolders(resolve(folder));
  const checked = functions.map(checkFunction);
  const misplaced = misplacedConfigs(
    functions.map((it) => it.folder),
    others,
  );
  return {
    functions: checked,
    findings: [
      ...misplaced.map((config) =>
        finding('misplaced', { ...config, offset: 0 }, { folder: config.folder }),
      ),
      ...checked.flatMap((it) => it.findings),
    ],
  };
}

function checkFunction({ folder, entry }: FunctionFolder): CheckedFunction {
  const own = sourceFiles(folder);
  const sources = loadSources([...own, entry]);
  const configFile = join(folder, 'config.json');
  const config = existsSync(configFile) ? readConfig(configFile) : undefined;
  const calls = openapiCalls(sources, entry, own);
  const { findings, permissions } = comparePermissions(calls, config, configFile);
  const atStart = (file: string) => ({ file, text: '', offset: 0 });
  const limits = [
    ...sources.unread.map((file) => finding('notRead', atStart(file))),
    ...(calls.exhausted ? [finding('exhausted', atStart(entry))] : []),
  ];
  return {
    folder,
    configFile,
    config,
    permissions,
    findings: [...(config?.findings ?? []), ...limits, ...findings].sort(byPlace),
  };
}

function byPlace(a: Finding, b: Finding): number {
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  return a.line - b.line || a.column - b.column;
}
