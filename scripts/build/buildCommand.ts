import { once } from 'node:events';
import { colours } from '../cli/colours';
import type { CommandContext } from '../cli/runCommand';
import { type BuildOptions, buildAll } from './buildAll';
import { BuildError } from './buildError';
import { buildTexts } from './buildTexts';
import { permissionWarnings } from './permissionWarnings';
import { projectRoot } from './projectRoot';
import { sizeTable } from './sizeTable';
import { watchSources } from './watchSources';

interface BuildCommandOptions extends BuildOptions {
  /** Ends `--watch`. */
  stop: AbortSignal;
}

/** `npm run build`: exit code 1 with `file:line:column: what is wrong`, a line each, where it fails. */
export function buildCommand({ stop, ...options }: BuildCommandOptions) {
  return ({ program, language, terminal, exit }: CommandContext): void => {
    const texts = buildTexts[language];
    const { root = projectRoot } = options;

    async function build(): Promise<boolean> {
      const startedAt = performance.now();
      try {
        terminal.out(sizeTable(await buildAll(options)));
        terminal.out(`${colours.green(texts.built(Math.round(performance.now() - startedAt)))}\n`);
        for (const warning of permissionWarnings(root, language)) {
          terminal.err(`${colours.yellow(texts.warning)}${warning}\n`);
        }
        return true;
      } catch (error) {
        if (!(error instanceof BuildError)) throw error;
        terminal.err(`${colours.red(error.message)}\n`);
        return false;
      }
    }

    async function rebuild(path: string): Promise<void> {
      terminal.out(`${texts.changed(path)}\n`);
      const done = await build().catch((error: unknown) => {
        terminal.err(`${colours.red(String(error))}\n`);
        return false;
      });
      if (!done) terminal.err(`${texts.kept}\n`);
    }

    program
      .description(texts.description)
      .option('-w, --watch', texts.watch)
      .action(async ({ watch }: { watch?: true }) => {
        const done = await build();
        if (!watch) return exit(done ? 0 : 1);
        const endWatch = await watchSources(root, rebuild);
        terminal.out(`${texts.watching}\n`);
        if (!stop.aborted) await once(stop, 'abort');
        return endWatch();
      });
  };
}
