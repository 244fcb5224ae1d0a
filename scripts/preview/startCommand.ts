import { colours } from '../cli/colours';
import { fill } from '../cli/fill';
import type { CommandContext } from '../cli/runCommand';
import { UsageError } from '../cli/usageError';
import { untilStopped } from '../simulator/cli/untilStopped';
import { findFreePort } from './findFreePort';
import { openBrowser } from './openBrowser';
import { startPreview } from './startPreview';
import { startTexts } from './startTexts';

interface Flags {
  port: string;
  open: boolean;
}

/** `npm start`: the preview and the simulator behind it, until they are stopped. */
export function startCommand({ program, language, terminal }: CommandContext): void {
  const text = (name: keyof typeof startTexts, values: Record<string, string | number> = {}) =>
    fill(startTexts[name][language], values);

  program
    .description(text('description'))
    .option('--port <number>', text('port'), '8400')
    .option('--no-open', text('open'))
    .action(async (flags: Flags) => {
      const asked = Number(flags.port);
      if (!/^\d+$/.test(flags.port) || asked > 65_535) throw new UsageError(text('badPort'));
      const stopped = untilStopped();
      const port = await findFreePort(asked);
      const preview = await startPreview({
        port,
        onTrouble: (error) => terminal.err(`${colours.red(text('trouble'))} ${String(error)}\n`),
      });
      if (preview.port !== asked && asked !== 0)
        terminal.out(`${colours.yellow(text('taken', { port: asked, free: preview.port }))}\n`);
      // performance.now() counts from the start of this process.
      const seconds = (performance.now() / 1000).toFixed(1);
      terminal.out(
        `${text('ready')} ${colours.bold(preview.url)}  ${colours.dim(`(${text('took', { seconds })})`)}\n` +
          `${colours.dim(text('stop'))}\n`,
      );
      if (flags.open) await openBrowser(preview.url, terminal.env);
      await stopped;
      await preview.close();
    });
}
