import type { CodeEntry } from '../entry';

/**
 * Credentials of the HTTPS API. A cloud call has no access_token of its own, so these show up only
 * where the HTTPS way is used.
 * https://developers.weixin.qq.com/doc/oplatform/developers/errCode/errCode.html
 */
export const tokenCodes = [
  {
    errCode: 40001,
    name: 'INVALID_CREDENTIAL',
    wechatText: 'invalid credential, access_token is invalid or not latest',
    meaning: {
      en: 'The AppSecret is wrong, or the access_token is not the newest one.',
      zh: 'AppSecret 错误，或 access_token 无效、不是最新的。',
    },
    remedy: {
      en: 'Compare WX_APPID_HTTPS and WX_APPSECRET with mp.weixin.qq.com → Development → Development settings. Look for another program that fetches tokens by /cgi-bin/token: each of those kills the one before.',
      zh: '将 WX_APPID_HTTPS、WX_APPSECRET 与 mp.weixin.qq.com → 开发管理 → 开发设置 中的值核对。检查是否有其他程序在用 /cgi-bin/token 取 token：每取一次都会使前一个失效。',
    },
    mayPass: false,
    origin: 'token',
  },
  {
    errCode: 40013,
    name: 'INVALID_APPID',
    wechatText: 'invalid appid',
    meaning: { en: 'There is no such appid.', zh: 'appid 不合法。' },
    remedy: {
      en: 'Copy the AppID from mp.weixin.qq.com → Development → Development settings into WX_APPID_HTTPS; it starts with "wx" and has 18 characters.',
      zh: '从 mp.weixin.qq.com → 开发管理 → 开发设置 复制 AppID，填入 WX_APPID_HTTPS；它以 wx 开头，共 18 个字符。',
    },
    mayPass: false,
    origin: 'token',
  },
  {
    errCode: 40014,
    name: 'INVALID_ACCESS_TOKEN',
    wechatText: 'invalid access_token',
    meaning: {
      en: 'The access_token is not one that WeChat gave out, or it was cut short on the way.',
      zh: 'access_token 不合法，可能在保存或传递时被截断。',
    },
    remedy: {
      en: 'Fetch a new one from /cgi-bin/stable_token, and keep room for 512 characters wherever it is stored.',
      zh: '通过 /cgi-bin/stable_token 重新获取，保存处至少预留 512 个字符。',
    },
    mayPass: false,
    origin: 'token',
  },
  {
    errCode: 40125,
    name: 'INVALID_APPSECRET',
    wechatText: 'invalid appsecret',
    meaning: {
      en: 'The AppSecret does not belong to this appid, or has been reset.',
      zh: 'AppSecret 与 appid 不匹配，或已被重置。',
    },
    remedy: {
      en: 'Generate it again at mp.weixin.qq.com → Development → Development settings → AppSecret and put it into the environment variable WX_APPSECRET. It is shown only once.',
      zh: '在 mp.weixin.qq.com → 开发管理 → 开发设置 → AppSecret 重新生成，填入环境变量 WX_APPSECRET。它只显示一次。',
    },
    mayPass: false,
    origin: 'token',
  },
  {
    errCode: 40164,
    name: 'IP_NOT_IN_WHITELIST',
    wechatText: 'invalid ip, not in whitelist',
    meaning: {
      en: "The address that the call came from is not on the account's IP whitelist.",
      zh: '调用来源的 IP 不在账号的 IP 白名单中。',
    },
    remedy: {
      en: 'Add the outgoing IP at mp.weixin.qq.com → Development → Development settings → IP whitelist. A cloud function has no fixed address unless one is bought: use the cloud call there.',
      zh: '在 mp.weixin.qq.com → 开发管理 → 开发设置 → IP 白名单 中加入出口 IP。云函数默认没有固定出口 IP，建议在云函数里使用云调用。',
    },
    mayPass: false,
    origin: 'token',
  },
  {
    errCode: 41001,
    name: 'ACCESS_TOKEN_MISSING',
    wechatText: 'access_token missing',
    meaning: {
      en: 'The request carried no access_token.',
      zh: '请求中缺少 access_token 参数。',
    },
    remedy: {
      en: 'Put ?access_token=… behind the path, in the URL and not in the body.',
      zh: '在请求地址后加上 ?access_token=…（放在 URL 中，不是请求体中）。',
    },
    mayPass: false,
    origin: 'token',
  },
  {
    errCode: 41002,
    name: 'APPID_MISSING',
    wechatText: 'appid missing',
    meaning: {
      en: 'A token was asked for without an appid.',
      zh: '获取 access_token 时缺少 appid 参数。',
    },
    remedy: {
      en: 'Set the environment variable WX_APPID_HTTPS (CloudBase console → Cloud functions → the function → Configuration).',
      zh: '设置环境变量 WX_APPID_HTTPS（云开发控制台 → 云函数 → 该函数 → 配置）。',
    },
    mayPass: false,
    origin: 'token',
  },
  {
    errCode: 42001,
    name: 'ACCESS_TOKEN_EXPIRED',
    wechatText: 'access_token expired',
    meaning: {
      en: 'The access_token is older than the 7200 seconds it lives.',
      zh: 'access_token 已超过 7200 秒的有效期。',
    },
    remedy: {
      en: "Fetch a new one from /cgi-bin/stable_token. The functions do so by themselves: seeing this code means that the fresh one was refused too, so check the machine's clock.",
      zh: '通过 /cgi-bin/stable_token 重新获取。云函数会自动更新一次；仍看到此错误说明新 token 也被拒绝，请检查机器时间。',
    },
    mayPass: false,
    origin: 'token',
  },
  {
    errCode: 40002,
    name: 'INVALID_GRANT_TYPE',
    wechatText: 'invalid grant_type',
    meaning: {
      en: 'A token was asked for with another grant_type than client_credential.',
      zh: '获取 access_token 时 grant_type 不是 client_credential。',
    },
    remedy: {
      en: 'Pass grant_type: "client_credential", exactly so.',
      zh: '传入 grant_type: "client_credential"，拼写需完全一致。',
    },
    mayPass: false,
    origin: 'token',
  },
  {
    errCode: 41004,
    name: 'APPSECRET_MISSING',
    wechatText: 'appsecret missing',
    meaning: {
      en: 'A token was asked for without an AppSecret.',
      zh: '获取 access_token 时缺少 secret 参数。',
    },
    remedy: {
      en: 'Set the environment variable WX_APPSECRET (CloudBase console → Cloud functions → the function → Configuration).',
      zh: '设置环境变量 WX_APPSECRET（云开发控制台 → 云函数 → 该函数 → 配置）。',
    },
    mayPass: false,
    origin: 'token',
  },
] as const satisfies readonly CodeEntry[];
