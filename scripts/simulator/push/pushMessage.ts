import type { SimulatorOptions } from '../config/options';
import type { CustomerMessage } from '../conversation/createConversation';

/** What a function gets as `event` when WeChat pushes something to it. */
export type PushEvent = Record<string, unknown>;

/** The fields of a pushed message of each kind, and where a message of the conversation has them. */
const fields: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  text: { Content: 'content' },
  image: { PicUrl: 'pic_url', MediaId: 'media_id' },
  miniprogrampage: {
    Title: 'title',
    AppId: 'appid',
    PagePath: 'pagepath',
    ThumbUrl: 'thumb_url',
    ThumbMediaId: 'thumb_media_id',
  },
};

interface Envelope {
  openid: string;
  /** The AppID: what WeChat's example of a push to a cloud function has as ToUserName. */
  appid: string;
  /** Milliseconds of the simulator's clock. */
  now: number;
}

function envelope({ openid, appid, now }: Envelope): PushEvent {
  return { ToUserName: appid, FromUserName: openid, CreateTime: Math.floor(now / 1000) };
}

/**
 * A customer's message as it is pushed.
 * developers.weixin.qq.com/miniprogram/dev/framework/server-ability/message-push.html
 */
export function messagePush(
  message: CustomerMessage,
  msgId: string,
  to: Envelope,
  { msgIdType }: Pick<SimulatorOptions, 'msgIdType'>,
): PushEvent {
  const content = message[message.msgtype];
  const pushed = Object.entries(fields[message.msgtype] ?? {}).map(([name, field]) => [
    name,
    typeof content === 'object' && content !== null ? Reflect.get(content, field) : undefined,
  ]);
  return {
    ...envelope(to),
    MsgType: message.msgtype,
    ...Object.fromEntries(pushed),
    MsgId: msgIdType === 'number' && /^\d+$/.test(msgId) ? Number(msgId) : msgId,
  };
}

/** That a customer opened the conversation. It has no MsgId. */
export function enterPush(to: Envelope, sessionFrom: string): PushEvent {
  return {
    ...envelope(to),
    MsgType: 'event',
    Event: 'user_enter_tempsession',
    SessionFrom: sessionFrom,
  };
}
