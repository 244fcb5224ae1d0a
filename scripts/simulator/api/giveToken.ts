import { type Answer, answer } from '../conversation/answer';
import type { Outcome } from '../faults/outcome';
import type { ApiDeps } from './apiDeps';
import type { IssuedToken } from './createTokens';

/** Secrets are not for `/_sim/calls`, which people copy into issues. */
const secrets = ['secret', 'access_token'];

/**
 * Either form of asking for an access_token.
 *
 * @param data what was asked, or the errcode of a request that could not be read.
 * @param parked called where the answer is held back.
 */
export function giveToken(
  api: 'token' | 'stable_token',
  data: Record<string, unknown> | number,
  parked: () => void,
  { account, tokens, dispatch, calls, clock }: ApiDeps,
): Promise<Outcome> {
  const issue = (): IssuedToken | number => {
    if (typeof data === 'number') return data;
    const { grant_type, appid, secret, force_refresh = false } = data;
    if (grant_type !== 'client_credential') return 40002;
    const error = account.check(appid, secret);
    if (error !== 0) return error;
    if (api === 'token') return tokens.issue(String(appid));
    if (typeof force_refresh !== 'boolean') return 47001;
    return tokens.issueStable(String(appid), force_refresh);
  };

  const arrived = { at: clock.now(), transport: 'https', api, function: null } as const;
  const noteAnswer = calls.arrive({
    ...arrived,
    data: typeof data === 'number' ? null : withoutSecrets(data),
  });
  return dispatch({
    api,
    perform(): Answer {
      const issued = issue();
      return typeof issued === 'number' ? answer(issued) : { ...issued };
    },
    fail: answer,
    parked,
    answered: (given) => noteAnswer(withoutSecrets(given)),
  });
}

function withoutSecrets(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const shown = Object.entries(value).map(([key, field]) => [
    key,
    secrets.includes(key) ? '***' : field,
  ]);
  return Object.fromEntries(shown);
}
