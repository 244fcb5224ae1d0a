import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { answerers } from '../demo/burst/answerers';
import { typingNeeded } from '../demo/burst/plan';
import { type BurstResult, playBurst } from '../demo/burst/playBurst';
import { startSimulator } from '../simulator';
import type { BurstFigures } from './measured';

const account = { appid: 'wxbench000000000', secret: 'bench-secret' };

/** What a burst of customers costs in calls, on a simulator whose clock is moved: no time is measured. */
export async function measureBurst(): Promise<BurstFigures> {
  const functions = await mkdtemp(join(tmpdir(), 'wechat-typing-burst-'));
  const simulator = await startSimulator({ functions, config: account });
  try {
    simulator.clock.freeze(true);
    const { url, clock } = simulator;
    const play = (name: keyof typeof answerers): Promise<BurstResult> =>
      playBurst({ url, clock, account }, name);
    return {
      needed: typingNeeded,
      withTyping: await play('withTyping'),
      eachByItself: await play('eachByItself'),
    };
  } finally {
    await simulator.close();
    await rm(functions, { recursive: true, force: true });
  }
}
