import { colours } from '../../cli/colours';
import { fill } from '../../cli/fill';
import type { CommandContext } from '../../cli/runCommand';
import { untilStopped } from '../../cli/stopSignals';
import { UsageError } from '../../cli/usageError';
import { type Simulator, startSimulator } from '../../simulator';
import { findFunctions } from '../config/findFunctions';
import { readConfig } from '../config/readConfig';
import { portText, simulateTexts } from './simulateTexts';

interface Flags {
  port: string;
  functions?: string;
  config?: string;
  push?: string;
  json?: boolean;
  inspect?: string | true;
}

/** `npm run simulate`: starts the simulator and stays until it is stopped. */
export function simulateCommand({ program, language, terminal }: CommandContext): void {
  const text = (name: keyof typeof simulateTexts) => simulateTexts[name][language];

  program
    .description(text('description'))
    .option('--port <number>', text('port'), '8400')
    .option('--functions <folder>', text('functions'))
    .option('--config <file>', text('config'))
    .option('--push <function>', text('push'))
    .option('--inspect [function]', text('inspect'))
    .option('--json', text('json'))
    .action(async (flags: Flags) => {
      const simulator = await start(flags);
      const stopped = untilStopped();
      for (const warning of simulator.warnings) {
        terminal.err(`${colours.yellow(fill(text('leftOut'), [warning]))}\n`);
      }
      terminal.out(
        flags.json ? `${JSON.stringify({ url: simulator.url })}\n` : greeting(simulator),
      );
      await stopped;
      await simulator.close();
    });

  async function start(flags: Flags): Promise<Simulator> {
    const port = Number(flags.port);
    if (!/^\d+$/.test(flags.port) || port > 65_535) throw new UsageError(text('badPort'));
    try {
      return await startSimulator({
        port,
        ...(flags.config === undefined ? {} : { config: readConfig(flags.config) }),
        functions: flags.functions ?? findFunctions(),
        inspect: flags.inspect,
        ...(flags.push === undefined ? {} : { push: flags.push }),
        // With --json nobody may be reading after the first line, and a full pipe would stop us.
        ...(flags.json ? {} : { log: (line: string) => terminal.out(`${line}\n`) }),
      });
    } catch (error) {
      const reason = portText(codeOf(error), port)?.[language];
      throw reason === undefined ? error : new Error(reason);
    }
  }

  function greeting({ url, names, messagePush }: Simulator): string {
    const lines = [
      `${text('ready')} ${colours.bold(url)}`,
      `${text('serving')} ${names.join(', ')}`,
      ...(messagePush === undefined ? [] : [`${text('pushed')} ${messagePush}`]),
      colours.dim(text('stopHint')),
    ];
    return `${lines.join('\n')}\n`;
  }
}

function codeOf(error: unknown): string | undefined {
  return typeof error === 'object' && error !== null && 'code' in error
    ? String(error.code)
    : undefined;
}
