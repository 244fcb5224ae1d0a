import type { CodeEntry } from '../entry';

/**
 * What setTyping itself answers.
 * https://developers.weixin.qq.com/miniprogram/dev/framework/open-ability/customer-message/typing.html
 */
export const typingCodes = [
  {
    errCode: 0,
    name: 'OK',
    wechatText: 'ok',
    meaning: {
      en: 'The call succeeded.',
      zh: '调用成功。',
    },
    remedy: {
      en: 'Nothing to do.',
      zh: '无需处理。',
    },
    about: {
      setTyping: {
        meaning: {
          en: 'WeChat accepted it. After Typing the customer sees "对方正在输入…" for 15 seconds, or until you send a message.',
          zh: '微信已接受。下发 Typing 后，客户会看到“对方正在输入…”，持续 15 秒，或到你发出消息为止。',
        },
        remedy: {
          en: 'Nothing to do. Open the customer-service conversation on the phone to see it.',
          zh: '无需处理。在手机上打开客服会话即可看到效果。',
        },
      },
    },
    mayPass: false,
    origin: 'typing',
  },
  {
    errCode: -1,
    name: 'SYSTEM_BUSY',
    wechatText: 'system error',
    meaning: {
      en: 'WeChat is busy and did not handle the call.',
      zh: '微信系统繁忙，本次调用没有被处理。',
    },
    remedy: {
      en: 'Try again in a few seconds.',
      zh: '过几秒再试。',
    },
    about: {
      setTyping: {
        remedy: {
          en: 'Press again in a few seconds. The function has already tried a second time where there was time left.',
          zh: '过几秒再试。在剩余时间允许时，云函数已经自动重试过一次。',
        },
      },
    },
    mayPass: true,
    retry: 'answered',
    origin: 'typing',
  },
  {
    errCode: 40200,
    name: 'INVALID_ACCOUNT_TYPE',
    wechatText: 'invalid account type',
    meaning: {
      en: 'This kind of WeChat account may not call setTyping.',
      zh: '当前账号类型不能调用下发客服输入状态接口。',
    },
    remedy: {
      en: 'Check that the appid in project.config.json is the mini program that has customer service (mp.weixin.qq.com → Features → Customer service). An official account uses the HTTPS way (TYPING_TRANSPORT=https).',
      zh: '确认 project.config.json 里的 appid 是已开通客服的小程序（mp.weixin.qq.com → 功能 → 客服）。公众号请使用 HTTPS 方式（TYPING_TRANSPORT=https）。',
    },
    mayPass: false,
    origin: 'typing',
  },
  {
    errCode: 45072,
    name: 'INVALID_COMMAND',
    wechatText: 'invalid command',
    meaning: {
      en: 'The command field is missing or is neither "Typing" nor "CancelTyping", spelled exactly so.',
      zh: 'command 字段缺失，或不是 "Typing"、"CancelTyping"（区分大小写）。',
    },
    remedy: {
      en: 'Pass command: "Typing" to show the status or command: "CancelTyping" to take it down.',
      zh: '传入 command: "Typing"（显示输入状态）或 command: "CancelTyping"（取消输入状态）。',
    },
    mayPass: false,
    origin: 'typing',
  },
  {
    errCode: 45080,
    name: 'NO_RECENT_MESSAGE',
    wechatText:
      'need sending message to user, or recving message from user in the last 30 seconds before typing',
    meaning: {
      en: 'No message has passed between this customer and your customer service in the last 30 seconds, so WeChat shows no status.',
      zh: '过去 30 秒内客户与客服之间没有消息往来，微信不允许下发输入状态。',
    },
    remedy: {
      en: 'Open the customer-service conversation (the contact button), send any message in it as the customer, and call again within 30 seconds. Sending the customer a message counts too.',
      zh: '点击“联系客服”按钮进入客服会话，以客户身份发送任意一条消息，并在 30 秒内再次调用。客服给客户发消息也算一次往来。',
    },
    mayPass: false,
    origin: 'typing',
  },
  {
    errCode: 45081,
    name: 'ALREADY_TYPING',
    wechatText: 'you are already typing',
    meaning: {
      en: 'The status is showing already. It lasts 15 seconds and must not be sent again meanwhile.',
      zh: '输入状态正在显示中。它会持续 15 秒，期间不能重复下发。',
    },
    remedy: {
      en: 'Nothing is wrong: the customer sees it. Send it again when the 15 seconds are over, or CancelTyping first.',
      zh: '不是故障：客户已经能看到输入状态。等 15 秒结束后再下发，或先下发 CancelTyping。',
    },
    mayPass: true,
    origin: 'typing',
  },
  {
    errCode: 40003,
    name: 'INVALID_OPENID',
    wechatText: 'invalid openid',
    meaning: {
      en: 'This touser is not the OpenID of a user of this mini program.',
      zh: 'touser 不是当前小程序用户的 OpenID。',
    },
    remedy: {
      en: 'Leave touser out to mean yourself, or copy an OpenID that this same mini program got (getWXContext().OPENID, or FromUserName of a pushed message). An OpenID of another appid, and a UnionID, are refused.',
      zh: '不传 touser 即表示自己；或填写在同一个小程序里取得的 OpenID（getWXContext().OPENID，或消息推送中的 FromUserName）。其他 appid 的 OpenID 以及 UnionID 都无效。',
    },
    mayPass: false,
    origin: 'typing',
  },
] as const satisfies readonly CodeEntry[];
