/** What CloudBase's runtime gives a function that a mini program calls; nothing of this machine's. */
export function cloudEnvironment(gatewayUrl: string): Record<string, string> {
  // Without it Windows has no sockets.
  const { SystemRoot } = process.env;
  return {
    ...(SystemRoot === undefined ? {} : { SystemRoot }),
    TCB_CONTEXT_CNFG: JSON.stringify({ URL: gatewayUrl }),
    TENCENTCLOUD_RUNENV: 'SCF',
    TENCENTCLOUD_REGION: 'ap-shanghai',
    TENCENTCLOUD_SECRETID: 'AKIDbench',
    TENCENTCLOUD_SECRETKEY: 'bench-secret-key',
    TENCENTCLOUD_SESSIONTOKEN: 'bench-session-token',
    SCF_NAMESPACE: 'bench-env',
    TCB_ENV: 'bench-env',
    TCB_SOURCE: 'wx_client',
    TCB_CONTEXT_KEYS: 'TCB_ENV,TCB_SOURCE',
    WX_CONTEXT_KEYS: 'WX_OPENID,WX_APPID,WX_API_TOKEN',
    WX_OPENID: 'oBench0000000000000000000000',
    WX_APPID: 'wx0123456789abcdef',
    WX_API_TOKEN: 'bench-api-token',
  };
}
