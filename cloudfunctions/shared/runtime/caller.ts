import { fieldOf } from './context';
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
 *
 * getWXContext() reads variables of the process, which outlive an invocation; the invocation's own
 * context holds them as well, as seen in public logs. Where the two name different people, nobody
 * is vouched for.
 * @param env read where the SDK has turned an all-digit OpenID into a number and lost digits of it
 * @param invocation the second argument of `main`
 */
export function readCaller(
  context: Record<string, unknown>,
  env: Env,
  invocation: unknown,
): Caller {
  const source = typeof context.SOURCE === 'string' ? context.SOURCE : '';
  const openid = readOpenId(context.OPENID, env.WX_OPENID);
  const named = [fieldOf(invocation, 'environment'), fieldOf(invocation, 'environ')]
    .map((environment) => variableOf(environment, 'WX_OPENID'))
    .filter((name) => name !== undefined && name !== '');
  if (named.some((name) => name !== openid))
    return { openid: undefined, source, isFunction: false };
  return { openid, source, isFunction: /(^|,)\s*scf\s*$/.test(source) };
}

/** A variable of an environment, which was seen as an object, as JSON and as `KEY=value;KEY=value`. */
function variableOf(environment: unknown, name: string): string | undefined {
  if (typeof environment === 'object') return textOf(fieldOf(environment, name));
  if (typeof environment !== 'string') return undefined;
  const parsed = parse(environment);
  if (parsed !== undefined) return textOf(fieldOf(parsed, name));
  return environment
    .split(/[;\n]/)
    .map((part) => part.trim())
    .find((part) => part.startsWith(`${name}=`))
    ?.slice(name.length + 1);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
}

function readOpenId(openid: unknown, verbatim: string | undefined): string | undefined {
  if (typeof openid === 'string') return openid === '' ? undefined : openid;
  if (Number(verbatim) === openid) return verbatim;
  return Number.isSafeInteger(openid) ? String(openid) : undefined;
}
