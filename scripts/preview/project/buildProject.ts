import { existsSync, readdirSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { BuildError } from '../../build/buildError';
import { beforeBuild, isBuilt } from '../../build/buildStamp';
import { bundleMiniProgram } from '../../build/bundleMiniProgram';
import { replaceTree } from '../../build/files';
import { makeTempFolder, removeTempFolder } from '../../cli/tempFolder';
import type { Problem } from '../compile/problem';

interface ProjectFolders {
  /** The folder with cloudfunctions/ and miniprogram/. */
  root: string;
  /** Where they are built to. */
  outDir: string;
}

/** What a build of the functions came to. */
export interface Built {
  /** What was built: function names, `miniprogram`; none where all of it was there already. */
  names: string[];
  /** Why the functions could not be built; the mini program's problems are shown where it runs. */
  problems: Problem[];
}

// Loading what bundles functions takes a while: where all is built already, nobody needs it, so it is
// required where it is used.

/** Builds; see `createBuild`. */
export type Build = (changed?: readonly string[]) => Promise<Built>;

/**
 * Makes what builds a project as it is deployed: the whole at first, then only what a change
 * concerns, for a developer waits for it at each save. What was built from these very sources
 * before is left as it is.
 *
 * The build gets the paths that have changed since the last one, relative to root; without them
 * any may have. It rejects where outDir cannot be written.
 * @param onBegin told when there is something to build
 */
export function createBuild(folders: ProjectFolders, onBegin: () => void): Build {
  /** What of outDir may be old, for its last build has failed; undefined: any of it may. */
  let old: ReadonlySet<string> | undefined;
  return async (changed) => {
    const { outDir } = folders;
    // It is there already where a change or a mistake has been taken back, too.
    if (await isBuilt(folders)) {
      old = new Set();
      return { names: [], problems: [] };
    }
    const concerned = changed && namesToBuild(changed, folders);
    const names = old && concerned && [...new Set([...old, ...concerned])].sort();
    // Else somebody would wait for the whole build only to hear that it cannot be written.
    await mkdir(outDir, { recursive: true });
    onBegin();
    old = undefined;
    const remember = await beforeBuild(folders);
    const waiting = new Set(names);
    try {
      await (names
        ? buildParts(names, folders, (name) => waiting.delete(name))
        : buildWhole(folders));
    } catch (error) {
      if (!(error instanceof BuildError)) throw error;
      old = names && waiting;
      return { names: names ?? [], problems: ownProblems(error).map(toProblem) };
    }
    old = new Set();
    await remember();
    return { names: names ?? allNames(folders), problems: [] };
  };
}

/**
 * Bundles the functions that a change concerns, each into a folder of its name in `to`, without what
 * makes a cold start fast: a developer waits for this, and the build as deployed follows.
 * @returns undefined where it takes the whole build to know what the change concerns
 */
export async function bundleQuickly(
  { root, outDir }: ProjectFolders,
  changed: readonly string[],
  to: string,
): Promise<Built | undefined> {
  const names = namesToBuild(changed, { root, outDir })?.filter((name) => name !== 'miniprogram');
  if (!names || names.length === 0) return undefined;
  const { bundleFunction }: typeof import('../../build/bundleFunction') =
    require('../../build/bundleFunction');
  try {
    await allOrBuildError(
      names.map((name) =>
        bundleFunction({
          from: join(root, 'cloudfunctions', name),
          to: join(to, name),
          root,
          quick: true,
        }),
      ),
    );
    return { names, problems: [] };
  } catch (error) {
    if (!(error instanceof BuildError)) throw error;
    return { names, problems: ownProblems(error).map(toProblem) };
  }
}

/** @returns the functions (and `miniprogram`) that these paths belong to; undefined: any of them */
function namesToBuild(
  changed: readonly string[],
  { outDir }: ProjectFolders,
): string[] | undefined {
  const names = new Set<string>();
  for (const path of changed) {
    const [folder, name = ''] = path.split(/[\\/]/);
    if (folder === 'miniprogram') names.add(folder);
    else if (existsSync(join(outDir, 'cloudfunctions', name, 'index.js'))) names.add(name);
    else return undefined;
  }
  return [...names].sort();
}

function allNames({ outDir }: ProjectFolders): string[] {
  return [...readdirSync(join(outDir, 'cloudfunctions')), 'miniprogram'];
}

/** A mini program that does not compile keeps nobody from running the functions. */
async function buildWhole({ root, outDir }: ProjectFolders): Promise<void> {
  const { buildFunctions }: typeof import('../../build/buildAll') = require('../../build/buildAll');
  try {
    await allOrBuildError([
      staged(join(outDir, 'cloudfunctions'), (stage) => buildFunctions(root, stage)),
      buildMiniProgram({ root, outDir }),
    ]);
  } catch (error) {
    if (!(error instanceof BuildError) || ownProblems(error).length > 0) throw error;
  }
}

/** @param built told of each that has been built, also where another fails */
async function buildParts(
  names: readonly string[],
  folders: ProjectFolders,
  built: (name: string) => void,
): Promise<void> {
  const { root, outDir } = folders;
  const { bundleFunction }: typeof import('../../build/bundleFunction') =
    require('../../build/bundleFunction');
  await allOrBuildError(
    names.map(async (name) => {
      const from = join(root, 'cloudfunctions', name);
      await (name === 'miniprogram'
        ? buildMiniProgram(folders)
        : staged(join(outDir, 'cloudfunctions', name), (to) => bundleFunction({ from, to, root })));
      built(name);
    }),
  );
}

const buildMiniProgram = ({ root, outDir }: ProjectFolders) =>
  staged(join(outDir, 'miniprogram'), (to) =>
    bundleMiniProgram(join(root, 'miniprogram'), to, root),
  );

/** Makes a folder aside, which then takes the place of the one in outDir: all of it or nothing. */
async function staged(folder: string, make: (stage: string) => Promise<unknown>): Promise<void> {
  const stage = makeTempFolder('wechat-typing-');
  try {
    await make(stage);
    await replaceTree(stage, folder);
  } finally {
    removeTempFolder(stage);
  }
}

/** Waits for all of them, so that one run names the problems of all. */
async function allOrBuildError(builds: Promise<unknown>[]): Promise<void> {
  const failures = (await Promise.allSettled(builds)).flatMap((one) =>
    one.status === 'rejected' ? [one.reason] : [],
  );
  const other = failures.find((failure) => !(failure instanceof BuildError));
  if (other !== undefined) throw other;
  if (failures.length > 0) throw new BuildError(failures.flatMap(({ problems }) => problems));
}

function ownProblems({ problems }: BuildError): BuildError['problems'] {
  return problems.filter(({ file }) => !file?.startsWith('miniprogram/'));
}

function toProblem({ file = '', line, column, text }: BuildError['problems'][number]): Problem {
  return {
    file,
    line: line ?? null,
    column: column ?? null,
    message: text,
    severity: 'error',
    source: '',
  };
}
