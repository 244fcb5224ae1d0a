import { readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import path from 'node:path';

/** The functions in the folder, sorted: each subfolder with an index.js. */
export function functionNames(functionsDir: string): string[] {
  return readdirSync(functionsDir, { withFileTypes: true })
    .map((entry) => entry.name)
    .filter((name) => isFunction(functionsDir, name))
    .sort();
}

/** Whether there is a function of this name; a name that leads out of the folder is none. */
export function isFunction(functionsDir: string, name: string): boolean {
  if (name !== path.basename(name) || name.startsWith('.')) return false;
  return stat(path.join(functionsDir, name, 'index.js'))?.isFile() ?? false;
}

/** A subfolder that is no function: it has no index.js, but perhaps an index.ts to compile. */
export interface LeftOut {
  name: string;
  typescript: boolean;
}

/** The subfolders that could be meant as functions and are none. */
export function leftOutFunctions(functionsDir: string): LeftOut[] {
  return readdirSync(functionsDir)
    .filter((name) => !/^(node_modules$|\.)/.test(name) && !isFunction(functionsDir, name))
    .filter((name) => stat(path.join(functionsDir, name))?.isDirectory())
    .map((name) => ({
      name,
      typescript: stat(path.join(functionsDir, name, 'index.ts'))?.isFile() ?? false,
    }));
}

/** What a left-out folder needs, for an error message. */
export function whyLeftOut({ name, typescript }: LeftOut): string {
  return typescript
    ? `${name} has index.ts but no index.js: compile it first (npx esbuild ${name}/index.ts --bundle --platform=node --target=node16 --external:wx-server-sdk --outfile=${name}/index.js)`
    : `${name} has no index.js: a function's folder needs one that exports main`;
}

/**
 * Changes whenever a file of the function does. Read before each call rather than watched: a call
 * made right after a change must find it. What npm installed is left out.
 */
export function functionVersion(folder: string): string {
  const parts: string[] = [];
  const visited = new Set<string>();
  const visit = (directory: string) => {
    // A link may lead back to where it stands.
    const real = realpathSync(directory);
    if (visited.has(real)) return;
    visited.add(real);
    for (const entry of readdirSync(directory, { withFileTypes: true })) {
      if (entry.name === 'node_modules' || entry.name === '.git') continue;
      const file = path.join(directory, entry.name);
      const found = stat(file);
      if (found?.isDirectory()) visit(file);
      else if (found)
        parts.push(`${file} ${found.size} ${found.mtimeMs} ${found.ctimeMs} ${found.ino}`);
    }
  };
  visit(folder);
  return parts.join('\n');
}

/**
 * `permissions.openapi` of the function's config.json; empty where there is none.
 *
 * @throws {Error} that says what is wrong with the file
 */
export function functionPermissions(folder: string): string[] {
  const file = path.join(folder, 'config.json');
  if (!stat(file)) return [];
  let config: unknown;
  try {
    config = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`config.json of ${path.basename(folder)} is not JSON: ${reason}`);
  }
  const openapi = member(member(config, 'permissions'), 'openapi') ?? [];
  if (!Array.isArray(openapi) || !openapi.every((name) => typeof name === 'string')) {
    throw new Error(
      `permissions.openapi in config.json of ${path.basename(folder)} has to be a list of API names, such as ["customerServiceMessage.setTyping"]`,
    );
  }
  return openapi;
}

function member(value: unknown, name: string): unknown {
  return value instanceof Object && name in value ? Reflect.get(value, name) : undefined;
}

/** Undefined: it is not there, or has a name that no file can have. */
function stat(file: string) {
  try {
    return statSync(file, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}
