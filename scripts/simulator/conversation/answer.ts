import { randomBytes } from 'node:crypto';
import { errmsgOf } from './errmsgs';

/** What WeChat answers: `errcode` and `errmsg` in nearly every case. */
export type Answer = Record<string, unknown>;

/**
 * The answer for an errcode. As in the wild, the errmsg of an error ends in ` rid: …`, by which
 * WeChat's support finds the request.
 *
 * @param errcode a number as a rule; a fault may ask for any JSON value.
 * @param errmsg where WeChat's own text is not wanted; it is sent exactly so.
 */
export function answer(errcode: unknown, errmsg?: string): Answer {
  if (errmsg !== undefined) return { errcode, errmsg };
  return { errcode, errmsg: errcode === 0 ? 'ok' : `${errmsgOf(errcode)} rid: ${rid()}` };
}

function rid(): string {
  const hex = randomBytes(12).toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 16), hex.slice(16)].join('-');
}
