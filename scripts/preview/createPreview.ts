import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { buildAll, buildFunctions } from '../build/buildAll';
import { BuildError } from '../build/buildError';
import { projectRoot } from '../build/projectRoot';
import { watchSources } from '../build/watchSources';
import type { SimulatorConfig } from '../simulator/config/config';
import { coalesce } from './coalesce';
import { type Compiled, compileMiniprogram } from './compile/compileMiniprogram';
import type { Problem } from './compile/problem';
import { createAnswering } from './createAnswering';
import { agentOpenids } from './people';
import { bundleBrowser } from './serve/bundleBrowser';
import { fontStyles } from './serve/fonts';
import type { PreviewEvent } from './serve/previewEvent';
import { previewRoutes, type SimulatorDeps } from './serve/previewRoutes';

interface PreviewOptions {
  /** The folder with cloudfunctions/ and miniprogram/; this project unless given. */
  root?: string;
  /** Where the functions are built to; `dist` in root unless given. */
  outDir?: string;
  /** Told when a change could not be taken in at all, such as a folder that is gone. */
  onTrouble?: (error: unknown) => void;
}

export interface Preview {
  /** How the simulator has to be set for it. */
  config: SimulatorConfig;
  /** For startSimulator(): adds the page to its server. */
  routes(app: FastifyInstance, simulator: SimulatorDeps): Promise<void>;
  /** Ends the watch over the sources. */
  close(): Promise<void>;
}

/**
 * Builds the functions and compiles the mini program, now and after each change of a source, and
 * tells the pages that are open. Problems in a source are shown there; only what the page cannot
 * show rejects.
 */
export async function createPreview(options: PreviewOptions = {}): Promise<Preview> {
  const { root = projectRoot, outDir = join(root, 'dist'), onTrouble = () => {} } = options;
  const miniprogramFolder = join(root, 'miniprogram');
  const appid = 'wxpreview00000000';
  const secret = randomBytes(16).toString('hex');
  const listeners = new Set<(event: PreviewEvent) => void>();
  const tell = (event: PreviewEvent) => {
    for (const listener of listeners) listener(event);
  };

  const answering = createAnswering();

  let miniprogram: Compiled;
  let functionProblems: readonly Problem[];
  const compile = coalesce(async () => {
    const compiled = await compileMiniprogram(miniprogramFolder);
    const isNew = JSON.stringify(compiled) !== JSON.stringify(miniprogram);
    miniprogram = compiled;
    if (isNew) tell({ type: 'miniprogram' });
  });
  const build = coalesce(async () => {
    functionProblems = await problemsOfBuild(root, outDir);
    tell({ type: 'functions', functionProblems });
  });

  const [browserFiles, fonts, stopWatching] = await Promise.all([
    bundleBrowser(),
    fontStyles(),
    watchSources(root, async () => {
      // The functions take longer to build: the page does not wait for them.
      build.run().catch(onTrouble);
      await compile.run().catch(onTrouble);
    }),
    compile.run(),
    build.run(),
  ]);

  return {
    config: {
      appid,
      secret,
      messagePush: 'customerMessage',
      collections: ['handled_messages'],
      functions: {
        setTyping: { env: { AGENT_OPENIDS: agentOpenids } },
        customerMessage: answering.settings,
      },
    },
    async routes(app, simulator) {
      await answering.start(simulator.clock);
      const routes = previewRoutes(
        {
          browserFiles,
          fontStyles: fonts,
          miniprogramFolder,
          appid,
          secret,
          miniprogram: () => miniprogram,
          functionProblems: () => functionProblems,
          answering: answering.current,
          chooseAnswering(name) {
            answering.choose(name);
            tell({ type: 'answering', answering: name });
          },
          onChange(listener) {
            listeners.add(listener);
            return () => listeners.delete(listener);
          },
        },
        simulator,
      );
      await app.register(routes);
    },
    async close() {
      await Promise.all([stopWatching(), answering.close()]);
      // A build under way would go on writing into a folder that may be about to go.
      await build.idle();
    },
  };
}

/**
 * Builds what is deployed. A mini program that does not compile keeps nobody from running the
 * functions, and is itself shown where it runs: only the functions' problems are returned.
 */
async function problemsOfBuild(root: string, outDir: string): Promise<Problem[]> {
  try {
    await buildAll({ root, outDir });
    return [];
  } catch (error) {
    if (!(error instanceof BuildError)) throw error;
    const problems = error.problems.filter(({ file }) => !file?.startsWith('miniprogram/'));
    if (problems.length === 0) await buildFunctions(root, join(outDir, 'cloudfunctions'));
    return problems.map(toProblem);
  }
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
