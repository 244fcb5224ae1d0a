/**
 * What WeChat pushes, as far as it is used here; everything else in the event is left alone.
 * developers.weixin.qq.com/miniprogram/dev/framework/server-ability/message-push.html
 */
export interface Push {
  kind: 'message' | 'event';
  /** The customer's, as the event says; who it really is, the platform says. */
  openid: string;
  /** The account's, from which an answer has to come. */
  account: string;
  /** MsgType of a message, Event of an event. */
  type: string;
  /** Of a text message; '' of another. */
  content: string;
  /** In seconds since the epoch, by WeChat's clock. */
  createdAt: number;
  /** MsgId; '' where there is none, as with every event. */
  messageId: string;
}

/**
 * The event as a push, or undefined where it can't be one; never throws, whatever comes. Only what
 * no answer can do without has to be there: a message is better answered twice than lost.
 * @param now in ms, for a push that doesn't say when it was made
 */
export function readPush(event: unknown, now: number): Push | undefined {
  const fields = copyFields(event);
  const kind = fields.MsgType === 'event' ? 'event' : 'message';
  const openid = textOf(fields.FromUserName);
  const type = textOf(kind === 'event' ? fields.Event : fields.MsgType);
  if (openid === '' || type === '') return undefined;
  const createdAt = Number(textOf(fields.CreateTime));
  return {
    kind,
    openid,
    account: textOf(fields.ToUserName),
    type,
    content: fields.MsgType === 'text' ? textOf(fields.Content) : '',
    createdAt:
      Number.isSafeInteger(createdAt) && createdAt > 0 ? createdAt : Math.floor(now / 1000),
    messageId: textOf(fields.MsgId),
  };
}

function copyFields(event: unknown): Record<string, unknown> {
  try {
    return typeof event === 'object' && event !== null
      ? Object.assign(Object.create(null), event)
      : {};
  } catch {
    // A getter that throws: nothing of WeChat's.
    return {};
  }
}

/** Both are seen where a field is a number: 1555684067 and "1555684067". */
function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  return typeof value === 'number' && Number.isFinite(value) ? String(value) : '';
}
