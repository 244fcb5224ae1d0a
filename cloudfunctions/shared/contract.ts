/**
 * What passes between page, function and WeChat. Written once: the function, the page,
 * the tests and the command line take these types from here.
 */

/** Every answer of every function of ours: never a throw, never more than these two keys. */
export interface Result {
  /** 0 is success; every other code is explained in codes.ts. */
  errCode: number;
  /** `openapi.<api>:ok` or `openapi.<api>:fail <reason>`; never holds a secret or a whole OpenID. */
  errMsg: string;
}

/** What WeChat accepts as `command`, exactly so spelled. */
export const commands = ['Typing', 'CancelTyping'] as const;
export type Command = (typeof commands)[number];

/** One setTyping call as WeChat wants it, its receiver known. */
export interface TypingCall {
  touser: string;
  command: Command;
  /** Only for sub-merchants; WeChat's newest documentation names it. */
  businessid?: string;
}

/** One message as `customerServiceMessage.send` wants it. */
export interface MessageCall {
  touser: string;
  msgtype: 'text';
  text: { content: string };
}

/**
 * A way to WeChat: the cloud call or the HTTPS API. Neither method ever rejects: what goes wrong
 * comes back as a documented errCode, with errMsg already redacted.
 */
export interface Transport {
  setTyping(call: TypingCall): Promise<Result>;
  send(message: MessageCall): Promise<Result>;
}

/** Time, injected: milliseconds since the epoch, and timers that a test can hold in its hand. */
export interface Clock {
  now(): number;
  setTimeout(run: () => void, ms: number): unknown;
  clearTimeout(timer: unknown): void;
}
