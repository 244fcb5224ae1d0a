import {
  type Api,
  apis,
  type CallOptions,
  type Clock,
  fail,
  type OutgoingMedia,
  type Result,
  succeed,
  type Transport,
  type TypingCall,
  type UploadResult,
} from '../contract';
import { fieldOf } from '../runtime/context';
import { systemClock } from '../runtime/time';
import { accessToken } from './accessToken';
import { joinUrl, readBaseUrl } from './baseUrl';
import { type Failure, readHttpsAnswer, readToken, withMediaId } from './readAnswer';
import { redact } from './redact';
import { type HttpAnswer, type HttpFailure, multipart, postJson, request } from './request';

export interface HttpsOptions {
  appid: string;
  /** The AppSecret. Neither it nor a token is ever logged, or part of an errMsg. */
  secret: string;
  /**
   * Default: https://api.weixin.qq.com. Something in its place, such as a reverse proxy, may have a
   * path, which is kept. http only for this machine, where the simulator listens.
   */
  baseUrl?: string;
  /** The longest that a call takes, tokens and second try included, in ms. Default: 5000. */
  timeoutMs?: number;
  /** Default: the machine's. */
  clock?: Clock;
  /** Told in one line of JSON what is worth knowing and no call's answer. Default: nobody is. */
  log?: (line: string) => void;
}

const tokenPath = '/cgi-bin/stable_token';
const sendPath = '/cgi-bin/message/custom/send';
const uploadPath = '/cgi-bin/media/upload';
/**
 * The newest page for mini programs names the second. Its sister `business/send` answers 40101 to
 * whoever is no sub-merchant, as developers reported to WeChat's community in 2023; so that path is
 * taken with a businessid only.
 * https://developers.weixin.qq.com/miniprogram/dev/OpenApiDoc/kf-mgnt/kf-message/setTyping.html
 * https://developers.weixin.qq.com/doc/offiaccount/Message_Management/Service_Center_messages.html
 */
const typingPath = '/cgi-bin/message/custom/typing';
const businessTypingPath = '/cgi-bin/message/custom/business/typing';
/** `missing parameter`: this is the wrong one of the two paths. */
const wrongPath = 40101;

/** The token is not, or no longer, good: one newly fetched may be. */
const tokenRefused: ReadonlySet<number> = new Set([40001, 40014, 42001]);

/**
 * The way to WeChat over its HTTPS API, for functions and for any server on Node 16.13 or newer.
 * Its token comes from stable_token without force_refresh, so that all instances get the same one
 * and nothing has to be shared. Calls in flight share one request for it.
 *
 * A token that WeChat refuses is fetched anew once. Where stable_token then gives the same one the
 * refusal stands: force_refresh would help only against a fault of WeChat's, is limited to 20 a
 * day, and kills the token that every other instance is using.
 *
 * Throws an Error that says what to do where it can't work at all: no appid or secret, an address
 * that is none.
 */
export function httpsTransport(options: HttpsOptions): Transport {
  const { appid, secret, timeoutMs = 5_000, clock = systemClock, log = () => {} } = options;
  if (!appid || !secret)
    throw new Error('The HTTPS way to WeChat needs an appid and its AppSecret');
  const base = readBaseUrl(options.baseUrl ?? 'https://api.weixin.qq.com');

  const hide = (text: string, people: readonly string[], access = '') =>
    redact(text, { WX_APPSECRET: secret, ACCESS_TOKEN: access }, people);
  const token = accessToken(
    () =>
      limited({ clock, timeoutMs }, async (signal) => {
        const body = { grant_type: 'client_credential', appid, secret };
        return readToken(await postJson(joinUrl(base, tokenPath), body, { signal }));
      }),
    clock,
  );

  /** One call, made again with a new token where WeChat refuses the first. */
  async function call({ api, path, query, people, gives, ask, signal }: Call): Promise<Called> {
    const attempt = async (access: string): Promise<Called> => {
      const url = joinUrl(base, path);
      for (const [name, value] of Object.entries(query ?? {})) url.searchParams.set(name, value);
      url.searchParams.set('access_token', access);
      const { errCode, reason, answer } = readHttpsAnswer(await ask(url, signal), gives);
      const result =
        errCode === 0 ? succeed(api) : fail(api, errCode, hide(reason, people, access));
      return { result, answer };
    };
    const failed = ({ errCode, reason }: Failure): Called => ({
      result: fail(api, errCode, `no access_token: ${hide(reason, people)}`),
      answer: {},
    });

    const first = await untilAborted(token.get(), signal);
    if ('failure' in first) return failed(first.failure);
    const called = await attempt(first.token);
    if (!tokenRefused.has(called.result.errCode)) return called;
    const second = await untilAborted(token.renew(first.token), signal);
    if ('failure' in second) return failed(second.failure);
    return second.token === first.token ? called : attempt(second.token);
  }

  const postTo = (api: Api, path: string, body: { touser: string }, signal: AbortSignal) =>
    call({
      api,
      path,
      people: [body.touser],
      ask: (url, until) => postJson(url, body, { signal: until }),
      signal,
    });

  /** Of calls with a businessid and of those without: whether the other path was found right. */
  const otherPath = { with: false, without: false };

  async function setTyping(typing: TypingCall, signal: AbortSignal): Promise<Result> {
    const kind = typing.businessid === undefined ? 'without' : 'with';
    const pathOf = (other: boolean) =>
      (kind === 'with') !== other ? businessTypingPath : typingPath;

    const taken = otherPath[kind];
    const { result } = await postTo(apis.setTyping, pathOf(taken), typing, signal);
    if (result.errCode !== wrongPath) return result;
    const { result: second } = await postTo(apis.setTyping, pathOf(!taken), typing, signal);
    if (second.errCode === wrongPath) return result;
    // Only what WeChat itself says shows that the path is right.
    if (second.errCode >= 0 && !tokenRefused.has(second.errCode)) {
      otherPath[kind] = !taken;
      log(JSON.stringify({ what: 'WeChat takes typing at the other path', path: pathOf(!taken) }));
    }
    return second;
  }

  async function uploadMedia(media: OutgoingMedia, signal: AbortSignal): Promise<UploadResult> {
    const { headers, body } = multipart(media);
    const { result, answer } = await call({
      api: apis.uploadMedia,
      path: uploadPath,
      query: { type: media.type },
      people: [],
      gives: 'media_id',
      ask: (url, until) => request(url, { method: 'POST', headers, body, signal: until }),
      signal,
    });
    return result.errCode === 0 ? withMediaId(result, fieldOf(answer, 'media_id')) : result;
  }

  const inTime = <T>(options: CallOptions | undefined, work: (signal: AbortSignal) => Promise<T>) =>
    limited({ clock, timeoutMs, signal: options?.signal }, work);

  return {
    setTyping: (typing, options) => inTime(options, (signal) => setTyping(typing, signal)),
    send: (message, options) =>
      inTime(options, async (signal) => {
        const { result } = await postTo(apis.send, sendPath, message, signal);
        return result;
      }),
    uploadMedia: (media, options) => inTime(options, (signal) => uploadMedia(media, signal)),
  };
}

interface Call {
  api: Api;
  path: string;
  query?: Readonly<Record<string, string>>;
  /** Whose OpenIDs are cut out of what WeChat answers. */
  people: readonly string[];
  /** The field of a good answer that may lack an errcode. */
  gives?: 'media_id';
  ask(url: URL, signal: AbortSignal): Promise<HttpAnswer | { failure: HttpFailure }>;
  signal: AbortSignal;
}

interface Called {
  result: Result;
  /** WeChat's JSON as it came. */
  answer: object;
}

interface Limit {
  clock: Clock;
  timeoutMs: number;
  signal?: AbortSignal | undefined;
}

/** Gives `work` a signal that comes after `timeoutMs`, or with the caller's own; no timer stays. */
async function limited<T>(
  { clock, timeoutMs, signal }: Limit,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  const abort = () => controller.abort();
  const timer = clock.setTimeout(abort, timeoutMs);
  if (signal?.aborted) abort();
  signal?.addEventListener('abort', abort);
  try {
    return await work(controller.signal);
  } finally {
    clock.clearTimeout(timer);
    signal?.removeEventListener('abort', abort);
  }
}

/** Of a token that several calls wait for, each for itself no longer than it may. */
function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T | typeof late> {
  return new Promise((resolve, reject) => {
    const stop = () => resolve(late);
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop);
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}

const late: { failure: Failure } = {
  failure: { errCode: -501002, reason: 'no answer within the time limit' },
};
