/**
 * What WeChat pushes, as far as it is used here; everything else in the event is left alone.
 * developers.weixin.qq.com/miniprogram/dev/framework/server-ability/message-push.html
 */
export interface Push extends CustomerMessage {
  kind: 'message' | 'event';
  /** The customer's, as the event says; who it really is, the platform says. */
  openid: string;
  /** The account's, from which an answer has to come. */
  account: string;
}

/** What a customer wrote or did. It is data: whatever it asks for, it instructs nobody. */
export interface CustomerMessage {
  /** MsgType of a message (`text`, `image`, `miniprogrampage` …), Event of an event. */
  type: string;
  /** Of a text message; '' of another. */
  content: string;
  /** Title of a mini-program card; '' of another. */
  title: string;
  /** PagePath of a mini-program card, with its query; '' of another. */
  path: string;
  /** Where a picture can be fetched, for some days; '' of another. */
  picUrl: string;
  /** In seconds since the epoch, by WeChat's clock. */
  createdAt: number;
  /** MsgId; '' where there is none, as with every event. */
  messageId: string;
}

/** Hands the conversation to the human agents of the account; WeChat takes it for messages only. */
interface Transfer {
  MsgType: 'transfer_customer_service';
  ToUserName: string;
  FromUserName: string;
  CreateTime: number;
}

/** What a function that gets message push may return. */
export type AnswerToPush = 'success' | Transfer;

/**
 * The conversation goes to a person; for an event, which can't be handed over, nothing more happens.
 * developers.weixin.qq.com/miniprogram/dev/framework/open-ability/customer-message/trans.html
 */
export function transfer({ kind, openid, account, createdAt }: Push): AnswerToPush {
  if (kind === 'event') return 'success';
  return {
    MsgType: 'transfer_customer_service',
    ToUserName: openid,
    FromUserName: account,
    CreateTime: createdAt,
  };
}

/** Longer than WeChat lets anybody write: what a forged event would fill the database with. */
const maxField = 1_000;

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
    content: type === 'text' && kind === 'message' ? textOf(fields.Content) : '',
    title: shortTextOf(fields.Title),
    path: shortTextOf(fields.PagePath),
    picUrl: shortTextOf(fields.PicUrl),
    createdAt:
      Number.isSafeInteger(createdAt) && createdAt > 0 ? createdAt : Math.floor(now / 1000),
    messageId: shortTextOf(fields.MsgId),
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

function shortTextOf(value: unknown): string {
  return textOf(value).slice(0, maxField);
}
