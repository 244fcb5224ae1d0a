import { fieldOf } from '../../cli/fieldOf';

/** A message to be sent, and what is known of the account's media. */
export interface Sending {
  data: Record<string, unknown>;
  transport: 'cloud' | 'https';
  isMedia(mediaId: unknown): boolean;
}

interface Kind {
  /** What cannot be left out of the field of that name, and the errcode where it is. */
  needs: Readonly<Record<string, number>>;
  /** Fields that have to be the media_id of a file that is there. */
  media?: readonly string[];
  /** Only official accounts send it, and they have no cloud call. */
  officialAccount?: true;
}

const invalidMedia = 40007;
const emptyContent = 44004;

/**
 * The kinds of message that customer service sends.
 * developers.weixin.qq.com/miniprogram/dev/OpenApiDoc/kf-message/sendCustomMessage.html
 * developers.weixin.qq.com/doc/offiaccount/Message_Management/Service_Center_messages.html
 */
const kinds: Readonly<Record<string, Kind>> = {
  text: { needs: { content: emptyContent } },
  image: { needs: { media_id: invalidMedia }, media: ['media_id'] },
  link: { needs: { url: emptyContent } },
  miniprogrampage: { needs: { thumb_media_id: invalidMedia }, media: ['thumb_media_id'] },
  voice: { needs: { media_id: invalidMedia }, media: ['media_id'], officialAccount: true },
  video: {
    needs: { media_id: invalidMedia },
    media: ['media_id', 'thumb_media_id'],
    officialAccount: true,
  },
  music: {
    needs: { musicurl: emptyContent, hqmusicurl: emptyContent, thumb_media_id: invalidMedia },
    media: ['thumb_media_id'],
    officialAccount: true,
  },
  news: { needs: {}, officialAccount: true },
  msgmenu: { needs: { head_content: emptyContent }, officialAccount: true },
};

/** WeChat's limit for the text of a customer-service message, in bytes of UTF-8. */
const maxText = 2048;

/** What is wrong with the content of a message to be sent; 0 where nothing is. */
export function messageError({ data, transport, isMedia }: Sending): number {
  const { msgtype } = data;
  const kind =
    typeof msgtype === 'string' && Object.hasOwn(kinds, msgtype) ? kinds[msgtype] : undefined;
  if (typeof msgtype !== 'string' || !kind) return 40008;
  if (kind.officialAccount && transport === 'cloud') return 40008;
  const content = data[msgtype];
  for (const [field, errcode] of Object.entries(kind.needs)) {
    const value = fieldOf(content, field);
    if (typeof value !== 'string' || value === '') return errcode;
  }
  for (const field of kind.media ?? []) {
    const mediaId = fieldOf(content, field);
    if (mediaId !== undefined && !isMedia(mediaId)) return invalidMedia;
  }
  if (msgtype === 'text' && Buffer.byteLength(String(fieldOf(content, 'content'))) > maxText) {
    return 45002;
  }
  if (msgtype === 'news') return articlesError(fieldOf(content, 'articles'));
  if (msgtype === 'msgmenu') return menuError(fieldOf(content, 'list'));
  return 0;
}

/** "图文消息条数限制在1条以内": 45008 where there are more. */
function articlesError(articles: unknown): number {
  if (!Array.isArray(articles) || articles.length === 0) return emptyContent;
  return articles.length > 1 ? 45008 : 0;
}

function menuError(list: unknown): number {
  const whole =
    Array.isArray(list) &&
    list.length > 0 &&
    list.every((item) => fieldOf(item, 'id') !== undefined && fieldOf(item, 'content'));
  return whole ? 0 : emptyContent;
}
