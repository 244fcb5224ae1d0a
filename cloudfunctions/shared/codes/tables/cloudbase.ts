import type { CodeEntry } from '../entry';

/**
 * CloudBase itself, whatever it was asked for. The three -4010xx are also what our
 * functions answer when they refuse a call before it leaves.
 * https://developers.weixin.qq.com/miniprogram/dev/wxcloud/reference/errcode.html
 */
export const cloudbaseCodes = [
  {
    errCode: -401001,
    name: 'NO_PERMISSION',
    wechatText: 'SDK 通用错误：无权限使用 API',
    meaning: {
      en: 'The caller may not use this API.',
      zh: '没有权限使用该 API。',
    },
    remedy: {
      en: 'Look in errMsg for what was refused, and who may do it.',
      zh: '查看 errMsg 中被拒绝的内容，以及谁可以执行该操作。',
    },
    about: {
      setTyping: {
        meaning: {
          en: 'You may not do this. Everyone may set the typing status for themselves; for somebody else only an agent may; and a caller without an OpenID may not at all.',
          zh: '没有权限。每个人都可以为自己下发输入状态；为他人下发需要是客服人员；没有 OpenID 的调用一律拒绝。',
        },
        remedy: {
          en: 'Leave touser out, or add your OpenID to the environment variable AGENT_OPENIDS (CloudBase console → Cloud functions → setTyping → Configuration), several separated by commas, semicolons or spaces. A call over HTTP or from a timer has no OpenID: call from the mini program.',
          zh: '不传 touser；或把自己的 OpenID 加入环境变量 AGENT_OPENIDS（云开发控制台 → 云函数 → setTyping → 配置），多个用逗号、分号或空格分隔。HTTP 或定时触发的调用没有 OpenID，请从小程序调用。',
        },
      },
    },
    mayPass: false,
    origin: 'cloudbase',
  },
  {
    errCode: -401002,
    name: 'INVALID_PARAMETER',
    wechatText: 'SDK 通用错误：API 传入参数错误',
    meaning: {
      en: 'A parameter of the call has a value that cannot be right.',
      zh: '传入的某个参数不正确。',
    },
    remedy: {
      en: 'See in errMsg which one, and compare it with the documentation of what was called.',
      zh: 'errMsg 会说明是哪个参数，请与所调用接口的文档核对。',
    },
    about: {
      setTyping: {
        meaning: {
          en: 'A field has a value that cannot be right, or is called almost like one that there is.',
          zh: '某个字段的值不正确，或字段名与已知字段只差一点。',
        },
        remedy: {
          en: 'See in errMsg which field, and what was probably meant: the fields are touser, command and businessid, exactly so. businessid is for sub-merchants: leave it out otherwise.',
          zh: 'errMsg 会说明是哪个字段，以及可能想写的字段：touser、command、businessid，拼写需完全一致。businessid 仅用于子商户，其他情况不要传。',
        },
      },
    },
    mayPass: false,
    origin: 'cloudbase',
  },
  {
    errCode: -401003,
    name: 'INVALID_PARAMETER_TYPE',
    wechatText: 'SDK 通用错误：API 传入参数类型错误',
    meaning: {
      en: 'A parameter of the call has the wrong type.',
      zh: '传入的某个参数类型不正确。',
    },
    remedy: {
      en: 'See in errMsg which one, and compare it with the documentation of what was called.',
      zh: 'errMsg 会说明是哪个参数，请与所调用接口的文档核对。',
    },
    about: {
      setTyping: {
        meaning: {
          en: 'What was passed is not a plain object with fields.',
          zh: '传入的参数不是普通对象。',
        },
        remedy: {
          en: 'Call wx.cloud.callFunction({ name: "setTyping", data: { command: "Typing" } }): data is an object, not an array, text or null.',
          zh: '调用 wx.cloud.callFunction({ name: "setTyping", data: { command: "Typing" } })：data 应为对象，不能是数组、字符串或 null。',
        },
      },
    },
    mayPass: false,
    origin: 'cloudbase',
  },
  {
    errCode: -501001,
    name: 'CLOUD_SYSTEM_ERROR',
    wechatText: '云资源通用错误：云端系统错误',
    meaning: {
      en: 'The cloud could not be reached or gave an answer that cannot be read, so nobody knows whether WeChat got the call.',
      zh: '无法连接云端，或云端返回了无法识别的内容，因此无法确定微信是否收到了请求。',
    },
    remedy: {
      en: "Try again in a few seconds. If it stays, look at the CloudBase console whether the environment is running, and at the function's log.",
      zh: '过几秒再试。如持续出现，请在云开发控制台检查环境状态和云函数日志。',
    },
    about: {
      setTyping: {
        remedy: {
          en: "Press again in a few seconds; the function has already tried a second time. If it stays, look at the CloudBase console whether the environment is running, and at the function's log.",
          zh: '过几秒再试；云函数已自动重试过一次。如持续出现，请在云开发控制台检查环境状态和云函数日志。',
        },
      },
    },
    mayPass: true,
    retry: 'unanswered',
    origin: 'cloudbase',
  },
  {
    errCode: -501002,
    name: 'CLOUD_TIMEOUT',
    wechatText: '云资源通用错误：云端响应超时',
    meaning: {
      en: 'The cloud, or WeChat behind it, did not answer in time, so nobody knows whether the call arrived.',
      zh: '云端（或其后的微信）未在时限内响应，无法确定请求是否已生效。',
    },
    remedy: {
      en: "Try again. If it happens often, raise the function's timeout (CloudBase console → Cloud functions → the function → Configuration; 3 s unless changed).",
      zh: '再试一次。如经常出现，请调大云函数超时时间（云开发控制台 → 云函数 → 该函数 → 配置，默认 3 秒）。',
    },
    about: {
      setTyping: {
        meaning: {
          en: 'WeChat did not answer in the time that the function has, so nobody knows whether the call arrived.',
          zh: '微信未在云函数的时限内响应，无法确定请求是否已生效。',
        },
        remedy: {
          en: "Press again. If it happens often, raise the function's timeout (CloudBase console → Cloud functions → setTyping → Configuration; 3 s unless changed).",
          zh: '再试一次。如经常出现，请调大云函数超时时间（云开发控制台 → 云函数 → setTyping → 配置，默认 3 秒）。',
        },
      },
    },
    mayPass: true,
    retry: 'unanswered',
    origin: 'cloudbase',
  },
  {
    errCode: -501003,
    name: 'CLOUD_REQUEST_QUOTA',
    wechatText: '云资源通用错误：请求次数超出环境配额',
    meaning: {
      en: "The environment's quota of requests is used up.",
      zh: '请求次数超出云环境配额。',
    },
    remedy: {
      en: 'See CloudBase console → Overview for what used it, then wait for the next period or take a larger plan.',
      zh: '在云开发控制台 → 概览 查看用量，等待下一周期或升级套餐。',
    },
    mayPass: true,
    origin: 'cloudbase',
  },
  {
    errCode: -501004,
    name: 'CLOUD_CONCURRENCY_QUOTA',
    wechatText: '云资源通用错误：请求并发数超出环境配额',
    meaning: {
      en: 'Too many requests at the same time for this environment.',
      zh: '同时进行的请求数超出云环境配额。',
    },
    remedy: {
      en: "Try again in a moment. If it happens often, take a larger plan or raise the function's concurrency in the CloudBase console.",
      zh: '稍后再试。如经常出现，请升级套餐，或在云开发控制台调大云函数并发。',
    },
    mayPass: true,
    origin: 'cloudbase',
  },
  {
    errCode: -501005,
    name: 'INVALID_ENV',
    wechatText: '云资源通用错误：环境信息异常',
    meaning: {
      en: 'The cloud environment is not there, is stopped, or belongs to another appid; or the function’s environment variables lead nowhere, which errMsg then says.',
      zh: '云环境不存在、已停用，或不属于当前 appid；也可能是云函数的环境变量有误（errMsg 会说明）。',
    },
    remedy: {
      en: "Open CloudBase in DevTools and compare the environment's id with the one in wx.cloud.init; restart the environment if it is stopped. TYPING_TRANSPORT is cloud, https or left out; https needs WX_APPID_HTTPS and WX_APPSECRET.",
      zh: '在开发者工具中打开云开发，核对环境 ID 与 wx.cloud.init 中的 env；若已停用请重新启用。TYPING_TRANSPORT 只能是 cloud、https 或不填；https 还需要 WX_APPID_HTTPS 和 WX_APPSECRET。',
    },
    mayPass: false,
    origin: 'cloudbase',
  },
  {
    errCode: -501007,
    name: 'INVALID_CLOUD_PARAMETER',
    wechatText: 'invalid parameters',
    meaning: {
      en: 'CloudBase refused a parameter of the request.',
      zh: '云端拒绝了请求中的参数。',
    },
    remedy: {
      en: "Check the function's name and data. In a function run outside the cloud TENCENTCLOUD_SECRETID and TENCENTCLOUD_SECRETKEY are missing: run it by npm run invoke.",
      zh: '检查函数名和传入数据。在云外运行云函数时会缺少 TENCENTCLOUD_SECRETID、TENCENTCLOUD_SECRETKEY，请使用 npm run invoke 运行。',
    },
    mayPass: false,
    origin: 'cloudbase',
  },
  {
    errCode: -501006,
    name: 'INVALID_COMMON_PARAMETER',
    wechatText: 'invalid common parameters',
    meaning: {
      en: 'CloudBase refused what the SDK sends with every request.',
      zh: '云端拒绝了 SDK 随请求附带的公共参数。',
    },
    remedy: {
      en: "Upload the function again with a current wx-server-sdk. If it stays, ask CloudBase's support with the request id from the log.",
      zh: '使用较新的 wx-server-sdk 重新上传云函数。如持续出现，请带上日志中的请求 ID 联系云开发客服。',
    },
    mayPass: false,
    origin: 'cloudbase',
  },
  {
    errCode: -501008,
    name: 'INVALID_REQUEST_SOURCE',
    wechatText: 'invalid request source',
    meaning: {
      en: 'CloudBase does not take the request from where it came.',
      zh: '云端不接受来自此来源的请求。',
    },
    remedy: {
      en: 'Make the call in a deployed cloud function that was called from the mini program.',
      zh: '请在已部署的、由小程序调用的云函数中发起请求。',
    },
    mayPass: false,
    origin: 'cloudbase',
  },
  {
    errCode: -501009,
    name: 'RESOURCE_NOT_INITIALISED',
    wechatText: 'resource not initialized',
    meaning: {
      en: 'The environment, or the part of it that was asked for, is not set up yet.',
      zh: '云环境（或所请求的资源）尚未初始化。',
    },
    remedy: {
      en: 'Open CloudBase in DevTools and wait until the environment is ready; a new one takes some minutes.',
      zh: '在开发者工具中打开云开发，等待环境准备完成；新建的环境需要几分钟。',
    },
    mayPass: true,
    origin: 'cloudbase',
  },
] as const satisfies readonly CodeEntry[];
