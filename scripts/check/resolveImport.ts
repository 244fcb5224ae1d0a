import { readFileSync, realpathSync } from 'node:fs';
import { createRequire, isBuiltin } from 'node:module';
import { dirname, join } from 'node:path';
import type ts from 'typescript';
import { aliasedFile } from './compilerOptions';
import { type Led, resolvePath } from './resolvePath';

/** `package`: installed, not followed. */
export type Resolved = Led | 'package';

const sdkName = 'wx-server-sdk';

/** Where `specifier` leads from file `from`: to its real path, by which Node knows a file. */
export function resolveImport(
  from: string,
  specifier: string,
  aliases?: ts.CompilerOptions,
): Resolved {
  if (/^\.{1,2}(\/|$)/.test(specifier)) return realFile(join(dirname(from), specifier));
  if (isBuiltin(specifier) || specifier === sdkName) return 'package';
  const path = aliases && aliasedFile(specifier, from, aliases);
  const local =
    path === undefined || /\.d\.[cm]?ts$/.test(path) ? localPackage(from, specifier) : path;
  if (local !== undefined) return realFile(local);
  // No package's name begins like this: an alias that is not set up, or a path of one machine.
  const isPackage = !/^(@?[/~#]|[a-z]:)/i.test(specifier);
  return isPackage ? 'package' : path === undefined ? 'nowhere' : 'data';
}

function realFile(path: string): Led {
  const led = resolvePath(path);
  return typeof led === 'object' ? { file: realpathSync(led.file) } : led;
}

/**
 * The file of a package whose code is the function's as good as its own: one that is linked from
 * elsewhere, as `file:../common` in package.json does, or that uses the SDK itself.
 */
function localPackage(from: string, specifier: string): string | undefined {
  try {
    const path = createRequire(from).resolve(specifier);
    const isLinked = !/[\\/]node_modules[\\/]/.test(path);
    return isLinked || readFileSync(path, 'utf8').includes(sdkName) ? path : undefined;
  } catch {
    return undefined;
  }
}
