import { cp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { replaceTree } from '../../build/files';
import { makeTempFolder, removeTempFolder } from '../../cli/tempFolder';
import type { SimClock } from '../../simulator/clock/clock';
import type { SimulatorConfig } from '../../simulator/config/config';
import { type MockModel, startMockModel } from '../../simulator/mockModel/startMockModel';
import { type AnsweringName, agentOpenids, answerings, defaultAnswering } from './cast';

type FunctionSettings = NonNullable<SimulatorConfig['functions']>[string];

/** The shop whose customer service the preview shows: our functions, as somebody may have set them. */
export interface Shop {
  /** The functions as the shop has them: the built ones, with its rules and pictures beside them. */
  functionsFolder: string;
  /** Takes over what was built, with `newer` in the place of functions of the same name. */
  furnish(built: string, newer?: string): Promise<void>;
  /** For the simulator, which reads the functions' settings anew at each call. */
  config: SimulatorConfig;
  answering(): AnsweringName;
  /** Chooses what happens when a customer writes. */
  choose(name: AnsweringName): void;
  /** Starts what stands in for the model, on the simulator's clock. */
  start(clock: SimClock): Promise<void>;
  close(): Promise<void>;
}

/** Long enough for the slowest answer; the console's own limit has to be raised in the same way. */
const timeoutMs = 60_000;

/** What lies beside the shop's customerMessage. */
const belongings = ['rules.json', 'prices.png'];

export async function openShop(): Promise<Shop> {
  const folder = makeTempFolder('wechat-typing-shop-');
  const functionsFolder = join(folder, 'functions');
  let name: AnsweringName = defaultAnswering;
  let mockModel: MockModel | undefined;
  const customerMessage: FunctionSettings = { timeoutMs, env: {} };

  return {
    functionsFolder,
    async furnish(built, newer) {
      const stage = join(folder, 'stage');
      await rm(stage, { recursive: true, force: true });
      await cp(built, stage, { recursive: true });
      if (newer) await cp(newer, stage, { recursive: true });
      for (const file of belongings)
        await cp(join(__dirname, file), join(stage, 'customerMessage', file));
      await replaceTree(stage, functionsFolder);
    },
    config: {
      messagePush: 'customerMessage',
      collections: ['handled_messages'],
      functions: { setTyping: { env: { AGENT_OPENIDS: agentOpenids } }, customerMessage },
    },
    answering: () => name,
    choose(chosen) {
      name = chosen;
      const behaviour = answerings[chosen].mockModel;
      if (behaviour) mockModel?.behave(behaviour);
      customerMessage.env =
        behaviour && mockModel
          ? { REPLY_URL: mockModel.url, REPLY_KEY: 'none', REPLY_MODEL: 'mock-model' }
          : {};
    },
    async start(clock) {
      mockModel = await startMockModel({ clock });
    },
    async close() {
      await mockModel?.close();
      removeTempFolder(folder);
    },
  };
}
