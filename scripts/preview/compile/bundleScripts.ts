import { build } from 'esbuild';
import { esbuildProblems, isBuildFailure, type Problem } from './problem';

/**
 * Bundles the scripts of app, pages and components. Each becomes a function that runs its file when
 * called, since a mini program runs them one by one with `Page`, `App` or `Component` in scope.
 */
export async function bundleScripts(
  folder: string,
  paths: string[],
): Promise<{ code: string; problems: Problem[] }> {
  const entry = paths.map((path) => `"${path}": () => require("./${path}"),`).join('\n');
  try {
    const result = await build({
      stdin: { contents: `miniprogram.scripts = {${entry}};`, resolveDir: folder },
      bundle: true,
      write: false,
      format: 'iife',
      target: 'es2020',
      charset: 'utf8',
      // Else esbuild takes settings from whichever tsconfig.json it finds.
      tsconfigRaw: {},
      sourcemap: 'inline',
      logLevel: 'silent',
      absWorkingDir: folder,
    });
    const code = result.outputFiles[0]?.text ?? '';
    return { code, problems: esbuildProblems(result) };
  } catch (error) {
    if (!isBuildFailure(error)) throw error;
    return { code: '', problems: esbuildProblems(error) };
  }
}
