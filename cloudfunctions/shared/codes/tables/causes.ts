import type { Cause } from '../entry';

/** Causes that only the errMsg tells apart from what their code says otherwise; the first counts. */
export const causes: readonly Cause[] = [
  {
    // https://docs.cloudbase.net/error-code/basic/INVALID_PARAM: "missing wxCloudApiToken".
    name: 'NO_CLOUD_CALL_TOKEN',
    errCodes: [-501007, -501001],
    sign: /wx_?cloud_?api_?token|wx_?access_?token/i,
    wechatText: 'invalid parameters. Invalid wxCloudApiToken',
    meaning: {
      en: 'The function was called in a way that brings no token for cloud calls. A call from the mini program brings it, and so does a pushed message; a call from the console, from the web, from another function or from a timer does not.',
      zh: '本次调用没有携带云调用所需的凭证。由小程序发起的调用和消息推送会携带；从控制台、Web、其他云函数或定时触发器发起的调用不会携带。',
    },
    remedy: {
      en: 'Trying again does not help. Call the function from the mini program; or let it use the HTTPS way, which needs no such token: set TYPING_TRANSPORT=https, WX_APPID_HTTPS and WX_APPSECRET (CloudBase console → Cloud functions → the function → Configuration).',
      zh: '重试无效。请从小程序调用该云函数；或改用不需要此凭证的 HTTPS 方式：设置环境变量 TYPING_TRANSPORT=https、WX_APPID_HTTPS、WX_APPSECRET（云开发控制台 → 云函数 → 该函数 → 配置）。',
    },
    mayPass: false,
  },
  {
    name: 'ENVIRONMENT_ID_MISSING',
    errCodes: [-501000, -501005, -501007, -601002, -404011],
    sign: /\benv(ironment)?( id)?( is)? not (exists?|found)|\[100003\]/i,
    wechatText: '[100003] env not exists',
    meaning: {
      en: 'The mini program does not say which cloud environment it means, or names one that is not there.',
      zh: '小程序没有指明云环境，或指明的云环境不存在。',
    },
    remedy: {
      en: "Copy the environment's id from DevTools → CloudBase → Settings → Environment id (such as cloud1-2g5h8x) into cloudEnvironment in miniprogram/config.ts, run npm run build and compile again.",
      zh: '从开发者工具 → 云开发 → 设置 → 环境 ID 复制环境 ID（如 cloud1-2g5h8x），填入 miniprogram/config.ts 的 cloudEnvironment，执行 npm run build 后重新编译。',
    },
    mayPass: false,
  },
];
