import { colours } from '../cli/colours';
import { fill } from '../cli/fill';
import type { CommandContext } from '../cli/runCommand';
import { UsageError } from '../cli/usageError';
import { untilStopped } from '../simulator/cli/untilStopped';
import { readConfig } from '../simulator/config/readConfig';
import { describeProblem, type Problem } from './compile/problem';
import { findFreePort } from './findFreePort';
import { openBrowser } from './openBrowser';
import type { StartPreviewOptions } from './startPreview';
import { startTexts } from './startTexts';

interface Flags {
  port: string;
  open: boolean;
  functions?: string;
  push?: string;
  config?: string;
}

/** For a test: a project elsewhere. */
type Folders = Pick<StartPreviewOptions, 'root' | 'outDir'>;

/** `npm start`: the preview and the simulator behind it, until they are stopped. */
export function startCommand(
  { program, language, terminal }: CommandContext,
  folders: Folders = {},
): void {
  const text = (name: keyof typeof startTexts, values: Record<string, string | number> = {}) =>
    fill(startTexts[name][language], values);

  program
    .description(text('description'))
    .option('--port <number>', text('port'), '8400')
    .option('--functions <folder>', text('functions'))
    .option('--push <function>', text('push'))
    .option('--config <file>', text('config'))
    .option('--no-open', text('open'))
    .action(async (flags: Flags) => {
      const asked = Number(flags.port);
      if (!/^\d+$/.test(flags.port) || asked > 65_535) throw new UsageError(text('badPort'));
      for (const name of ['push', 'config'] as const) {
        if (flags[name] !== undefined && flags.functions === undefined)
          throw new UsageError(text('needsFunctions', { option: `--${name}` }));
      }
      // Said before the rest is even loaded, so that nobody wonders whether it has begun.
      terminal.out(`${colours.dim(text('starting'))}\n`);
      const { startPreview }: typeof import('./startPreview') = require('./startPreview');
      const stopped = untilStopped();
      const preview = await startPreview({
        ...folders,
        port: await findFreePort(asked),
        ...(flags.functions === undefined
          ? {}
          : {
              functions: {
                folder: flags.functions,
                push: flags.push,
                config: flags.config === undefined ? undefined : readConfig(flags.config),
              },
            }),
        ...telling(),
      }).catch((error: unknown) => {
        throw explained(error);
      });
      if (preview.port !== asked && asked !== 0)
        terminal.out(`${colours.yellow(text('taken', { port: asked, free: preview.port }))}\n`);
      // performance.now() counts from the start of this process.
      const took = text('took', { seconds: inSeconds(performance.now()) });
      terminal.out(
        `${text('ready')} ${colours.bold(preview.url)}  ${colours.dim(`(${took})`)}\n` +
          `${colours.dim(text('stop'))}\n`,
      );
      if (flags.open) await openBrowser(preview.url, terminal.env);
      await stopped;
      await preview.close();
    });

  /** What is said of builds: the first one, and those that follow a change. */
  function telling() {
    let isFirst = true;
    return {
      onBuilding: () => terminal.out(`${colours.dim(text('building'))}\n`),
      onBuilt: (
        { names, problems }: { names: string[]; problems: readonly Problem[] },
        ms: number,
      ) => {
        const time = new Date().toTimeString().slice(0, 8);
        if (problems.length > 0) {
          terminal.err(`${colours.red(text('notBuilt', { time }))}\n`);
          for (const problem of problems) terminal.err(`${describeProblem(problem)}\n`);
        } else {
          const values = { time, names: names.join(', '), seconds: inSeconds(ms) };
          terminal.out(`${colours.dim(text(isFirst ? 'built' : 'rebuilt', values))}\n`);
        }
        isFirst = false;
      },
      onTrouble: (error: unknown) =>
        terminal.err(`${colours.red(text('trouble'))} ${String(error)}\n`),
    };
  }

  /** An error of the file system, in words; any other as it is. */
  function explained(error: unknown): unknown {
    if (!(error instanceof Error) || !('code' in error) || !('path' in error)) return error;
    const { code, path } = error;
    if (!['EACCES', 'EPERM', 'EROFS', 'ENOSPC', 'ENOTDIR', 'EEXIST'].includes(String(code)))
      return error;
    return new Error(text('notWritable', { path: String(path), code: String(code) }));
  }
}

function inSeconds(ms: number): string {
  return (ms / 1000).toFixed(1);
}
