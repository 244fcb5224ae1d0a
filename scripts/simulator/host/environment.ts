import type { Invocation } from './host';
import type { FunctionContext } from './runner/messages';

/** With what the SDK in one instance signs its requests. */
export interface Credentials {
  secretId: string;
  secretKey: string;
  sessionToken: string;
}

interface Circumstances {
  functionName: string;
  appid: string;
  envId: string;
  adminUrl: string;
  credentials: Credentials;
  requestId: string;
  /** WX_API_TOKEN, with which the platform lets a cloud call through. */
  apiToken: string;
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

/** What the platform puts into process.env for one call, as wx-server-sdk 4.0.2 reads it. */
export function callEnvironment(
  invocation: Invocation,
  circumstances: Circumstances,
): Record<string, string> {
  const { credentials, envId } = circumstances;
  const wx = {
    ...(invocation.openid === undefined ? {} : { WX_OPENID: invocation.openid }),
    WX_APPID: circumstances.appid,
    WX_API_TOKEN: circumstances.apiToken,
  };
  const tcb = { TCB_ENV: envId, TCB_SOURCE: invocation.source };
  return {
    ...circumstances.env,
    TENCENTCLOUD_RUNENV: 'SCF',
    TENCENTCLOUD_REGION: 'ap-shanghai',
    TENCENTCLOUD_SECRETID: credentials.secretId,
    TENCENTCLOUD_SECRETKEY: credentials.secretKey,
    TENCENTCLOUD_SESSIONTOKEN: credentials.sessionToken,
    SCF_NAMESPACE: envId,
    TCB_CONTEXT_CNFG: JSON.stringify({ URL: circumstances.adminUrl }),
    ...tcb,
    TCB_CONTEXT_KEYS: Object.keys(tcb).join(),
    ...wx,
    WX_CONTEXT_KEYS: Object.keys(wx).join(),
  };
}

/** The second argument of main. Functions log it, so nothing secret stands in it. */
export function callContext(invocation: Invocation, circumstances: Circumstances): FunctionContext {
  const known = {
    SCF_NAMESPACE: circumstances.envId,
    TCB_SOURCE: invocation.source,
    WX_APPID: circumstances.appid,
    ...(invocation.openid === undefined ? {} : { WX_OPENID: invocation.openid }),
  };
  return {
    callbackWaitsForEmptyEventLoop: false,
    memory_limit_in_mb: circumstances.memoryMb,
    time_limit_in_ms: circumstances.timeoutMs,
    request_id: circumstances.requestId,
    function_name: circumstances.functionName,
    function_version: '$LATEST',
    namespace: circumstances.envId,
    environment: JSON.stringify(known),
    environ: Object.entries(known)
      .map(([name, value]) => `${name}=${value}`)
      .join(';'),
  };
}
