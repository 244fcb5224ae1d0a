import { type CommandContext, runCommand } from './runCommand';
import { isStopping, leaveOnSignals } from './stopSignals';

/**
 * Runs one command of ours as this process: its exit code, and its end by a signal, are the command's.
 * @param inOneGo it waits for nothing and leaves nothing behind: Node itself ends it at a signal, which
 *   code of ours would hear of only when all is done
 */
export function runProcess(
  name: string,
  describe: (context: CommandContext) => void,
  inOneGo = false,
): void {
  if (!inOneGo) leaveOnSignals();
  // esbuild throws out of nowhere when Ctrl-C takes its process away in the middle of a build.
  process.on('uncaughtException', async (error) => {
    if (await isStopping()) return;
    process.stderr.write(`${error.stack ?? error}\n`);
    process.exit(1);
  });
  void runCommand(name, describe).then((code) => {
    process.exitCode = code;
  });
}
