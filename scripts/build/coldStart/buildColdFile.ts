import { dirname, join } from 'node:path';
import { type BuildOptions, build } from 'esbuild';
import type { ColdContents } from './collectCold';

/**
 * Bundles a cold file beside the bundle that `options` describe. It exports a getter for each
 * package, and a function for each module that fills `module.exports`: reading it runs none of them.
 */
export async function buildColdFile(
  name: string,
  cold: ColdContents,
  options: BuildOptions,
): Promise<void> {
  const members = [
    ...[...cold.packages].map(
      ([title, file]) => `get ${quote(title)}() { return require(${quote(file)}); }`,
    ),
    ...[...cold.modules].map(
      ([title, source]) => `${quote(title)}(module, exports, require) {\n${source}\n}`,
    ),
  ].sort();
  const { outfile = '', plugins: _, entryPoints: __, ...rest } = options;
  await build({
    ...rest,
    stdin: { contents: `module.exports = {\n${members.join(',\n')}\n};`, resolveDir: '/' },
    // What is uploaded gets smaller; the names of functions and classes stay.
    minifyIdentifiers: true,
    keepNames: true,
    outfile: join(dirname(outfile), name),
  });
}

const quote = (text: string) => JSON.stringify(text);
