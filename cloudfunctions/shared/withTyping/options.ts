/** The command names are WeChat's. */
export type TypingCommand = 'Typing' | 'CancelTyping';

/**
 * How calls get to WeChat. `cloud.openapi.customerServiceMessage` of wx-server-sdk fits as it is,
 * and so does anything else that answers, or rejects with, an object holding `errCode`.
 */
export interface TypingTransport {
  setTyping(call: { touser: string; command: TypingCommand }): Promise<{ errCode: number }>;
}

/** Time as withTyping needs it: milliseconds since the epoch, and timers. */
export interface TypingClock {
  now(): number;
  setTimeout(run: () => void, ms: number): unknown;
  clearTimeout(timer: unknown): void;
}

/**
 * What is logged when typing stops because a call failed: no text of WeChat's, no OpenID. After a
 * failure that may pass it is tried again some 15 s later, while WeChat still takes it.
 */
export interface TypingStopped {
  what: 'typing stopped';
  errCode: number;
}

/** Every time is in milliseconds. What is no number counts as left out, below 0 as 0. */
export interface WithTypingOptions {
  transport: TypingTransport;
  /**
   * When the last message between the customer and the service was sent, since the epoch: WeChat
   * takes no Typing later than 30 s after it. The message push tells it as `CreateTime * 1000`.
   * Default, and where it lies in the future or too far back for any Typing (the clocks disagree):
   * now. Then typing is tried, and WeChat decides.
   */
  lastMessageAt?: number;
  /** Typing starts so long after the work, so that a fast answer shows none. Default: 0. */
  delayMs?: number;
  /**
   * Just before WeChat stops taking Typing, a status of our own is cancelled and sent again, so
   * that it shows until about 44 s after the last message instead of 30 s. Default: true.
   */
  bringForward?: boolean;
  /**
   * How long before those 30 s are over that happens; the time of the slowest call so far is added.
   * It has to cover what `lastMessageAt` is off by. Default: 1000.
   */
  leadMs?: number;
  /**
   * How long after its 15 s the status is sent again. They are counted from WeChat's answer, the
   * latest moment at which WeChat's own can have begun; this covers clocks that run differently,
   * and is what the customer sees of the gap. Too small costs an errCode 45081. Default: 300.
   */
  marginMs?: number;
  /**
   * After a message sent with `send` typing rests; where work goes on so much longer, it starts
   * again. Default: it doesn't.
   */
  resumeMs?: number;
  /**
   * The longest that withTyping waits for one call, its second try included, and for one message.
   * The first try has half of it before the second is made beside it. A transport should have a
   * limit of its own; this one keeps a call that hangs from holding back your result, for more than
   * three times as long in all. Such a call is let go. Default: 3000.
   */
  callMs?: number;
  /**
   * The longest that work may take: then its signal is aborted, typing is taken down, and
   * withTyping rejects with an error named TimeoutError. Default: no limit.
   */
  deadlineMs?: number;
  /** Aborting it does the same, with the signal's reason; aborted already, work isn't started. */
  signal?: AbortSignal;
  /**
   * Scopes of one customer share a status by their OpenID, which differs from app to app, whatever
   * their transport. Only where one process serves conversations in which one OpenID means
   * several customers (sub-merchants, several simulators) does this tell them apart. Default: none.
   */
  account?: string;
  /** Told once for each code by which typing stops. Default: console.warn, as JSON. */
  log?: (entry: TypingStopped) => unknown;
  /** Default: the real one. */
  clock?: TypingClock;
}

/** What work is given. */
export interface Answering {
  /** Aborted at the deadline, and with the signal that withTyping was given. */
  signal: AbortSignal;
  /**
   * Sends a message to the customer, and tells withTyping so: a message takes the status down by
   * itself. `deliver` makes the call. It is not begun while a Typing is on its way, which could
   * overtake it; nor at all once work has been given up or has ended, when somebody else may be
   * answering. Returns what `deliver` returns, and rejects as it does; an `errCode` other than 0 in
   * either means that nothing was sent.
   */
  send<R>(deliver: () => R | Promise<R>): Promise<R>;
}

/** The longest that Node's timers can wait; anything longer would go off at once. */
const maxTimerMs = 2 ** 31 - 1;

const realClock: TypingClock = {
  now: () => Date.now(),
  setTimeout: (run, ms) => setTimeout(run, Math.min(ms, maxTimerMs)),
  clearTimeout: (timer) => clearTimeout(timer as NodeJS.Timeout | undefined),
};

export type ResolvedOptions = ReturnType<typeof resolveOptions>;

/** The options, each with its default. */
export function resolveOptions(options: WithTypingOptions) {
  const clock = options.clock ?? realClock;
  return {
    transport: options.transport,
    clock,
    account: options.account,
    lastMessageAt: finite(options.lastMessageAt) ?? clock.now(),
    delayMs: finite(options.delayMs) ?? 0,
    bringForward: options.bringForward ?? true,
    leadMs: finite(options.leadMs) ?? 1_000,
    marginMs: finite(options.marginMs) ?? 300,
    resumeMs: finite(options.resumeMs),
    callMs: finite(options.callMs) ?? 3_000,
    deadlineMs: finite(options.deadlineMs),
    log: options.log ?? ((entry: TypingStopped) => console.warn(JSON.stringify(entry))),
  };
}

/** NaN is what a missing CreateTime, or an environment variable that isn't set, comes to. */
function finite(value: number | undefined): number | undefined {
  return value !== undefined && Number.isFinite(value) ? Math.max(0, value) : undefined;
}
