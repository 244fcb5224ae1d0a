import type { Clock } from '../contract';
import type { Failure, FetchedToken } from './readAnswer';

type TokenAnswer = { token: string } | { failure: Failure };

/**
 * WeChat renews a stable token 5 minutes before its end, both being good meanwhile: asked later
 * than that it gives the new one. https://developers.weixin.qq.com/miniprogram/dev/OpenApiDoc/mp-access-token/getStableAccessToken.html
 */
const renewBeforeMs = 60_000;
/**
 * A request for a token that has not been answered for so long may never be: whoever asks then
 * makes one of their own instead of waiting with it.
 */
const maxJoinMs = 1_000;

/** The one access_token of an account, in memory only, and all who ask within a moment share one request for it. */
export interface AccessToken {
  /** The token at hand, or a new one where it is about to expire. */
  get(): Promise<TokenAnswer>;
  /**
   * Another token than `refused`, which WeChat turned down: the one fetched since, or a new one.
   * WeChat may give the same again; whoever asks has to look.
   */
  renew(refused: string): Promise<TokenAnswer>;
}

export function accessToken(fetchToken: () => Promise<FetchedToken>, clock: Clock): AccessToken {
  let current: { token: string; askedAt: number; until: number } | undefined;
  let underWay: { answer: Promise<TokenAnswer>; since: number } | undefined;

  async function fetchAnew(): Promise<TokenAnswer> {
    const askedAt = clock.now();
    const fetched = await fetchToken();
    if ('failure' in fetched) return fetched;
    const { token, expiresIn } = fetched;
    // A slow request answered after a later one may bring the older token.
    if (current !== undefined && current.askedAt > askedAt) return { token };
    current = { token, askedAt, until: askedAt + expiresIn * 1000 - renewBeforeMs };
    return { token };
  }

  function fetchOnce(): Promise<TokenAnswer> {
    if (underWay !== undefined && clock.now() - underWay.since < maxJoinMs) return underWay.answer;
    const started = { answer: fetchAnew(), since: clock.now() };
    underWay = started;
    return started.answer.finally(() => {
      if (underWay === started) underWay = undefined;
    });
  }

  return {
    async get() {
      return current !== undefined && clock.now() < current.until ? current : fetchOnce();
    },
    async renew(refused) {
      return current !== undefined && current.token !== refused ? current : fetchOnce();
    },
  };
}
