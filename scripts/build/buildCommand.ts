import { join } from 'node:path';
import { checkFunctions } from '../check/checkFunctions';
import { describeFinding } from '../check/finding';
import { colours } from '../cli/colours';
import type { Language } from '../cli/language';
import type { CommandContext } from '../cli/runCommand';
import { untilStopped } from '../cli/stopSignals';
import { type BuildOptions, buildAll } from './buildAll';
import { BuildError, describeProblem, type Problem } from './buildError';
import { buildTexts } from './buildTexts';
import type { BuiltFile } from './files';
import { projectRoot } from './projectRoot';
import { watchSources } from './watchSources';

interface BuildCommandOptions extends BuildOptions {
  /** For a test: what ends `--watch`. */
  whenStopped?: () => Promise<void>;
}

/** `npm run build`: exit code 1 with `file:line:column: what is wrong`, a line each, where it fails. */
export function buildCommand({ whenStopped = untilStopped, ...options }: BuildCommandOptions = {}) {
  return ({ program, language, terminal, exit }: CommandContext): void => {
    const texts = buildTexts[language];
    const { root = projectRoot } = options;

    async function build(): Promise<boolean> {
      const startedAt = performance.now();
      try {
        const warnings = new Set<string>();
        const warn = (problem: Problem) => void warnings.add(describeProblem(problem));
        terminal.out(sizeTable(await buildAll({ ...options, language, warn })));
        terminal.out(`${colours.green(texts.built(Math.round(performance.now() - startedAt)))}\n`);
        for (const warning of [...warnings, ...permissionWarnings(root, language)]) {
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
      const done = await build().catch(async (error: unknown) => {
        if (await terminal.isStopping?.()) return true;
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
        await whenStopped();
        return endWatch();
      });
  };
}

/**
 * Where a function's config.json does not fit what it calls: a line each, with what to do. Such a
 * function can be built, but WeChat would answer -604101. `npm run check` tells more, and fails.
 * @param root the folder with cloudfunctions/
 */
function permissionWarnings(root: string, language: Language): string[] {
  return checkFunctions(join(root, 'cloudfunctions')).findings.map((finding) => {
    const { place, what, fix } = describeFinding(finding, language);
    return `${place}: ${what} ${fix}`;
  });
}

/** One line a file, sizes in KB aligned at the right. */
function sizeTable(files: readonly BuiltFile[]): string {
  const rows = files.map(({ path, bytes }) => [path, `${(bytes / 1024).toFixed(1)} KB`] as const);
  const pathWidth = Math.max(0, ...rows.map(([path]) => path.length));
  const sizeWidth = Math.max(0, ...rows.map(([, size]) => size.length));
  return rows
    .map(([path, size]) => `  ${path.padEnd(pathWidth)}  ${size.padStart(sizeWidth)}\n`)
    .join('');
}
