import { fieldOf } from '../cli/fieldOf';
import type { CallStep } from './steps';

/** The account that is asked. The secret goes into one request's body and nowhere else. */
export interface Account {
  /** `https://api.weixin.qq.com`, or what stands in its place. */
  api: string;
  appid: string;
  secret: string;
  /** The OpenID of whoever holds the phone. */
  openid: string;
}

/** WeChat said no to the account or its token, so that nothing more can be found out. */
export class CallRefused extends Error {
  constructor(readonly errcode: number) {
    super(`errcode ${errcode}`);
  }
}

/** WeChat could not be asked, or what answered is not WeChat. The message holds no address. */
export class Unreachable extends Error {}

const limitMs = 10_000;

const paths = {
  token: '/cgi-bin/stable_token',
  typing: '/cgi-bin/message/custom/typing',
  business: '/cgi-bin/message/custom/business/typing',
  send: '/cgi-bin/message/custom/send',
} as const;

/** A token's form without being one. */
const unknownToken = `64_${'calibrate'.repeat(12)}`;

/** The account itself is refused: what follows would be refused in the same way. */
const finalCodes: ReadonlySet<number> = new Set([
  40001, 40013, 40014, 40125, 40164, 40200, 41001, 41002, 41004, 42001, 45009, 45011, 48001, 48004,
  50002,
]);

/**
 * Asks for a token (`stable_token` without `force_refresh`, which leaves every other token alive) and
 * returns what makes the calls of the table.
 *
 * @returns a function that resolves with WeChat's errcode; it rejects with CallRefused where the
 *   account is refused and with Unreachable where there is no answer
 */
export async function openWechat(account: Account): Promise<(step: CallStep) => Promise<number>> {
  const { appid, secret, openid } = account;
  const given = await post(account, paths.token, {
    grant_type: 'client_credential',
    appid,
    secret,
  });
  const token = fieldOf(given, 'access_token');
  if (typeof token !== 'string') throw new CallRefused(errcodeOf(given));

  return async (step) => {
    const errcode = errcodeOf(await call(step));
    const expected = step.what === 'typing' && step.token !== undefined;
    if (finalCodes.has(errcode) && !expected) throw new CallRefused(errcode);
    return errcode;
  };

  function call(step: CallStep): Promise<unknown> {
    const by = (path: string, used: string) => `${path}?access_token=${encodeURIComponent(used)}`;
    if (step.what === 'send') {
      return post(account, by(paths.send, String(token)), {
        touser: openid,
        msgtype: 'text',
        text: { content: `wechat-typing calibrate: ${step.id}` },
      });
    }
    const path = step.path === undefined ? paths.typing : paths.business;
    return post(account, by(path, step.token === undefined ? String(token) : unknownToken), {
      touser: step.touser ?? openid,
      command: step.command,
    });
  }
}

async function post({ api }: Account, path: string, body: object): Promise<unknown> {
  let text: string;
  try {
    const response = await fetch(`${api}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      redirect: 'error',
      signal: AbortSignal.timeout(limitMs),
    });
    text = await response.text();
  } catch (error) {
    const code = fieldOf(fieldOf(error, 'cause'), 'code') ?? fieldOf(error, 'name');
    throw new Unreachable(String(code));
  }
  try {
    return JSON.parse(text);
  } catch {
    throw new Unreachable('no JSON');
  }
}

/** Some gateways send it as text. */
function errcodeOf(answer: unknown): number {
  const errcode = Number(fieldOf(answer, 'errcode') ?? Number.NaN);
  if (!Number.isSafeInteger(errcode)) throw new Unreachable('no errcode');
  return errcode;
}
