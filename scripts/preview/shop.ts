import type { SimClock } from '../simulator/clock/clock';
import type { SimulatorConfig } from '../simulator/config/config';
import { type ReplyStandIn, startMockModel } from '../simulator/mockModel/startMockModel';
import { type AnsweringName, agentOpenids, answerings, defaultAnswering } from './cast';

type FunctionSettings = NonNullable<SimulatorConfig['functions']>[string];

/** The shop whose customer service the preview shows: our functions, as somebody may have set them. */
export interface Shop {
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

export function openShop(): Shop {
  let name: AnsweringName = defaultAnswering;
  let standIn: ReplyStandIn | undefined;
  const customerMessage: FunctionSettings = { timeoutMs, env: {} };

  return {
    config: {
      messagePush: 'customerMessage',
      collections: ['handled_messages'],
      functions: { setTyping: { env: { AGENT_OPENIDS: agentOpenids } }, customerMessage },
    },
    answering: () => name,
    choose(chosen) {
      name = chosen;
      const behaviour = answerings[chosen].standIn;
      if (behaviour) standIn?.behave(behaviour);
      customerMessage.env =
        behaviour && standIn
          ? { REPLY_URL: standIn.url, REPLY_KEY: 'none', REPLY_MODEL: 'stand-in' }
          : {};
    },
    async start(clock) {
      standIn = await startMockModel({ clock });
    },
    async close() {
      await standIn?.close();
    },
  };
}
