import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { type ParseError, parse } from 'jsonc-parser';
import { fieldOf } from '../../cli/fieldOf';
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
