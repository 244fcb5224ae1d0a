import { copyFile, mkdir } from 'node:fs/promises';
import { dirname, extname, join } from 'node:path';
import { build } from 'esbuild';
import { listFiles } from '../cli/listFiles';
import { fromEsbuild, type Problem, toProblems } from './buildError';
import { readJson } from './files';

/**
 * What every base library with `wx.cloud` runs without DevTools' own translation, which is off in
 * project.config.json. Old phones lack object spread and async functions.
 * https://developers.weixin.qq.com/miniprogram/dev/framework/runtime/js-support.html
 */
const target = 'es2015';
/** Folders and files of miniprogram/ that are the developer's, not the phone's. */
const kept = (path: string) => !/(^|\/)(testing\/|tsconfig\.json$)|\.test\.ts$|\.d\.ts$/.test(path);

/**
 * Builds the mini program: each script that belongs to the app, a page or a component becomes one
 * file with what it imports inside, so that nothing outside the folder is needed; all else is copied.
 * @throws BuildError
 */
export async function bundleMiniProgram(
  from: string,
  to: string,
  root: string,
  warn: (problem: Problem) => void = () => {},
): Promise<void> {
  const files = listFiles(from).filter(kept);
  const entries = files.filter((file) => isEntry(file, files));
  const { warnings } = await fromEsbuild(
    build({
      entryPoints: entries.map((file) => join(from, file)),
      outdir: to,
      outbase: from,
      absWorkingDir: root,
      bundle: true,
      platform: 'neutral',
      format: 'cjs',
      target,
      charset: 'utf8',
      logLevel: 'silent',
      tsconfigRaw: {},
    }),
  );
  toProblems(warnings).forEach(warn);
  for (const file of files.filter((name) => extname(name) !== '.ts')) {
    if (extname(file) === '.json') await readJson(join(from, file), root);
    await mkdir(dirname(join(to, file)), { recursive: true });
    await copyFile(join(from, file), join(to, file));
  }
}

/** A script is loaded by WeChat where a description of the same name stands beside it. */
function isEntry(file: string, files: readonly string[]): boolean {
  return extname(file) === '.ts' && files.includes(file.replace(/\.ts$/, '.json'));
}
