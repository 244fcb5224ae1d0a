import type { FetchedToken } from './accessToken';
import type { Failure, Posted } from './postJson';

/** For an answer that says nothing; as with a cloud call, it may be tried once more. */
const unreadable = -501001;

/** WeChat's errcode, 0 included, and its text. */
export function readErrcode(posted: Posted): Failure {
  if ('failure' in posted) return posted.failure;
  const { errcode, errmsg } = fieldsOf(posted.answer);
  const reason = typeof errmsg === 'string' ? errmsg : 'no reason given';
  return typeof errcode === 'number' && Number.isSafeInteger(errcode)
    ? { errCode: errcode, reason }
    : { errCode: unreadable, reason: 'the answer holds no errcode' };
}

/** stable_token's answer. */
export function readToken(posted: Posted): FetchedToken {
  if ('failure' in posted) return posted;
  const { access_token: token, expires_in: expiresIn } = fieldsOf(posted.answer);
  if (typeof token === 'string' && token !== '' && typeof expiresIn === 'number') {
    return { token, expiresIn };
  }
  const failure = readErrcode(posted);
  return { failure: failure.errCode === 0 ? { ...failure, errCode: unreadable } : failure };
}

function fieldsOf(answer: object): Record<string, unknown> {
  return { ...answer };
}
