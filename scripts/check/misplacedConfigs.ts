import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readConfig } from './config/readConfig';
import { shownPath } from './describeFinding';

const skipped = new Set(['node_modules', 'miniprogram_npm', 'dist']);

interface MisplacedConfig {
  file: string;
  text: string;
  /** The folder that it lies in, as people would type it. */
  folder: string;
}

/**
 * Files named config.json that give permissions where WeChat does not look for them: anywhere but
 * in the folder of a function itself. Another tool's config.json, without permissions, is no matter.
 */
export function misplacedConfigs(
  functions: readonly string[],
  others: readonly string[],
): MisplacedConfig[] {
  const right = new Set(functions.map((folder) => join(folder, 'config.json')));
  const inFolder = (folder: string): string[] =>
    readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return skipped.has(entry.name) ? [] : inFolder(path);
      return entry.name === 'config.json' && !right.has(path) ? [path] : [];
    });
  const files = new Set([...functions, ...others].flatMap(inFolder));
  return [...files].sort().flatMap((file) => {
    const config = readConfig(file);
    if (!config.hasPermissions) return [];
    return [{ file, text: config.text, folder: shownPath(dirname(file)) }];
  });
}
