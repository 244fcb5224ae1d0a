import { randomBytes } from 'node:crypto';

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

/**
 * The errmsg that WeChat documents or was seen to send with each errcode that the simulator gives.
 * developers.weixin.qq.com/miniprogram/dev/OpenApiDoc/kf-message/ and the global list of codes.
 */
export const errmsgs: Readonly<Record<number, string>> = {
  0: 'ok',
  [-1]: 'system error',
  40001: 'invalid credential, access_token is invalid or not latest',
  40002: 'invalid grant_type',
  40003: 'invalid openid',
  40004: 'invalid media type',
  40005: 'invalid file type',
  40007: 'invalid media_id',
  40008: 'invalid message type',
  40013: 'invalid appid',
  40014: 'invalid access_token',
  40066: 'invalid url',
  40101: 'missing parameter',
  40125: 'invalid appsecret',
  40164: 'invalid ip, not in whitelist',
  40200: 'invalid account type',
  41001: 'access_token missing',
  41002: 'appid missing',
  41004: 'appsecret missing',
  41005: 'media data missing',
  42001: 'access_token expired',
  43001: 'require GET method',
  43002: 'require POST method',
  44002: 'empty post data',
  44004: 'empty content',
  45001: 'media size out of limit',
  45002: 'content size out of limit',
  45008: 'article size out of limit',
  45009: 'reach max api daily quota limit',
  45011: 'api minute-quota reach limit, must slower, retry next minute',
  45015: 'response out of time limit or subscription is canceled',
  45047: 'out of response count limit',
  45072: 'invalid command',
  45080:
    'need sending message to user, or recving message from user in the last 30 seconds before typing',
  45081: 'you are already typing',
  47001: 'data format error',
  48001: 'api unauthorized',
  48004: 'api forbidden for irregularities',
  50002: 'user limited',
};

/** WeChat's text for an errcode, without rid; `error` for one that the simulator does not know. */
function errmsgOf(errcode: unknown): string {
  return (typeof errcode === 'number' ? errmsgs[errcode] : undefined) ?? 'error';
}
