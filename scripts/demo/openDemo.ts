import { cp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeTempFolder, removeTempFolder } from '../cli/tempFolder';
import { startSimulator } from '../simulator';
import type { SimClock } from '../simulator/clock/clock';
import { type DemoFunction, openids } from './steps';

/** The account whose service the demo plays. */
export const account = { appid: 'wxdemo0000000000', secret: 'demo-secret' };

export interface Demo {
  url: string;
  clock: SimClock;
  account: { appid: string; secret: string };
  close(): Promise<void>;
}

/**
 * Starts a simulator on the built setTyping, byte for byte as it is deployed, and on a copy of it
 * that lacks only its permission.
 * @param built the folder of built functions, e.g. dist/cloudfunctions
 */
export async function openDemo(built: string): Promise<Demo> {
  const functions = makeTempFolder('wechat-typing-demo-');
  try {
    const copy = (name: DemoFunction) =>
      cp(join(built, 'setTyping'), join(functions, name), { recursive: true });
    await copy('setTyping');
    await copy('setTypingWithoutPermission');
    await writeFile(
      join(functions, 'setTypingWithoutPermission', 'config.json'),
      JSON.stringify({ permissions: { openapi: [] } }),
    );
    const simulator = await startSimulator({
      functions,
      config: { ...account, functions: { setTyping: { env: { AGENT_OPENIDS: openids.agent } } } },
    });
    const close = async () => {
      await simulator.close();
      removeTempFolder(functions);
    };
    return { url: simulator.url, clock: simulator.clock, account, close };
  } catch (error) {
    removeTempFolder(functions);
    throw error;
  }
}
