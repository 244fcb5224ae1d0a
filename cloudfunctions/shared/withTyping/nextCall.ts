/**
 * WeChat's two timing rules, stated here and nowhere else in this folder:
 * https://developers.weixin.qq.com/miniprogram/dev/framework/open-ability/customer-message/typing.html
 */

/** One Typing shows for so long, and must not be sent again meanwhile (45081). */
export const statusMs = 15_000;

/** So long after the last message, from either side, WeChat still takes Typing (then 45080). */
export const windowMs = 30_000;

/** What is known of one customer's status at a moment. Times in ms. */
export interface Known {
  now: number;
  /** When somebody wants it shown from; Infinity: nobody does. */
  wantedAt: number;
  /** The latest moment at which it may still be on the screen; -Infinity: it isn't. */
  shownUntil: number;
  /** After a failure that may pass, when to try again; -Infinity: there was none. */
  retryAt: number;
  /** When WeChat stops taking Typing. */
  closesAt: number;
  /** How long before closesAt the last renewal is brought forward; undefined: it is not, or was. */
  leadMs: number | undefined;
  marginMs: number;
}

export interface NextCall {
  at: number;
  /** It is the one brought forward: the status may still be showing, WeChat then answers 45081. */
  broughtForward: boolean;
}

/** Cancelling and sending again takes two calls; for less than this they aren't worth it. */
const minGainMs = 1_000;

/** The next Typing to send, or undefined where none is needed or would be taken. */
export function nextCall(known: Known): NextCall | undefined {
  const { now, wantedAt, shownUntil, retryAt, closesAt, leadMs, marginMs } = known;
  if (wantedAt === Infinity) return undefined;
  const renewal = Math.max(now, wantedAt, shownUntil + marginMs, retryAt);

  if (leadMs !== undefined) {
    const last = Math.max(now, wantedAt, closesAt - leadMs);
    const gained = last - (shownUntil - statusMs);
    const inTheWay = shownUntil > last || renewal >= closesAt;
    if (renewal > last && inTheWay && gained >= minGainMs && last < closesAt)
      return { at: last, broughtForward: true };
  }
  return renewal < closesAt ? { at: renewal, broughtForward: false } : undefined;
}
