import { dirname, join } from 'node:path';
import { type BuildOptions, build } from 'esbuild';

/**
 * Bundles cold.js beside the bundle that `options` describe: one getter a package, so that using
 * one does not run the others.
 *
 * @param packages each package's entry file by the name under which the SDK imports it
 */
export async function buildColdFile(
  packages: ReadonlyMap<string, string>,
  options: BuildOptions,
): Promise<void> {
  const getters = [...packages]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, file]) => `get ${quote(name)}() { return require(${quote(file)}); },`);
  const { outfile = '', outdir = dirname(outfile), plugins: _, entryPoints: __, ...rest } = options;
  await build({
    ...rest,
    stdin: { contents: `module.exports = {\n${getters.join('\n')}\n};`, resolveDir: '/' },
    outfile: join(outdir, 'cold.js'),
  });
}

const quote = (text: string) => JSON.stringify(text);
