import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { watchSources } from '../../build/watchSources';
import { type Compiled, compileMiniprogram } from '../compile/compileMiniprogram';
import { describeProblem } from '../compile/problem';
import type { BuildState } from '../serve/previewEvent';
import { type Built, createBuild } from './buildProject';
import { coalesce } from './coalesce';

export interface ProjectOptions {
  /** The folder with cloudfunctions/ and miniprogram/. */
  root: string;
  /** Where the functions are built to. */
  outDir: string;
  /** Told when the mini program looks different from now on. */
  onMiniprogram(): void;
  onBuild(state: BuildState): void;
  /** Takes over the functions that were built, before anybody is told of them. */
  takeOver(functionsFolder: string): Promise<void>;
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
  const buildNow = createBuild({ root, outDir }, () => become({ ...state, isBuilding: true }));
  /** Paths whose change no build has seen; undefined: any may have changed. */
  let unseen: string[] | undefined;
  let isTakenOver = false;
  const build = coalesce(async () => {
    const changed = unseen;
    unseen = [];
    const begun = performance.now();
    try {
      const built = await buildNow(changed);
      // At first those of an earlier start will do, too.
      const isUsable = built.problems.length === 0 || !isTakenOver;
      if (isUsable && existsSync(functionsFolder)) {
        await takeOver(functionsFolder);
        isTakenOver = true;
      }
      const isNew = built.names.length > 0 || built.problems.length > 0;
      const builtAt = isNew ? Date.now() : state.builtAt;
      become({ isBuilding: false, builtAt, problems: built.problems });
      if (isNew) onBuilt(built, performance.now() - begun);
    } catch (error) {
      unseen = undefined;
      become({ ...state, isBuilding: false });
      throw error;
    }
  });

  const endWatch = await watchSources(root, async (_last, all) => {
    unseen?.push(...all);
    // The functions take longer to build: the page does not wait for them.
    build.run().catch(onTrouble);
    await compile.run().catch(onTrouble);
  });
  const close = async () => {
    await endWatch();
    // A build under way would go on writing into a folder that may be about to go.
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
