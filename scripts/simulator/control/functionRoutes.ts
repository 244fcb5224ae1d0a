import type { FastifyRequest } from 'fastify';
import type { Invocation } from '../host/host';
import { readOpenid } from './customerRoutes';
import type { ControlDeps } from './route';
import { ControlError, param, type Routes } from './route';

/** Calls a hosted function, as `wx.cloud.callFunction` would. */
export function functionRoutes({ invoke }: ControlDeps): Routes {
  return {
    '/_sim/invoke/:function': {
      POST: async (request) => {
        const outcome = await invoke(param(request, 'function'), readInvocation(request));
        return outcome.error ? outcome : { ...outcome, result: outcome.result ?? null };
      },
    },
  };
}

/**
 * Who calls a function and how stands in the headers.
 *
 * @throws ControlError where a header is not as it has to be.
 */
function readInvocation({ headers, body }: FastifyRequest): Invocation {
  const openidHeader = headers['x-sim-openid'];
  const openid = openidHeader === undefined ? undefined : readOpenid(String(openidHeader));
  const source = headers['x-sim-source'] ?? (openid === undefined ? 'wx_http' : 'wx_client');
  if (typeof source !== 'string' || !/^\w+(,\w+)*$/.test(source)) {
    throw new ControlError(
      400,
      'x-sim-source has to be a SOURCE such as wx_client or wx_client,scf',
    );
  }
  // callFunction without data sends {}; null is an event like any other.
  return { event: body === undefined ? {} : body, openid, source };
}
