import { dirname, sep } from 'node:path';
import ts from 'typescript';

/**
 * What the nearest tsconfig.json upwards of a folder says, or else the nearest jsconfig.json, as the
 * compiler reads it; `{}` where there is none in `within` either.
 * @param within folders in which it counts; anywhere unless given
 */
export function readCompilerOptions(
  folder: string,
  within: readonly string[] = [''],
): ts.CompilerOptions {
  const path = ['tsconfig.json', 'jsconfig.json']
    .map((name) => ts.findConfigFile(folder, ts.sys.fileExists, name))
    .find((found) => within.some((it) => found?.startsWith(it.split(sep).join('/'))));
  if (path === undefined) return {};
  const { config } = ts.readConfigFile(path, ts.sys.readFile);
  const host = { ...ts.sys, readDirectory: () => [] };
  return ts.parseJsonConfigFileContent(config ?? {}, host, dirname(path)).options;
}

/** These options for `aliasedFile`; undefined where they give no names to what lies elsewhere. */
export function aliasOptions(options: ts.CompilerOptions): ts.CompilerOptions | undefined {
  const hasAliases = options.paths !== undefined || options.baseUrl !== undefined;
  return hasAliases ? { ...options, allowJs: true, resolveJsonModule: true } : undefined;
}

/** The file of the project itself, or its declarations, to which `specifier` leads by an alias. */
export function aliasedFile(
  specifier: string,
  from: string,
  aliases: ts.CompilerOptions,
): string | undefined {
  const found = ts.resolveModuleName(specifier, from, aliases, ts.sys).resolvedModule;
  return found && !found.isExternalLibraryImport ? found.resolvedFileName : undefined;
}
