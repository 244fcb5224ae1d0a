import { fieldOf } from '../../cli/fieldOf';

/** The field of each kind of message that cannot be left out, and the errcode where it is. */
const kinds: Readonly<Record<string, { field: string; errcode: number }>> = {
  text: { field: 'content', errcode: 44004 },
  image: { field: 'media_id', errcode: 40007 },
  link: { field: 'url', errcode: 44004 },
  miniprogrampage: { field: 'thumb_media_id', errcode: 40007 },
};

/** WeChat's limit for the text of a customer-service message, in bytes of UTF-8. */
const textLimit = 2048;

/**
 * What is wrong with the content of a message to be sent; 0 where nothing is.
 * developers.weixin.qq.com/miniprogram/dev/OpenApiDoc/kf-message/sendCustomMessage.html
 */
export function messageError(data: Record<string, unknown>): number {
  const { msgtype } = data;
  const kind =
    typeof msgtype === 'string' && Object.hasOwn(kinds, msgtype) ? kinds[msgtype] : undefined;
  if (typeof msgtype !== 'string' || !kind) return 40008;
  const value = fieldOf(data[msgtype], kind.field);
  if (typeof value !== 'string' || value === '') return kind.errcode;
  return msgtype === 'text' && Buffer.byteLength(value) > textLimit ? 45002 : 0;
}
