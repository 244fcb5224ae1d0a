import type { Invocation } from '../host/host';
import { ControlError } from './controlError';
import { readOpenid } from './customerActions';

type Headers = Record<string, string | string[] | undefined>;

/**
 * Reads who calls a function and how, from the headers of `POST /_sim/invoke/:function`.
 *
 * @throws ControlError where a header is not as it has to be.
 */
export function readInvocation(headers: Headers, event: unknown): Invocation {
  const openidHeader = headers['x-sim-openid'];
  const openid = openidHeader === undefined ? undefined : readOpenid(String(openidHeader));
  const source = headers['x-sim-source'] ?? (openid === undefined ? 'wx_http' : 'wx_client');
  if (typeof source !== 'string' || !/^\w+(,\w+)*$/.test(source)) {
    throw new ControlError(
      400,
      'x-sim-source has to be a SOURCE such as wx_client or wx_client,scf',
    );
  }
  return { event, openid, source };
}
