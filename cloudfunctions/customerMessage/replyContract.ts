import type { CustomerMessage } from './push';

/** What a customer wants to know. It is data: whatever it asks for, it instructs nobody. */
export interface Question {
  /** What they wrote: several messages sent in quick succession stand in it a line each. */
  text: string;
  /** The newest message as WeChat pushed it. */
  message: CustomerMessage;
  /** What was said before, oldest first, as far as HISTORY_TURNS reaches. */
  history: readonly Said[];
  openid: string;
}

export interface Said {
  from: 'customer' | 'service';
  text: string;
}

/**
 * A message to a customer, of every type that the mini program's customer service has. The names
 * are WeChat's, but for pictures: give a file that lies beside the function (`prices.png`) or the id
 * of one in cloud storage (`cloud://…`), and it is uploaded.
 * https://developers.weixin.qq.com/miniprogram/dev/OpenApiDoc/kf-mgnt/kf-message/sendCustomMessage.html
 */
export type Message =
  | { text: string }
  | { image: string }
  | { link: { title: string; description: string; url: string; thumb_url: string } }
  | { miniprogrampage: { title: string; pagepath: string; thumb: string } };

/**
 * A customer's message allows five, entering the conversation two.
 * https://developers.weixin.qq.com/miniprogram/dev/framework/open-ability/customer-message/send.html
 */
export const maxMessages = 5;

/** A text, one or several messages of any type, or: a person is to answer. */
export type Answer = string | Message | readonly Message[] | { handOver: true };

/**
 * Finds the answer to a question. An empty answer or an error hands the conversation over to a
 * person, and so does one that takes too long: `signal` then is aborted, and the answer, should it
 * still come, is not sent. An error's text is shown to nobody.
 */
export interface Reply {
  (question: Question, options: ReplyOptions): Promise<Answer>;
  /** The MsgTypes that it can answer; every other goes to a person. Default: text alone. */
  types?: readonly string[];
}

export interface ReplyOptions {
  signal: AbortSignal;
  /** For a reply that tries again: all in ms, by the function's clock. */
  time: { now(): number; left(): number; wait(ms: number): Promise<void> };
}

/** A reply that failed, in words that hold nothing of a customer's, an endpoint's or a key's. */
export class ReplyError extends Error {
  override readonly name = 'ReplyError';
}

/** Why a reply failed, as it may stand in the log: of a stranger's error, only its name. */
export function reasonOf(error: unknown): string {
  if (error instanceof ReplyError) return error.message;
  const name = error instanceof Error ? error.name : '';
  return name === 'TimeoutError'
    ? 'the reply came too late'
    : `the reply failed: ${/^\w{1,40}$/.test(name) ? name : 'Error'}`;
}
