import type { Clock, Result, Transport } from '../contract';
import { type Api, apis, fail, succeed } from '../result';
import { withDeadline } from '../runtime/deadline';
import { systemClock } from '../runtime/systemClock';
import { accessToken } from './accessToken';
import { type Failure, postJson } from './postJson';
import { readBaseUrl } from './readBaseUrl';
import { readErrcode, readToken } from './readHttpsAnswer';
import { redact } from './redact';

/** The kinds of account that WeChat documents different addresses for. */
export const accountKinds = ['miniprogram', 'official'] as const;
export type AccountKind = (typeof accountKinds)[number];

export interface HttpsOptions {
  appid: string;
  /** The AppSecret. Neither it nor a token is ever logged, or part of an errMsg. */
  secret: string;
  /** Default: 'miniprogram', which mini games use as well. */
  account?: AccountKind;
  /**
   * Default: https://api.weixin.qq.com. http only for this machine, where the simulator listens.
   */
  baseUrl?: string;
  /** The longest that a call takes, tokens and second try included, in ms. Default: 5000. */
  timeoutMs?: number;
  clock?: Clock;
  fetch?: typeof fetch;
}

/**
 * Newest for mini programs: developers.weixin.qq.com/miniprogram/dev/OpenApiDoc/kf-message/ ; for
 * official accounts developers.weixin.qq.com/doc/offiaccount/Message_Management/Service_Center_messages.html
 */
const typingPaths: Readonly<Record<AccountKind, string>> = {
  miniprogram: '/cgi-bin/message/custom/business/typing',
  official: '/cgi-bin/message/custom/typing',
};
const sendPath = '/cgi-bin/message/custom/send';
const tokenPath = '/cgi-bin/stable_token';

/** The token is not, or no longer, good: one newly fetched may be. */
const tokenRefused: ReadonlySet<number> = new Set([40001, 40014, 42001]);

/**
 * The way to WeChat over its HTTPS API, for functions and for any server on Node 18 or newer. Its
 * token comes from stable_token without force_refresh, so that all instances get the same one and
 * nothing has to be shared. Calls in flight share one request for it.
 *
 * A token that WeChat refuses is fetched anew once. Where stable_token then gives the same one the
 * refusal stands: force_refresh would help only against a fault of WeChat's, is limited to 20 a
 * day, and kills the token that every other instance is using.
 *
 * Throws an Error that says what to do where it can't work at all: no fetch, no appid or secret, an
 * address that is none.
 */
export function httpsTransport(options: HttpsOptions): Transport {
  const { appid, secret, account = 'miniprogram', timeoutMs = 5_000 } = options;
  const { clock = systemClock } = options;
  const fetch = options.fetch ?? globalThis.fetch;
  if (typeof fetch !== 'function') throw new Error(needsNode18);
  if (!appid || !secret)
    throw new Error('The HTTPS way to WeChat needs an appid and its AppSecret');
  const base = readBaseUrl(options.baseUrl ?? 'https://api.weixin.qq.com');

  const addressOf = (path: string) => new URL(path, base);
  const token = accessToken(async () => {
    const body = { grant_type: 'client_credential', appid, secret };
    const deadline = clock.now() + timeoutMs;
    return readToken(await postJson(addressOf(tokenPath), body, { fetch, clock, deadline }));
  }, clock);

  async function call(api: Api, path: string, body: { touser: string }): Promise<Result> {
    const deadline = clock.now() + timeoutMs;
    const inTime = <T>(work: Promise<T>) =>
      withDeadline<T | { failure: Failure }>(work, deadline, clock, () => late);

    async function attempt(access: string): Promise<Result> {
      const url = addressOf(path);
      url.searchParams.set('access_token', access);
      const posted = await postJson(url, body, { fetch, clock, deadline });
      const { errCode, reason } = readErrcode(posted);
      if (errCode === 0) return succeed(api);
      const secrets = { WX_APPSECRET: secret, ACCESS_TOKEN: access };
      return fail(api, errCode, redact(reason, secrets, [body.touser]));
    }

    const first = await inTime(token.get());
    if ('failure' in first) return failed(first.failure);
    const result = await attempt(first.token);
    if (!tokenRefused.has(result.errCode)) return result;
    const second = await inTime(token.renew(first.token));
    if ('failure' in second) return failed(second.failure);
    return second.token === first.token ? result : attempt(second.token);

    function failed({ errCode, reason }: Failure): Result {
      const clean = redact(reason, { WX_APPSECRET: secret }, [body.touser]);
      return fail(api, errCode, `no access_token: ${clean}`);
    }
  }

  return {
    setTyping: (typing) => call(apis.setTyping, typingPaths[account], typing),
    send: (message) => call(apis.send, sendPath, message),
  };
}

const late: { failure: Failure } = {
  failure: { errCode: -501002, reason: 'no answer within the time limit' },
};

const needsNode18 =
  `The HTTPS way to WeChat needs Node 18 or newer, for its built-in fetch; this is ${process.version}. ` +
  'Create the function with the runtime Nodejs18.15 or newer, or use the cloud call.';
