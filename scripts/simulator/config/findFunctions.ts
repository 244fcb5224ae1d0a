import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { type ParseError, parse } from 'jsonc-parser';
import { fieldOf } from '../../cli/fieldOf';
import { functionNames, leftOutFunctions, whyLeftOut } from '../host/readFunctions';
import type { SimulatorConfig } from './config';
import { ConfigError } from './configError';

const projectFile = 'project.config.json';

/**
 * The folder of functions where none was named: `cloudfunctionRoot` of the nearest
 * project.config.json, in `from` or above it, as WeChat DevTools takes it.
 *
 * @returns an absolute path, which may not be there
 * @throws ConfigError, one line that says what to do
 */
export function findFunctions(from = process.cwd()): string {
  const folder = foldersUpFrom(path.resolve(from)).find((above) =>
    existsSync(path.join(above, projectFile)),
  );
  if (folder === undefined) {
    throw new ConfigError(
      `which functions? There is no ${projectFile} in ${from} or above it: name their folder with --functions (in code: functions)`,
    );
  }
  const file = path.join(folder, projectFile);
  const root = fieldOf(readProject(file), 'cloudfunctionRoot');
  if (typeof root !== 'string' || root === '') {
    throw new ConfigError(
      `${file} names no "cloudfunctionRoot": add it, or name the folder of the functions with --functions (in code: functions)`,
    );
  }
  const functions = path.resolve(folder, root);
  if (statSync(functions, { throwIfNoEntry: false })?.isDirectory()) return functions;
  throw new ConfigError(
    `${file} names "${root}" as cloudfunctionRoot, but there is no such folder: build it first, or name another with --functions (in code: functions)`,
  );
}

function readProject(file: string): unknown {
  const errors: ParseError[] = [];
  const project: unknown = parse(readFileSync(file, 'utf8').replace(/^\uFEFF/, ''), errors, {
    allowTrailingComma: true,
  });
  if (errors.length > 0) throw new ConfigError(`${file} is not valid JSON`);
  return project;
}

function foldersUpFrom(folder: string): string[] {
  const above = path.dirname(folder);
  return above === folder ? [folder] : [folder, ...foldersUpFrom(above)];
}

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
