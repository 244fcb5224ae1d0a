/** With which the functions of these tests sign, and the gateway verifies. */
export const secretKey = 'the-secret-key';

/** What CloudBase gives a function, its gateway at `url`. */
export function functionEnvironment(url: string): Record<string, string> {
  return {
    TCB_CONTEXT_CNFG: JSON.stringify({ URL: `${url}/admin` }),
    TENCENTCLOUD_RUNENV: 'SCF',
    TENCENTCLOUD_REGION: 'ap-shanghai',
    TENCENTCLOUD_SECRETID: 'AKIDtest',
    TENCENTCLOUD_SECRETKEY: secretKey,
    TENCENTCLOUD_SESSIONTOKEN: 'session',
    SCF_NAMESPACE: 'test-env',
    TCB_ENV: 'test-env',
    TCB_SOURCE: 'wx_client',
    TCB_CONTEXT_KEYS: 'TCB_ENV,TCB_SOURCE',
    WX_CONTEXT_KEYS: 'WX_OPENID,WX_APPID,WX_API_TOKEN',
    WX_OPENID: 'oSelf000000000000000000000000',
    WX_APPID: 'wx0123456789abcdef',
    WX_API_TOKEN: 'token',
  };
}
