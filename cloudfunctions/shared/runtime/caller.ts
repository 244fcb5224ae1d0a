import type { Env } from './env';

/** Who called, as the platform vouches for it. Nothing in an event is ever asked. */
export interface Caller {
  /** undefined: the platform vouches for nobody. */
  openid: string | undefined;
  /** SOURCE as it came, e.g. `wx_client` or `wx_client,scf`; '' where there is none. */
  source: string;
  /** Another cloud function of this environment made the call. */
  isFunction: boolean;
}

/**
 * Reads the caller from `cloud.getWXContext()`.
 *
 * SOURCE is a chain, first caller first. Its last link is who called us, so `scf` there, and only
 * there, is a function of ours: calling a function of an environment from the cloud takes that
 * environment's credentials, and the platform writes TCB_SOURCE itself. An `scf` anywhere else, or
 * in an event, proves nothing.
 * https://developers.weixin.qq.com/miniprogram/dev/wxcloud/reference-sdk-api/utils/Cloud.getWXContext.html
 * @param env read where the SDK has turned an all-digit OpenID into a number and lost digits of it
 */
export function readCaller(context: Record<string, unknown>, env: Env): Caller {
  const source = typeof context.SOURCE === 'string' ? context.SOURCE : '';
  return {
    openid: readOpenId(context.OPENID, env.WX_OPENID),
    source,
    isFunction: source.split(',').at(-1)?.trim() === 'scf',
  };
}

function readOpenId(openid: unknown, verbatim: string | undefined): string | undefined {
  if (typeof openid === 'string') return openid === '' ? undefined : openid;
  if (typeof openid !== 'number') return undefined;
  if (verbatim !== undefined && Number(verbatim) === openid) return verbatim;
  return Number.isSafeInteger(openid) ? String(openid) : undefined;
}
