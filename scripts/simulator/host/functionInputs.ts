import { randomBytes } from 'node:crypto';
import { isObject } from '../config/fields';
import type { SimulatorOptions } from '../config/options';
import type { Invocation } from './host';
import type { FunctionContext } from './runner/messages';

/** What the platform hands to a function with a call: its event, its context, its environment. */

/** The environment's id of every hosted function, and their AppID where the configuration names none. */
export const envId = 'simulator';
export const defaultAppid = 'wx0123456789abcdef';

/** With what the SDK in one instance signs its requests. */
export interface Credentials {
  secretId: string;
  secretKey: string;
  sessionToken: string;
}

export function newCredentials(): Credentials {
  return {
    secretId: `AKID${randomBytes(16).toString('hex')}`,
    secretKey: randomBytes(16).toString('hex'),
    sessionToken: randomBytes(32).toString('hex'),
  };
}

/**
 * The event as a function gets it: the caller's data with what the platform adds. What a caller
 * sends as `userInfo` never arrives, or anybody could pass for somebody else.
 */
export function handedEvent(
  { event, openid, source, push }: Invocation,
  appid: string,
  { eventExtras, pushUserInfo }: Pick<SimulatorOptions, 'eventExtras' | 'pushUserInfo'>,
): unknown {
  if (event !== undefined && !isObject(event)) return event;
  // Called by another function, or by nobody of WeChat's: SOURCE ends in something else.
  const fromMiniProgram = source === 'wx_client' || source === 'wx_devtools';
  const vouched = openid !== undefined && (push ? pushUserInfo : fromMiniProgram);
  return {
    ...event,
    ...eventExtras,
    ...(vouched ? { userInfo: { appId: appid, openId: openid } } : {}),
  };
}

/**
 * WX_API_TOKEN, by which the platform lets a call of one of WeChat's APIs through; undefined for an
 * invocation that brings none. docs.cloudbase.net/error-code/basic/INVALID_PARAM
 */
export function newApiToken(
  { source, push }: Invocation,
  { callTokenSources, chainedToken }: Pick<SimulatorOptions, 'callTokenSources' | 'chainedToken'>,
): string | undefined {
  const [first = '', ...chain] = source.split(',');
  const brings =
    push ||
    callTokenSources.includes(source) ||
    (chain.length > 0 && chainedToken && callTokenSources.includes(first));
  return brings ? randomBytes(64).toString('hex') : undefined;
}

interface Circumstances {
  functionName: string;
  appid: string;
  adminUrl: string;
  credentials: Credentials;
  requestId: string;
  apiToken: string | undefined;
  /** The function's own variables. */
  env: Record<string, string>;
  timeoutMs: number;
  memoryMb: number;
}

/** All that a function may take from the machine; its developer's secrets stay outside. */
const fromTheMachine = ['PATH', 'HOME', 'TMPDIR', 'TEMP', 'TMP', 'LANG', 'SystemRoot', 'PATHEXT'];

/** The environment in which the process of an instance starts. The cloud is in UTC. */
export function baseEnvironment(): Record<string, string> {
  const kept = fromTheMachine.flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value]];
  });
  return { ...Object.fromEntries(kept), TZ: 'UTC' };
}

/** What the platform puts into process.env for one call, as wx-server-sdk reads it. */
export function callEnvironment(
  invocation: Invocation,
  circumstances: Omit<Circumstances, 'requestId' | 'timeoutMs' | 'memoryMb' | 'functionName'>,
): Record<string, string> {
  const { credentials } = circumstances;
  return {
    ...circumstances.env,
    TENCENTCLOUD_RUNENV: 'SCF',
    TENCENTCLOUD_REGION: 'ap-shanghai',
    TENCENTCLOUD_SECRETID: credentials.secretId,
    TENCENTCLOUD_SECRETKEY: credentials.secretKey,
    TENCENTCLOUD_SESSIONTOKEN: credentials.sessionToken,
    SCF_NAMESPACE: envId,
    TCB_CONTEXT_CNFG: JSON.stringify({ URL: circumstances.adminUrl }),
    ...callVariables(invocation, circumstances),
  };
}

/** Who calls and how. The SDK reads a variable only where the list of its kind names it. */
function callVariables(
  { openid, source }: Invocation,
  { appid, apiToken }: Pick<Circumstances, 'appid' | 'apiToken'>,
): Record<string, string> {
  const wx = {
    ...(openid === undefined ? {} : { WX_OPENID: openid }),
    WX_APPID: appid,
    ...(apiToken === undefined ? {} : { WX_API_TOKEN: apiToken }),
  };
  const tcb = { TCB_ENV: envId, TCB_SOURCE: source };
  return {
    ...tcb,
    TCB_CONTEXT_KEYS: Object.keys(tcb).join(),
    ...wx,
    WX_CONTEXT_KEYS: Object.keys(wx).join(),
  };
}

/**
 * The second argument of main. As in public logs of functions, `environment` and `environ` hold
 * the call's variables, token and keys included: whoever logs it logs these.
 */
export function callContext(invocation: Invocation, circumstances: Circumstances): FunctionContext {
  const { functionName, requestId, memoryMb, timeoutMs } = circumstances;
  return {
    callbackWaitsForEmptyEventLoop: false,
    memory_limit_in_mb: memoryMb,
    time_limit_in_ms: timeoutMs,
    request_id: requestId,
    function_name: functionName,
    function_version: '$LATEST',
    namespace: envId,
    environment: JSON.stringify(callEnvironment(invocation, circumstances)),
    environ: Object.entries(callVariables(invocation, circumstances))
      .map(([name, value]) => `${name}=${value}`)
      .join(';'),
  };
}
