import type { SimulatorConfig } from '../config/config';
import type { CustomerView } from '../conversation/customer';
import type { CallEntry } from '../events/event';
import type { Fault } from '../faults/fault';
import type { InvokeResult } from '../host/host';
import type { PushResult } from '../push/createPush';

export type { CallEntry, CustomerView, Fault, InvokeResult, PushResult, SimulatorConfig };

export interface StartOptions {
  /**
   * The folder of cloud functions, one subfolder with index.js each; relative to the working
   * folder. Left out: `cloudfunctionRoot` of the nearest project.config.json.
   */
  functions?: string;
  /** What the configuration file of `simulate` may hold. */
  config?: SimulatorConfig;
  /** The function that gets message push; goes before `config.messagePush`. */
  push?: string;
  /** 0, the default, takes a free one. */
  port?: number;
}

/** What somebody says: a text, or a whole message such as `{msgtype: 'image', …}`. */
export type Said = string | { msgtype?: string; msgId?: string | number; [field: string]: unknown };

/** What became of the push to the function; null where no function gets message push. */
export interface Pushed {
  push: PushResult | null;
}

export interface Customer {
  readonly openid: string;
  /**
   * Writes in the conversation, and waits for the function that gets message push. On a frozen
   * clock a function that waits for time needs it to be advanced meanwhile: keep the promise,
   * advance, then await it.
   */
  says(message: Said): Promise<Pushed>;
  /** Opens the conversation. */
  enters(options?: { sessionFrom?: string }): Promise<Pushed>;
  /** What the customer sees, and what WeChat knows of them. Times in ms of the simulator's clock. */
  state(): Promise<CustomerView>;
  /** The person to whom the conversation was handed over. */
  readonly agent: {
    accepts(): Promise<void>;
    says(content: string): Promise<void>;
    closes(): Promise<void>;
  };
}

export interface InvokeOptions {
  /** The caller that the platform vouches for; left out: nobody. */
  as?: string;
  /** SOURCE of getWXContext(). Default: `wx_client` with `as`, else `wx_http`. */
  source?: string;
}

export interface Clock {
  /** Milliseconds since 1970, on the simulator's clock. */
  now(): Promise<number>;
  /** Lets so many milliseconds pass at once, with everything that falls due in them. */
  advance(ms: number): Promise<void>;
  /** Stops it between advances, so that tests don't race. */
  freeze(): Promise<void>;
  /** Lets it run with real time again. */
  resume(): Promise<void>;
}

/** How the next matching calls go wrong; `times` 1 and `skip` 0 unless said. */
export type Failure = Pick<Fault, 'api'> & Partial<Omit<Fault, 'api'>>;

/** What a whole database holds: the documents of each collection. */
export type Collections = Record<string, Record<string, unknown>[]>;

/** WeChat and CloudBase, running in a process of their own. */
export interface Simulator {
  /** `http://127.0.0.1:PORT`, where servers of yours find the HTTPS API, too. */
  readonly url: string;
  /** Somebody with this OpenID. */
  customer(openid: string): Customer;
  /** Calls a function as wx.cloud.callFunction would; `error` where that would reject. */
  invoke(name: string, event?: unknown, options?: InvokeOptions): Promise<InvokeResult>;
  readonly clock: Clock;
  /** Lets the next matching calls to WeChat fail, until they have or `reset` is called. */
  fail(failure: Failure): Promise<void>;
  /** Every call that reached WeChat, oldest first. */
  calls(): Promise<CallEntry[]>;
  /** Everything in the database; with an argument, puts these collections in place of what they held. */
  database(collections?: Collections): Promise<Collections>;
  /** Everything back to the start: customers, clock, failures, calls, database. */
  reset(): Promise<void>;
  /** Ends it with every process that it started. May be called more than once. */
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}
