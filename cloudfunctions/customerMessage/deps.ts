import type { Clock, Transport } from '../shared/contract';
import type { Env } from '../shared/runtime/env';
import type { Budget } from './budget';
import type { CloudDatabase } from './claimMessage';
import type { Reply } from './replyContract';

/** Everything that customerMessage touches outside itself. */
export interface Deps {
  /** undefined: every message is handed over to a person. */
  reply: Reply | undefined;
  transport: Transport;
  /** Where messages handled once are remembered. */
  cloud: CloudDatabase;
  /** `cloud.getWXContext`. */
  getContext(): Record<string, unknown>;
  clock: Clock;
  env: Env;
  log(line: string): void;
}

/** What happened, for the log: codes and words of ours, never a message's content. */
export type Trace = Record<string, string | number | undefined>;

/** What one invocation has, beside the parts that all share. */
export interface Handling extends Deps {
  /** The second argument of `main`. */
  context: unknown;
  budget: Budget;
  trace: Trace;
  /** Logs `entry` once in the life of the instance. */
  explain(what: string, entry: object): void;
}
