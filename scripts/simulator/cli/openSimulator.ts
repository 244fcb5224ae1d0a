import { join } from 'node:path';
import { buildAll } from '../../build/buildAll';
import { projectRoot } from '../../build/projectRoot';
import { fieldOf } from '../../cli/fieldOf';
import { startSimulator } from '../../simulator';
import { SimulatorRefused, SimulatorUnreachable, simulatorClient } from './simulatorClient';

/** Where `npm run simulate` listens unless told otherwise. */
export const defaultUrl = 'http://127.0.0.1:8400';

export interface OpenSimulator {
  url: string;
  close(): Promise<void>;
}

interface OpenOptions {
  /** Asked for by hand: then it has to be there. */
  url?: string | undefined;
  /** Looked for before one is started. */
  usualUrl?: string;
  /** Called before the functions are built and a simulator is started for this one call. */
  onStart(): void;
}

/**
 * The simulator to call: the one asked for, or the one that is running, or one of its own with the
 * functions just built, which `close` ends again.
 * @throws SimulatorUnreachable and SimulatorRefused where the one asked for is not there, BuildError
 *   where the functions cannot be built
 */
export async function openSimulator(options: OpenOptions): Promise<OpenSimulator> {
  const { url, usualUrl = defaultUrl, onStart } = options;
  const running = url ?? usualUrl;
  try {
    const clock = await simulatorClient(running).get('/_sim/clock');
    if (typeof fieldOf(clock, 'now') !== 'number')
      throw new SimulatorRefused(`what answers at ${running} is no simulator`);
    return { url: running, close: async () => {} };
  } catch (error) {
    // Another program on the usual port is no reason not to answer.
    const absent = error instanceof SimulatorUnreachable || error instanceof SimulatorRefused;
    if (url !== undefined || !absent) throw error;
  }
  onStart();
  await buildAll();
  return startSimulator({ functions: join(projectRoot, 'dist', 'cloudfunctions') });
}
