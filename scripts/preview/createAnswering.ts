import type { SimClock } from '../simulator/clock/clock';
import type { SimulatorConfig } from '../simulator/config/config';
import { type ReplyStandIn, startMockModel } from '../simulator/mockModel/startMockModel';
import { type AnsweringName, answerings } from './answering';

type FunctionSettings = NonNullable<SimulatorConfig['functions']>[string];

/** Lets the preview choose what happens when a customer writes. */
export interface AnsweringSwitch {
  /** For the simulator's configuration, which it reads anew at each call. */
  settings: FunctionSettings;
  current(): AnsweringName;
  choose(name: AnsweringName): void;
  /** Starts what stands in for the reply endpoint, on the simulator's clock. */
  start(clock: SimClock): Promise<void>;
  close(): Promise<void>;
}

/** Long enough for the slowest answer; the console's own limit has to be raised in the same way. */
const timeoutMs = 60_000;

export function createAnswering(): AnsweringSwitch {
  let name: AnsweringName = 'handOver';
  let standIn: ReplyStandIn | undefined;
  const settings: FunctionSettings = { timeoutMs, env: {} };

  return {
    settings,
    current: () => name,
    choose(chosen) {
      name = chosen;
      const behaviour = answerings[chosen].standIn;
      if (behaviour) standIn?.behave(behaviour);
      settings.env =
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
