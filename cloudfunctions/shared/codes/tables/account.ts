import type { CodeEntry } from '../entry';

/**
 * What the account may do, and how often.
 * https://developers.weixin.qq.com/doc/oplatform/developers/errCode/errCode.html
 */
export const accountCodes = [
  {
    errCode: 45009,
    name: 'DAILY_QUOTA_REACHED',
    wechatText: 'reach max api daily quota limit',
    meaning: {
      en: "The account's calls of this API for today are used up.",
      zh: '该接口今天的调用次数已达上限。',
    },
    remedy: {
      en: 'It starts anew at midnight, Beijing time. Look at mp.weixin.qq.com → Development → API quota for who used it up, and reset it there once if you must.',
      zh: '北京时间零点恢复。可在 mp.weixin.qq.com → 开发管理 → 接口设置 查看用量，必要时清零一次。',
    },
    mayPass: true,
    origin: 'account',
  },
  {
    errCode: 45011,
    name: 'MINUTE_QUOTA_REACHED',
    wechatText: 'api minute-quota reach limit, must slower, retry next minute',
    meaning: {
      en: 'Too many calls in this minute.',
      zh: '本分钟内调用过于频繁。',
    },
    remedy: {
      en: 'Wait a minute, then call less often.',
      zh: '等一分钟再试，并降低调用频率。',
    },
    about: {
      setTyping: {
        remedy: {
          en: 'Wait a minute, then call less often: one Typing every 15 seconds per customer is all that shows.',
          zh: '等一分钟再试，并降低频率：同一客户每 15 秒下发一次 Typing 就足够了。',
        },
      },
    },
    mayPass: true,
    origin: 'account',
  },
  {
    errCode: 48001,
    name: 'API_UNAUTHORIZED',
    wechatText: 'api unauthorized',
    meaning: {
      en: 'The account has not been given this API.',
      zh: '该账号没有此接口的权限。',
    },
    remedy: {
      en: "Switch customer service on at mp.weixin.qq.com → Features → Customer service, and check the account's permissions at Development → API permissions.",
      zh: '在 mp.weixin.qq.com → 功能 → 客服 中开通客服，并在 开发管理 → 接口设置 查看接口权限。',
    },
    mayPass: false,
    origin: 'account',
  },
  {
    errCode: 48004,
    name: 'API_FORBIDDEN',
    wechatText: 'api forbidden for irregularities',
    meaning: {
      en: 'WeChat has blocked this API for the account because of a violation.',
      zh: '账号因违规被封禁此接口。',
    },
    remedy: {
      en: 'Sign in to mp.weixin.qq.com and read the notice in the inbox; it says what happened and how to appeal.',
      zh: '登录 mp.weixin.qq.com，在通知中心查看封禁原因和申诉方式。',
    },
    mayPass: false,
    origin: 'account',
  },
  {
    errCode: 50002,
    name: 'USER_LIMITED',
    wechatText: 'user limited',
    meaning: {
      en: 'The user is restricted: the WeChat account may be frozen or closed.',
      zh: '用户受限，可能是该微信账号已被冻结或注销。',
    },
    remedy: {
      en: 'Nothing can be sent to this customer. Try with another OpenID to see that the rest works.',
      zh: '无法向该客户下发。换一个 OpenID 试，以确认其他部分正常。',
    },
    mayPass: false,
    origin: 'account',
  },
] as const satisfies readonly CodeEntry[];
