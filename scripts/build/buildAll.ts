import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BuildError } from './buildError';
import { bundleFunction } from './bundleFunction';
import { bundleMiniProgram } from './bundleMiniProgram';
import { projectRoot } from './projectRoot';
import { type BuiltFile, replaceTree } from './replaceTree';

export interface BuildOptions {
  /** The folder with cloudfunctions/ and miniprogram/; this project unless given. */
  root?: string;
  /** `dist` in it unless given. */
  outDir?: string;
}

/**
 * Builds what is deployed: `cloudfunctions/<name>/` of each folder that has an index.ts, and
 * `miniprogram/`. The same sources give the same bytes, wherever they lie. `outDir` ends up with
 * exactly that, and stays as it was where something cannot be built.
 * @returns the files of outDir
 * @throws BuildError that names every problem found
 */
export async function buildAll(options: BuildOptions = {}): Promise<BuiltFile[]> {
  const { root = projectRoot, outDir = join(root, 'dist') } = options;
  const stage = await mkdtemp(join(tmpdir(), 'wechat-typing-'));
  try {
    await allOrBuildError([
      buildFunctions(root, join(stage, 'cloudfunctions')),
      bundleMiniProgram(join(root, 'miniprogram'), join(stage, 'miniprogram'), root),
    ]);
    return await replaceTree(stage, outDir);
  } finally {
    await rm(stage, { recursive: true, force: true });
  }
}

/**
 * Builds the functions alone, each into a folder of its name in `to`.
 * @throws BuildError that names every problem found
 */
export async function buildFunctions(root: string, to: string): Promise<void> {
  await allOrBuildError(
    (await functionNames(root)).map((name) =>
      bundleFunction({ from: join(root, 'cloudfunctions', name), to: join(to, name), root }),
    ),
  );
}

async function functionNames(root: string): Promise<string[]> {
  const folder = join(root, 'cloudfunctions');
  const names = (await readdir(folder)).sort();
  return names.filter((name) => existsSync(join(folder, name, 'index.ts')));
}

/** Waits for all of them, so that one run names the problems of all. */
async function allOrBuildError(builds: Promise<void>[]): Promise<void> {
  const failures = (await Promise.allSettled(builds)).flatMap((build) =>
    build.status === 'rejected' ? [build.reason] : [],
  );
  const other = failures.find((failure) => !(failure instanceof BuildError));
  if (other !== undefined) throw other;
  const problems = failures.flatMap((failure: BuildError) => failure.problems);
  if (problems.length > 0) throw new BuildError(problems);
}
