import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { watchSources } from '../../build/watchSources';
import { makeTempFolder, removeTempFolder } from '../../cli/tempFolder';
import { type Compiled, compileMiniprogram } from '../compile/compileMiniprogram';
import { describeProblem } from '../compile/problem';
import type { BuildState } from '../serve/previewEvent';
import { type Built, bundleQuickly, createBuild } from './buildProject';
import { coalesce } from './coalesce';

export interface ProjectOptions {
  /** The folder with cloudfunctions/ and miniprogram/. */
  root: string;
  /** Where the functions are built to. */
  outDir: string;
  /** Told when the mini program looks different from now on. */
  onMiniprogram(): void;
  onBuild(state: BuildState): void;
  /**
   * Takes over the functions that were built, before anybody is told of them.
   * @param newer functions that are newer than those of the same name in `functionsFolder`
   */
  takeOver(functionsFolder: string, newer?: string): Promise<void>;
  /** Told after each build that had something to do, and how many milliseconds it took. */
  onBuilt(built: Built, ms: number): void;
  /** Told when a change could not be taken in at all, such as a folder that is gone. */
  onTrouble(error: unknown): void;
}

/** A project whose sources are built, now and after each change. */
export interface Project {
  miniprogramFolder: string;
  miniprogram(): Compiled;
  build(): BuildState;
  /** Ends the watch over the sources, and waits for a build under way. */
  close(): Promise<void>;
}

/**
 * Builds the functions and compiles the mini program, now and after each change of a source. What is
 * wrong in a source is a problem, not a failure.
 * @throws Error where a folder cannot be read or written, or the functions cannot be built and never
 *   were; nothing is left running then
 */
export async function openProject(options: ProjectOptions): Promise<Project> {
  const { root, outDir, onMiniprogram, onBuild, takeOver, onBuilt, onTrouble } = options;
  const functionsFolder = join(outDir, 'cloudfunctions');
  const miniprogramFolder = join(root, 'miniprogram');

  let compiled: Compiled;
  const compile = coalesce(async () => {
    const before = compiled;
    compiled = await compileMiniprogram(miniprogramFolder);
    if (before && JSON.stringify(before) !== JSON.stringify(compiled)) onMiniprogram();
  });

  let state: BuildState = { isBuilding: false, builtAt: null, problems: [] };
  const become = (next: BuildState) => {
    state = next;
    onBuild(state);
  };
  /** The change up to which a quick build has been told of. */
  let toldAt = -1;
  const buildNow = createBuild({ root, outDir }, () => {
    // What follows a quick build is nobody's wait.
    if (toldAt !== changes) become({ ...state, isBuilding: true });
  });
  /** Paths whose change no build as deployed has seen; undefined: any may have changed. */
  let unseen: string[] | undefined;
  let isTakenOver = false;
  /** Counts the changes, so that an older build does not take the place of a newer one. */
  let changes = 0;
  const ended = (built: Built, begun: number) => {
    const isNew = built.names.length > 0 || built.problems.length > 0;
    const builtAt = isNew ? Date.now() : state.builtAt;
    become({ isBuilding: false, builtAt, problems: built.problems });
    if (isNew) onBuilt(built, performance.now() - begun);
  };

  /** As deployed; at first it is waited for, afterwards it follows the quick one. */
  const build = coalesce(async () => {
    const changed = unseen;
    const [begun, at] = [performance.now(), changes];
    unseen = [];
    try {
      const built = await buildNow(changed);
      if (at !== changes && isTakenOver) return;
      // At first those of an earlier start will do, too.
      const isUsable = built.problems.length === 0 || !isTakenOver;
      if (isUsable && existsSync(functionsFolder)) await takeOver(functionsFolder);
      isTakenOver ||= isUsable && existsSync(functionsFolder);
      if (at === toldAt && built.problems.length === 0) become({ ...state, isBuilding: false });
      else ended(built, begun);
    } catch (error) {
      unseen = undefined;
      become({ ...state, isBuilding: false });
      throw error;
    }
  });

  const quick = coalesce(async () => {
    const changed = unseen;
    const [begun, at] = [performance.now(), changes];
    if (!changed?.some((path) => path.startsWith('cloudfunctions'))) return;
    if (state.problems.length > 0) return;
    become({ ...state, isBuilding: true });
    const newer = makeTempFolder('wechat-typing-');
    try {
      const built = await bundleQuickly({ root, outDir }, changed, newer);
      if (!built || at !== changes) return;
      if (built.problems.length === 0) await takeOver(functionsFolder, newer);
      toldAt = at;
      ended(built, begun);
    } finally {
      removeTempFolder(newer);
    }
  });

  const endWatch = await watchSources(root, async (_last, all) => {
    unseen?.push(...all);
    changes += 1;
    // The functions take longer to build: the page does not wait for them.
    quick
      .run()
      .then(() => build.run())
      .catch(onTrouble);
    await compile.run().catch(onTrouble);
  });
  const close = async () => {
    await endWatch();
    // A build under way would go on writing into a folder that may be about to go.
    await quick.idle();
    await build.idle();
  };
  try {
    await Promise.all([compile.run(), build.run()]);
    if (!isTakenOver) throw new Error(state.problems.map(describeProblem).join('\n'));
  } catch (error) {
    await close();
    throw error;
  }

  return {
    miniprogramFolder,
    miniprogram: () => compiled,
    build: () => state,
    close,
  };
}
