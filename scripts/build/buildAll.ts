import { existsSync } from 'node:fs';
import { readdir, realpath, rm } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { functionEntry } from '../check/functionFolders';
import { isFolder } from '../check/resolvePath';
import type { Language } from '../cli/language';
import { makeTempFolder, removeTempFolder } from '../cli/tempFolder';
import { BuildError, type Problem } from './buildError';
import { type BuildTexts, buildTexts } from './buildTexts';
import { bundleFunction } from './bundleFunction';
import { bundleMiniProgram } from './bundleMiniProgram';
import { type BuiltFile, replaceTree } from './files';
import { type Loaded, loadFunction } from './loadFunction';
import { projectRoot } from './projectRoot';

export interface BuildOptions {
  /** The folder with cloudfunctions/ and miniprogram/; this project unless given. */
  root?: string;
  /** `dist` in it unless given. */
  outDir?: string;
  /** Of what is wrong; English unless given. */
  language?: Language;
  /** Told of what can be built and may be wrong all the same. */
  warn?(problem: Problem): void;
}

/**
 * Builds what is deployed: `cloudfunctions/<name>/` of each folder that holds a function, and
 * `miniprogram/`. The same sources give the same bytes, wherever they lie. Each of the two folders in
 * `outDir` ends up with exactly that, and stays as it was where something cannot be built, or a built
 * function cannot be loaded; what else lies in `outDir`, such as the package, is left alone.
 * @returns the files of both, by their paths in outDir
 * @throws BuildError that names every problem found
 */
export async function buildAll(options: BuildOptions = {}): Promise<BuiltFile[]> {
  const { root = projectRoot, outDir = join(root, 'dist') } = options;
  const stage = makeTempFolder('wechat-typing-');
  try {
    await allOrBuildError([
      buildFunctions(root, join(stage, 'cloudfunctions'), options),
      bundleMiniProgram(join(root, 'miniprogram'), join(stage, 'miniprogram'), root, options.warn),
    ]);
    const parts = await Promise.all(
      ['cloudfunctions', 'miniprogram'].map(async (part) => {
        const files = await replaceTree(join(stage, part), join(outDir, part));
        return files.map(({ path, bytes }) => ({ path: `${part}/${path}`, bytes }));
      }),
    );
    return parts.flat();
  } finally {
    removeTempFolder(stage);
  }
}

/**
 * Builds the functions alone, each into a folder of its name in `to`.
 * @throws BuildError that names every problem found
 */
export async function buildFunctions(
  root: string,
  to: string,
  { language = 'en', warn = () => {} }: Pick<BuildOptions, 'language' | 'warn'> = {},
): Promise<void> {
  const texts = buildTexts[language];
  const inputs = new Map<string, string[]>();
  const loaded = new Map<string, Loaded>();
  const names = await functionNames(root, texts, warn);
  await allOrBuildError(
    names.map(async (name) => {
      const from = join(root, 'cloudfunctions', name);
      inputs.set(name, await bundleFunction({ from, to: join(to, name), root, texts, warn }));
      loaded.set(name, await loadFunction(join(to, name)));
    }),
  );
  const problems: Problem[] = [];
  for (const name of names) {
    const outcome = loaded.get(name);
    if (!outcome) continue;
    const from = join(root, 'cloudfunctions', name);
    const file = relative(root, from);
    const real = (await realpath(from)) + sep;
    const isImported = [...inputs].some(
      ([other, files]) => other !== name && files.some((path) => path.startsWith(real)),
    );
    if (outcome.outcome === 'noMain' && isImported && !outcome.names.some(isMisspelt)) {
      // Code that other functions import, and no function.
      await rm(join(to, name), { recursive: true, force: true });
      if (looksLikeFunction(from)) warn({ file, text: texts.shared });
    } else if (outcome.outcome !== 'hasMain') {
      problems.push({ file, text: describeLoaded(outcome, texts) });
    }
  }
  if (problems.length > 0) throw new BuildError(problems);
}

/** `main` in other letters: mian, Main, mainn; or as other clouds call it. */
function isMisspelt(name: string): boolean {
  const letters = [...new Set(name.toLowerCase())].sort().join('');
  return (letters === 'aimn' && name.length <= 5) || /^main_?handler$/i.test(name);
}

function looksLikeFunction(folder: string): boolean {
  return ['package.json', 'config.json'].some((file) => existsSync(join(folder, file)));
}

function describeLoaded(loaded: Loaded, texts: BuildTexts): string {
  switch (loaded.outcome) {
    case 'throws':
      return texts.throws(loaded.message);
    case 'noMain':
      return texts.noMain(loaded.names);
    case 'notCallable':
      return texts.notCallable(loaded.main);
    case 'hangs':
      return texts.hangs;
    default:
      return texts.ends;
  }
}

/** Sorted; says which folders look like a function and are none. */
async function functionNames(
  root: string,
  texts: BuildTexts,
  warn: (problem: Problem) => void,
): Promise<string[]> {
  const folder = join(root, 'cloudfunctions');
  const names = (await readdir(folder)).sort();
  return names.filter((name) => {
    const path = join(folder, name);
    // Where a link leads is uploaded.
    if (!isFolder(path)) return false;
    const file = join('cloudfunctions', name);
    if (existsSync(join(path, '.env'))) warn({ file: join(file, '.env'), text: texts.hiddenEnv });
    const isFunction = functionEntry(path) !== undefined;
    if (!isFunction && looksLikeFunction(path)) warn({ file, text: texts.noFunction });
    return isFunction;
  });
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
