import { startSimulator } from '..';
import { findFunctions } from '../config/findFunctions';
import type { StartOptions } from './types';

/**
 * The process behind `startSimulator` of the test API. It gets its options as its first message,
 * answers with its address or with what is wrong, and ends when the process that started it does,
 * or says so: nothing is left of a simulator that somebody forgot to close.
 */
export type ToProcess = { start: StartOptions };
export type FromProcess = { url: string } | { failure: string };

let simulator: ReturnType<typeof startSimulator> | undefined;

process.once('message', ({ start }: ToProcess) => {
  simulator = startWith(start);
  simulator.then(
    ({ url }) => send({ url }),
    (error: unknown) => send({ failure: error instanceof Error ? error.message : String(error) }),
  );
});

async function startWith({ functions = findFunctions(), ...options }: StartOptions) {
  return startSimulator({ functions, ...options });
}

function send(message: FromProcess): void {
  process.send?.(message);
}

process.once('disconnect', async () => {
  await simulator?.then((running) => running.close()).catch(() => {});
  process.exit();
});
// Ctrl-C goes to the whole group: whoever started this decides when it ends.
process.on('SIGINT', () => {});
