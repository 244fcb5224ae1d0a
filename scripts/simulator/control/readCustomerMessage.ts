import type { CustomerMessage } from '../conversation/createConversation';
import { ControlError } from './route';

/**
 * The kinds of message that a customer can send, their fields, and what stands in for one left out;
 * pictures get their ids and addresses from `media.received`.
 */
const kinds: Readonly<Record<string, Readonly<Record<string, string | undefined>>>> = {
  text: { content: undefined },
  image: { pic_url: '', media_id: '' },
  miniprogrampage: {
    title: 'title',
    appid: 'wx0000000000000000',
    pagepath: 'pages/index/index',
    thumb_url: '',
    thumb_media_id: '',
  },
};

/** Fields of a message that are no content; those of a push's envelope are WeChat's to fill. */
const own = new Set([
  'msgtype',
  'msgid',
  'fromusername',
  'tousername',
  'createtime',
  ...Object.keys(kinds),
]);

/** `PicUrl`, `picUrl` and `pic_url` are one field: WeChat itself spells it in more than one way. */
const plain = (name: string): string => name.toLowerCase().replaceAll('_', '');

/**
 * Reads what the customer says: `{"content": "在吗"}`, or a message with `msgtype` whose fields stand
 * under that name or beside it, spelt as in pushes or as in the API.
 *
 * @throws ControlError saying what is accepted.
 */
export function readCustomerMessage(body: Record<string, unknown>): CustomerMessage {
  const given = plainFields(body);
  const msgtype = given.get('msgtype') ?? 'text';
  const fields =
    typeof msgtype === 'string' && Object.hasOwn(kinds, msgtype) ? kinds[msgtype] : undefined;
  if (typeof msgtype !== 'string' || !fields) {
    throw new ControlError(400, `"msgtype" has to be one of ${Object.keys(kinds).join(', ')}`);
  }
  const under = given.get(msgtype);
  if (under !== undefined && !isObject(under)) {
    throw new ControlError(
      400,
      `"${msgtype}" has to be an object of ${Object.keys(fields).join(', ')}`,
    );
  }
  const beside = new Map([...given].filter(([name]) => !own.has(name)));
  const content = new Map([...beside, ...plainFields(under ?? {})]);
  const known = new Map(Object.keys(fields).map((field) => [plain(field), field]));
  for (const [name, value] of content) {
    if (!known.has(name) || typeof value !== 'string') {
      throw new ControlError(
        400,
        `a message of msgtype ${msgtype} has the texts ${Object.keys(fields).join(', ')}, and may have a msgId`,
      );
    }
  }
  const filled = Object.entries(fields).map(([field, fallback]) => {
    const value = content.get(plain(field)) || fallback;
    if (value === undefined) {
      throw new ControlError(400, `"${field}" is missing: give {"${field}": "…"}`);
    }
    return [field, value];
  });
  return { msgtype, [msgtype]: Object.fromEntries(filled) };
}

function plainFields(object: Record<string, unknown>): Map<string, unknown> {
  return new Map(Object.entries(object).map(([name, value]) => [plain(name), value]));
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
