/** How a connection can go wrong instead of carrying an answer. */
export const drops = ['reset', 'close', 'hang', 'drip', 'truncate', 'empty'] as const;
export type Drop = (typeof drops)[number];

/**
 * How the next matching calls go wrong: at most one of `errcode`, `errorCode`, `status` and `drop`,
 * and/or a delay. As `POST /_sim/faults` takes it and `GET /_sim/faults` shows it.
 */
export interface Fault {
  api: string;
  /** How many calls it is still to hit. */
  times: number;
  /** How many calls it still lets pass first. */
  skip: number;
  /** WeChat's errcode; a number as a rule, but any JSON value is sent as it is. */
  errcode?: unknown;
  errmsg?: string;
  /** A platform error such as -604102. */
  errorCode?: number;
  /** HTTP status, with `body` sent as JSON, or as it is where it is a text. */
  status?: number;
  body?: unknown;
  /** The body's bytes, where they are no text. */
  bodyBase64?: string;
  contentType?: string;
  drop?: Drop;
  delayMs?: number;
  /** Whose time the delay takes: the simulator's clock, or real time. */
  delayBy?: 'simulator' | 'real';
  /** The call takes effect all the same, and only its answer is changed or lost. */
  afterEffect?: boolean;
}
