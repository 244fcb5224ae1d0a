import type { CodeEntry } from '../entry';

/**
 * When a message, or a typing status before it, may not be sent.
 * https://developers.weixin.qq.com/miniprogram/dev/framework/open-ability/customer-message/send.html
 */
export const sendCodes = [
  {
    errCode: 45002,
    name: 'CONTENT_TOO_LONG',
    wechatText: 'content size out of limit',
    meaning: {
      en: 'The text of the message is longer than WeChat takes. The limit is not documented; developers found 2048 bytes of UTF-8, some 680 Chinese characters.',
      zh: '消息内容超过微信允许的长度。文档没有写明上限；开发者实测为 2048 字节（UTF-8），约 680 个汉字。',
    },
    remedy: {
      en: 'Send it as several messages; five are allowed after a message of the customer.',
      zh: '请拆成多条发送；客户每发一条消息，可下发 5 条。',
    },
    mayPass: false,
    origin: 'send',
  },
  {
    errCode: 45015,
    name: 'OUT_OF_RESPONSE_TIME',
    wechatText: 'response out of time limit or subscription is canceled',
    meaning: {
      en: 'The time in which this customer may be answered is over: 48 hours after their last message, 1 minute after only entering the conversation.',
      zh: '已超过可以回复该客户的时限：客户发送消息后 48 小时内，仅进入会话则为 1 分钟内。',
    },
    remedy: {
      en: 'Wait until the customer writes again in the customer-service conversation; nothing can be sent before.',
      zh: '需要等客户在客服会话中再次发送消息，在此之前无法下发。',
    },
    mayPass: false,
    origin: 'send',
  },
  {
    errCode: 45047,
    name: 'OUT_OF_RESPONSE_COUNT',
    wechatText: 'out of response count limit',
    meaning: {
      en: "The messages allowed after the customer's last action are used up: 5 after a message, 2 after entering the conversation.",
      zh: '客户最近一次动作之后的下发条数已用完：发送消息后可回复 5 条，仅进入会话后可回复 2 条。',
    },
    remedy: {
      en: "Wait for the customer's next message, which allows 5 more. Join short messages into one.",
      zh: '等客户发送下一条消息，之后可再回复 5 条。建议把多条短消息合并成一条。',
    },
    mayPass: false,
    origin: 'send',
  },
  {
    errCode: 40008,
    name: 'INVALID_MESSAGE_TYPE',
    wechatText: 'invalid message type',
    meaning: {
      en: 'The msgtype is none that customer service sends.',
      zh: 'msgtype 不是客服消息支持的类型。',
    },
    remedy: {
      en: 'A mini program sends text, image, link and miniprogrampage; an official account more. Beside msgtype stands a field of the same name.',
      zh: '小程序可下发 text、image、link、miniprogrampage，公众号还支持更多类型；msgtype 旁须有同名字段。',
    },
    mayPass: false,
    origin: 'send',
  },
  {
    errCode: 44004,
    name: 'EMPTY_CONTENT',
    wechatText: 'empty content',
    meaning: {
      en: 'The message holds nothing: its text, or the field named by msgtype, is empty.',
      zh: '消息内容为空：文本为空，或缺少与 msgtype 同名的字段。',
    },
    remedy: {
      en: "Give text.content, or the field of the message's type, a value before you send.",
      zh: '发送前请填写 text.content，或填写该消息类型对应的字段。',
    },
    mayPass: false,
    origin: 'send',
  },
  {
    errCode: 45008,
    name: 'TOO_MANY_ARTICLES',
    wechatText: 'article size out of limit',
    meaning: {
      en: 'A message of articles (msgtype news) holds more of them than one, or none.',
      zh: '图文消息（msgtype 为 news）的条数超过限制：客服消息只能有 1 条。',
    },
    remedy: {
      en: 'Send each article as a message of its own; only official accounts send them.',
      zh: '每条图文单独发送；只有公众号支持图文消息。',
    },
    mayPass: false,
    origin: 'send',
  },
] as const satisfies readonly CodeEntry[];
