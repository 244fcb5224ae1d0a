import { copyFile, mkdir, readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Folders in a function's folder that are the developer's, not the function's. */
const skippedFolders = new Set(
  'node_modules miniprogram_npm dist coverage test tests testing __tests__ __mocks__'.split(' '),
);
/** Files that are about the function, and not read by it. */
const skippedFiles = [
  /^(package|package-lock|config|tsconfig.*|jsconfig|project\..*|biome)\.json$/,
  /^(yarn\.lock|pnpm-lock\.yaml|(readme|changelog)\b.*)$/i,
  /\.(test|spec|config)\.[cm]?[jt]sx?$/,
  /\.schema\.json$/,
  /\.map$/,
];

/**
 * Copies what lies beside a function's code and may be read by it: pictures, templates, data, and
 * scripts that no import leads to. Left out is what the bundle holds already, TypeScript, tests,
 * packages, settings of tools, config.json and package.json (bundleFunction.ts writes them), and hidden files.
 * @param bundled the files that the bundle was made of, relative to `from`
 */
export async function copyAssets(
  from: string,
  to: string,
  bundled: ReadonlySet<string>,
): Promise<void> {
  for (const file of await filesIn(from)) {
    if (isCode(file, bundled)) continue;
    await mkdir(dirname(join(to, file)), { recursive: true });
    await copyFile(join(from, file), join(to, file));
  }
}

/** A `.json` that the code imports may be read as a file too; it goes along in any case. */
function isCode(file: string, bundled: ReadonlySet<string>): boolean {
  if (/\.(tsx?|[cm]ts|jsx)$/.test(file)) return true;
  if (!/\.[cm]?js$/.test(file)) return false;
  const isCompiled = bundled.has(file.replace(/js$/, 'ts'));
  return bundled.has(file) || isCompiled;
}

/** Relative to the folder, with forward slashes. */
async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const found = entries.map(async (entry): Promise<string[]> => {
    const { name } = entry;
    if (name.startsWith('.')) return [];
    if (entry.isFile()) return skippedFiles.some((it) => it.test(name)) ? [] : [name];
    if (!entry.isDirectory() || skippedFolders.has(name)) return [];
    return (await filesIn(join(folder, name))).map((file) => `${name}/${file}`);
  });
  return (await Promise.all(found)).flat();
}
