import { randomBytes } from 'node:crypto';
import type { SimulatorOptions } from '../config/options';

/** Seconds that an access_token is good for. */
const lifeSeconds = 7200;
const lifeMs = lifeSeconds * 1000;
/** stable_token renews this long before the end, both tokens being good meanwhile. */
const renewalMs = 5 * 60_000;
/** force_refresh: so far apart, and so many a day. */
const forceApartMs = 30_000;
const forcesADay = 20;
const dayMs = 86_400_000;
/** Dead ones answer as never issued in the end, so that a long run does not keep them all. */
const maxRemembered = 10_000;

/** The two forms are isolated from one another: neither kills the other's tokens. */
type Form = 'token' | 'stable_token';

interface Token {
  value: string;
  /** Milliseconds of the simulator's clock. */
  expiresAt: number;
  /** A newer one has taken its place. */
  killed: boolean;
}

export interface IssuedToken {
  access_token: string;
  /** Seconds. */
  expires_in: number;
}

/** The access_tokens of the HTTPS API; they live on the simulator's clock. */
export interface Tokens {
  /** `GET /cgi-bin/token`: a new one each time, which kills its predecessor. */
  issue(appid: string): IssuedToken;
  /**
   * `POST /cgi-bin/stable_token`: the same one until 5 minutes before its end.
   * Forced, a new one that kills the previous; 45009 or 45011 where that was asked for too often.
   */
  issueStable(appid: string, force: boolean): IssuedToken | number;
  /** 0 for a token that is right and in date; else the errcode. */
  check(value: unknown): number;
  reset(): void;
}

/** developers.weixin.qq.com/miniprogram/dev/OpenApiDoc/mp-access-token/ */
export function createTokens(
  now: () => number,
  { unknownToken }: Pick<SimulatorOptions, 'unknownToken'>,
): Tokens {
  const tokens = new Map<string, Token>();
  /** Those not killed, newest last, by form and appid. */
  const living = new Map<string, Token[]>();
  const forced = new Map<string, number[]>();
  /** Above this many, the dead are gone through again. */
  let room = maxRemembered;

  const alive = (form: Form, appid: string): Token[] => living.get(`${form} ${appid}`) ?? [];

  function create(form: Form, appid: string): Token {
    const value = `sim_${randomBytes(64).toString('base64url')}`;
    const token = { value, expiresAt: now() + lifeMs, killed: false };
    tokens.set(value, token);
    living.set(`${form} ${appid}`, [...alive(form, appid).slice(-1), token]);
    if (tokens.size > room) forgetTheDead();
    return token;
  }

  /** The oldest first, down to half; one that lives stays, however old. */
  function forgetTheDead(): void {
    for (const [value, { killed, expiresAt }] of tokens) {
      if (tokens.size <= maxRemembered / 2) break;
      if (killed || expiresAt <= now()) tokens.delete(value);
    }
    room = Math.max(maxRemembered, tokens.size * 2);
  }

  function kill(form: Form, appid: string): void {
    for (const token of alive(form, appid)) token.killed = true;
    living.delete(`${form} ${appid}`);
  }

  const shown = (token: Token): IssuedToken => ({
    access_token: token.value,
    expires_in: Math.max(1, Math.floor((token.expiresAt - now()) / 1000)),
  });

  /** What forbids another forced refresh: 45011 too soon, 45009 too many today. */
  function forceError(appid: string): number {
    const today = (forced.get(appid) ?? []).filter((at) => now() - at < dayMs);
    const last = today.at(-1);
    if (last !== undefined && now() - last < forceApartMs) return 45011;
    if (today.length >= forcesADay) return 45009;
    forced.set(appid, [...today, now()]);
    return 0;
  }

  return {
    issue(appid) {
      kill('token', appid);
      return shown(create('token', appid));
    },

    issueStable(appid, force) {
      if (force) {
        const error = forceError(appid);
        if (error !== 0) return error;
        kill('stable_token', appid);
        return shown(create('stable_token', appid));
      }
      const token = alive('stable_token', appid).at(-1);
      const fresh = token && now() < token.expiresAt - renewalMs;
      return shown(fresh ? token : create('stable_token', appid));
    },

    check(value) {
      if (value === undefined || value === '') return 41001;
      if (typeof value !== 'string' || !/^[\w-]{1,512}$/.test(value)) return 40014;
      const token = tokens.get(value);
      if (!token) return unknownToken;
      if (token.killed) return 40001;
      return now() < token.expiresAt ? 0 : 42001;
    },

    reset() {
      tokens.clear();
      living.clear();
      forced.clear();
    },
  };
}
