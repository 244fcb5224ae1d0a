import { statusMs } from './rules';

/** What is known of one customer's status at a moment. Times in ms. */
export interface Known {
  now: number;
  /** When somebody wants it shown from; Infinity: nobody does. */
  wantedAt: number;
  /** The latest moment at which it may still be on the screen; -Infinity: it isn't. */
  shownUntil: number;
  /** When WeChat stops taking Typing. */
  closesAt: number;
  /** How long before closesAt the last renewal is brought forward; undefined: it is not, or was. */
  leadMs: number | undefined;
  marginMs: number;
}

export interface NextCall {
  at: number;
  /** Cancel first: the status is still showing, and WeChat would answer 45081. */
  afresh: boolean;
}

/** Cancelling and sending afresh takes two calls; for less than this they aren't worth it. */
const worthwhileMs = 1_000;

/** The next Typing to send, or undefined where none is needed or would be taken. */
export function nextCall(known: Known): NextCall | undefined {
  const { now, wantedAt, shownUntil, closesAt, leadMs, marginMs } = known;
  if (wantedAt === Infinity) return undefined;
  const renewal = Math.max(now, wantedAt, shownUntil + marginMs);

  if (leadMs !== undefined) {
    const forward = Math.max(now, wantedAt, closesAt - leadMs);
    const gained = forward - (shownUntil - statusMs);
    const worthwhile = gained >= worthwhileMs && forward < closesAt;
    if (renewal > forward && worthwhile) return { at: forward, afresh: true };
  }
  return renewal < closesAt ? { at: renewal, afresh: false } : undefined;
}
