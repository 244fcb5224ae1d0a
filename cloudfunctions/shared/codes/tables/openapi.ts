import type { CodeEntry } from '../entry';

/**
 * The cloud call: a function that calls WeChat through CloudBase.
 * https://developers.weixin.qq.com/miniprogram/dev/wxcloud/reference/errcode.html
 */
export const openapiCodes = [
  {
    errCode: -601001,
    name: 'WECHAT_SYSTEM_ERROR',
    wechatText: '微信后台通用错误：系统错误',
    meaning: {
      en: "An error inside WeChat's servers.",
      zh: '微信后台系统错误。',
    },
    remedy: {
      en: 'Try again in a minute. If it stays, ask at developers.weixin.qq.com/community with the request id from the log.',
      zh: '一分钟后再试。如持续出现，请带上日志中的请求 ID 到 developers.weixin.qq.com/community 反馈。',
    },
    mayPass: true,
    origin: 'cloudbase',
  },
  {
    errCode: -601002,
    name: 'WECHAT_PARAMETER_ERROR',
    wechatText: '微信后台通用错误：系统参数错误',
    meaning: {
      en: "WeChat's servers could not read the parameters.",
      zh: '微信后台无法识别请求参数。',
    },
    remedy: {
      en: 'Check that the function runs wx-server-sdk 4.0.2: build again with npm run build and upload.',
      zh: '确认云函数使用 wx-server-sdk 4.0.2：重新 npm run build 并上传。',
    },
    mayPass: false,
    origin: 'cloudbase',
  },
  {
    errCode: -601003,
    name: 'WECHAT_NETWORK_ERROR',
    wechatText: '微信后台通用错误：系统网络错误',
    meaning: {
      en: 'A network failure inside WeChat.',
      zh: '微信后台网络错误。',
    },
    remedy: {
      en: 'Try again in a few seconds.',
      zh: '过几秒再试。',
    },
    mayPass: true,
    origin: 'cloudbase',
  },
  {
    errCode: -604100,
    name: 'API_NOT_FOUND',
    wechatText: 'API not found',
    meaning: {
      en: 'WeChat knows no API of that name for cloud calls.',
      zh: '云调用中没有这个接口。',
    },
    remedy: {
      en: "Compare the API's name with the documentation, capitals included. If it is right, your kind of account has no cloud call for it: use its HTTPS API.",
      zh: '与接口文档核对接口名（区分大小写）。若无误，说明当前账号类型不支持该接口的云调用，请改用 HTTPS 接口。',
    },
    about: {
      setTyping: {
        remedy: {
          en: 'The name is customerServiceMessage.setTyping, exactly so. If it is, your kind of account has no cloud call for it: use the HTTPS way (TYPING_TRANSPORT=https).',
          zh: '接口名应为 customerServiceMessage.setTyping。若无误，说明当前账号类型不支持云调用，请改用 HTTPS 方式（TYPING_TRANSPORT=https）。',
        },
      },
    },
    mayPass: false,
    origin: 'cloudbase',
  },
  {
    errCode: -604101,
    name: 'API_NOT_PERMITTED',
    wechatText: 'function has no permission to call this API',
    meaning: {
      en: "The function's config.json does not name this API, or was not uploaded with it yet.",
      zh: '云函数的 config.json 没有声明此接口，或声明尚未随函数上传。',
    },
    remedy: {
      en: 'Put the name of the API (such as "customerServiceMessage.send"; npm run check finds it) into permissions.openapi of the function\'s config.json, upload with WeChat DevTools (miniprogram-ci does not read config.json) and wait 10 minutes.',
      zh: '在函数的 config.json 的 permissions.openapi 中加入接口名（如 "customerServiceMessage.send"，可用 npm run check 查找），用微信开发者工具上传（miniprogram-ci 不读取 config.json），并等待 10 分钟生效。',
    },
    about: {
      setTyping: {
        remedy: {
          en: 'Put "customerServiceMessage.setTyping" into permissions.openapi of the function\'s config.json, upload with WeChat DevTools (miniprogram-ci does not read config.json) and wait 10 minutes.',
          zh: '在函数的 config.json 的 permissions.openapi 中加入 "customerServiceMessage.setTyping"，用微信开发者工具上传（miniprogram-ci 不读取 config.json），并等待 10 分钟生效。',
        },
      },
    },
    mayPass: true,
    origin: 'cloudbase',
  },
  {
    errCode: -604102,
    name: 'OPENAPI_TIMEOUT',
    wechatText: 'call open API timeout',
    meaning: {
      en: 'CloudBase asked WeChat and got no answer in time; the call may have arrived.',
      zh: '云调用超时：云端未及时收到微信的响应，请求可能已生效。',
    },
    remedy: {
      en: 'Try again in a few seconds.',
      zh: '过几秒再试。',
    },
    about: {
      setTyping: {
        remedy: {
          en: 'Press again in a few seconds; the function has already tried a second time where there was time left.',
          zh: '过几秒再试；在剩余时间允许时，云函数已自动重试过一次。',
        },
      },
    },
    mayPass: true,
    retry: 'unanswered',
    origin: 'cloudbase',
  },
  {
    errCode: -604103,
    name: 'OPENAPI_SYSTEM_ERROR',
    wechatText: 'call open API system error',
    meaning: {
      en: 'The way from CloudBase to WeChat failed; the call may have arrived.',
      zh: '云调用系统错误：云端到微信的链路出错，请求可能已生效。',
    },
    remedy: {
      en: 'Try again in a few seconds.',
      zh: '过几秒再试。',
    },
    about: {
      setTyping: {
        remedy: {
          en: 'Press again in a few seconds; the function has already tried a second time where there was time left.',
          zh: '过几秒再试；在剩余时间允许时，云函数已自动重试过一次。',
        },
      },
    },
    mayPass: true,
    retry: 'unanswered',
    origin: 'cloudbase',
  },
  {
    errCode: -604104,
    name: 'ILLEGAL_CALL_SOURCE',
    wechatText: 'illegal source of invocation',
    meaning: {
      en: "WeChat takes a cloud call only from a running cloud function. Seen in DevTools' local debugging, and where the call was not awaited and left after the function had returned.",
      zh: '调用来源不合法：云调用只能在云函数运行期间发起。常见于开发者工具的本地调试，或没有 await、函数返回后才发出的调用。',
    },
    remedy: {
      en: 'Switch local debugging off for this function and call the deployed one. In your own function: await every cloud.openapi call.',
      zh: '关闭该函数的本地调试，改为调用已部署的云函数。自己写的函数中，请对每个 cloud.openapi 调用使用 await。',
    },
    mayPass: false,
    origin: 'cloudbase',
  },
  {
    errCode: -601004,
    name: 'API_PERMISSION_DENIED',
    wechatText: 'api permission denied',
    meaning: {
      en: 'WeChat does not let this caller use the API.',
      zh: '微信不允许当前调用方使用该 API。',
    },
    remedy: {
      en: 'Check that the environment belongs to this appid, and what the account may do at mp.weixin.qq.com.',
      zh: '确认云环境属于当前 appid，并在 mp.weixin.qq.com 查看账号权限。',
    },
    mayPass: false,
    origin: 'cloudbase',
  },
  {
    errCode: -601008,
    name: 'WECHAT_SERVER_TIMEOUT',
    wechatText: 'server-side request timedout',
    meaning: {
      en: 'A request inside WeChat took too long.',
      zh: '微信后台请求超时。',
    },
    remedy: {
      en: 'Try again in a few seconds.',
      zh: '过几秒再试。',
    },
    mayPass: true,
    origin: 'cloudbase',
  },
  {
    errCode: -601012,
    name: 'UNAUTHORIZED_ENV',
    wechatText: 'unauthorized env',
    meaning: {
      en: 'This mini program may not use that cloud environment.',
      zh: '当前小程序无权使用该云环境。',
    },
    remedy: {
      en: 'Use an environment of this appid, or let its owner share it (CloudBase console → Settings → Environment sharing).',
      zh: '使用当前 appid 自己的云环境，或由环境所有者开启环境共享（云开发控制台 → 设置 → 环境共享）。',
    },
    mayPass: false,
    origin: 'cloudbase',
  },
] as const satisfies readonly CodeEntry[];
