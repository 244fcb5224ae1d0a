import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build, type Plugin } from 'esbuild';
import { esbuildProblems, isBuildFailure, type Problem } from './problem';
import { rpxToVw } from './rpx';

/** Compiles WXSS files, in this order and with what they import, to one CSS file. */
export async function compileStyles(
  folder: string,
  files: string[],
): Promise<{ css: string; problems: Problem[] }> {
  try {
    const result = await build({
      stdin: {
        contents: files.map((file) => `@import "./${file}";`).join('\n'),
        resolveDir: folder,
        loader: 'css',
      },
      bundle: true,
      write: false,
      // Else esbuild takes settings from whichever tsconfig.json it finds.
      tsconfigRaw: {},
      logLevel: 'silent',
      absWorkingDir: folder,
      plugins: [wxss(folder)],
    });
    const css = result.outputFiles[0]?.text ?? '';
    return { css: rpxToVw(css), problems: esbuildProblems(result) };
  } catch (error) {
    if (!isBuildFailure(error)) throw error;
    return { css: '', problems: esbuildProblems(error) };
  }
}

/** WXSS is CSS with another name; a path that starts with `/` starts at the mini program's folder. */
function wxss(folder: string): Plugin {
  return {
    name: 'wxss',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^\/.*\.wxss$/ }, ({ path }) => ({ path: join(folder, path) }));
      onResolve({ filter: /^(https?:|data:)/ }, ({ path }) => ({ path, external: true }));
      onLoad({ filter: /\.wxss$/ }, async ({ path }) => ({
        contents: await readFile(path, 'utf8'),
        loader: 'css',
      }));
    },
  };
}
