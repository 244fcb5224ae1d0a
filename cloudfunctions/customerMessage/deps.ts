import type { Clock, Transport } from '../shared/contract';
import type { Env } from '../shared/runtime/env';
import type { Budget } from './budget';
import type { Conversation } from './conversation/conversation';
import type { CloudDatabase, Database } from './conversation/database';
import type { MediaIdOf, ReadPicture } from './messages/pictures';
import type { Reply } from './replyContract';
import type { Rule } from './rules/rules';
import type { Settings } from './settings';

/** Everything that customerMessage touches outside itself. */
export interface Deps {
  /** undefined: what no rule answers is handed over to a person. */
  reply: Reply | undefined;
  rules: readonly Rule[];
  transport: Transport;
  /** Where the instances know of one another. */
  cloud: CloudDatabase;
  readPicture: ReadPicture;
  /** `cloud.getWXContext`. */
  getContext(): Record<string, unknown>;
  clock: Clock;
  env: Env;
  log(line: string): void;
}

/** What happened, for the log: codes and words of ours, never a message's content. */
export type Trace = Record<string, string | number | undefined>;

/** What lasts as long as the instance: the best that there is where the database is not. */
export interface Memory {
  /** OpenIDs of those whom a person has, each with its end in ms. */
  withPerson: Map<string, number>;
  /** Of those who were greeted, each with the time from which they may be again. */
  greeted: Map<string, number>;
  pictures: Map<string, { mediaId: string; until: number }>;
  /** When documents out of date were last removed. */
  cleanedAt: number;
}

/** What one invocation has, beside the parts that all share. */
export interface Handling extends Omit<Deps, 'cloud' | 'readPicture' | 'log'> {
  /** The second argument of `main`. */
  context: unknown;
  budget: Budget;
  settings: Settings;
  trace: Trace;
  memory: Memory;
  database: Database;
  conversation: Conversation;
  mediaIdOf: MediaIdOf;
  /** How far the messages of this invocation have got. */
  delivery: Delivery;
}

/** How far messages have got: what is looked at when the time is over. */
export interface Delivery {
  /** undefined: none is on its way yet. */
  total: number | undefined;
  sent: number;
  /** The one on its way, or the last one. */
  pending: Promise<unknown>;
}

export function newDelivery(): Delivery {
  return { total: undefined, sent: 0, pending: Promise.resolve() };
}

/** The customer has the whole answer. */
export function isDelivered({ total, sent }: Delivery): boolean {
  return total !== undefined && total > 0 && sent === total;
}
