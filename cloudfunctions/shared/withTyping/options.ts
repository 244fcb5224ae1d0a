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

/** What is logged when typing stops because a call failed: no text of WeChat's, no OpenID. */
export interface TypingStopped {
  what: 'typing stopped';
  errCode: number;
}

/** Every time is in milliseconds. */
export interface WithTypingOptions {
  transport: TypingTransport;
  /**
   * When the last message between the customer and the service was sent, since the epoch: WeChat
   * takes no Typing later than 30 s after it. The message push tells it as `CreateTime * 1000`.
   * Default: now, which is a little late, by the time that the message took to get here.
   */
  lastMessageAt?: number;
  /** Typing starts so long after the work, so that a fast answer shows none. Default: 0. */
  delayMs?: number;
  /**
   * Just before WeChat stops taking Typing, the status is cancelled and sent afresh, so that it
   * shows until about 44 s after the last message instead of 30 s. Default: true.
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
   * The longest that withTyping waits for one call, its second try included. A transport should
   * have a limit of its own; this one keeps a call that hangs from holding back your result, for
   * more than three times as long in all. Such a call is let go. Default: 3000.
   */
  callMs?: number;
  /**
   * The longest that work may take: then its signal is aborted, typing is taken down, and
   * withTyping rejects with an error named TimeoutError. Default: no limit.
   */
  deadlineMs?: number;
  /** Aborting it does the same, with the signal's reason; aborted already, work isn't started. */
  signal?: AbortSignal;
  /** Told once where a call fails and typing stops for it. Default: console.warn, as JSON. */
  log?: (entry: TypingStopped) => void;
  /** Default: the real one. */
  clock?: TypingClock;
}

/** What work is given. */
export interface Answering {
  /** Aborted at the deadline, and with the signal that withTyping was given. */
  signal: AbortSignal;
  /**
   * Sends a message to the customer, and tells withTyping so: a message takes the status down by
   * itself. `deliver` makes the call; it is not begun while a Typing is on its way, which could
   * overtake it, nor at all once work has been given up, when somebody else may be answering.
   * Returns what `deliver` returns, and rejects as it does; an `errCode` other than 0 in either
   * means that nothing was sent.
   */
  send<R>(deliver: () => R | Promise<R>): Promise<R>;
}
