import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Answer } from '../conversation/answer';
import type { CustomerMessage } from '../conversation/createConversation';
import { contentTypeOf, extensionOf } from '../files/contentTypes';
import type { TempFolder } from '../files/createTempFolder';
import type { FileAnswer } from '../files/fileAnswer';

/** A file as somebody sent it. */
export interface UploadedFile {
  bytes: Buffer;
  filename: string;
}

/** "媒体文件在微信后台保存时间为3天" */
const lifeMs = 3 * 86_400_000;

const KB = 1024;
const MB = 1024 * KB;

/**
 * The kinds of temporary media, their formats and sizes.
 * developers.weixin.qq.com/doc/offiaccount/Asset_Management/New_temporary_materials.html
 */
const kinds: Readonly<Record<string, { formats: readonly string[]; maxBytes: number }>> = {
  image: { formats: ['png', 'jpeg', 'jpg', 'gif', 'bmp'], maxBytes: 10 * MB },
  voice: { formats: ['amr', 'mp3'], maxBytes: 2 * MB },
  video: { formats: ['mp4'], maxBytes: 10 * MB },
  thumb: { formats: ['jpg', 'jpeg', 'png'], maxBytes: 64 * KB },
};

/** The largest of them, for whoever reads a request. */
export const maxMediaBytes = 10 * MB;

interface Stored {
  type: string;
  filename: string;
  /** Undefined: the picture that stands for one that nobody sent. */
  file: string | undefined;
  expiresAt: number;
}

/** Temporary media, by media_id, for three days of the simulator's clock. */
export interface Media {
  /**
   * `uploadTempMedia`. Answers media_id, or the errcode: 40004 no such type, 41005 no file, 40005
   * not a format of that type, 45001 too large.
   */
  upload(type: unknown, file: UploadedFile | undefined): Answer | number;
  /** `getTempMedia`: the file, or 40007. */
  get(mediaId: unknown): FileAnswer | number;
  has(mediaId: unknown): boolean;
  /** A message of the customer: its pictures get an id and an address where they have none. */
  received(message: CustomerMessage): CustomerMessage;
  reset(): void;
}

/**
 * @param urlOf the address at which a page or a function can fetch a picture.
 */
export function createMedia(
  now: () => number,
  folder: TempFolder,
  urlOf: (mediaId: string) => string,
): Media {
  const stored = new Map<string, Stored>();

  function keep(mediaId: string, media: Omit<Stored, 'expiresAt'>): void {
    for (const [id, { file, expiresAt }] of stored) {
      if (now() < expiresAt) continue;
      if (file !== undefined) folder.remove(file);
      stored.delete(id);
    }
    stored.set(mediaId, { ...media, expiresAt: now() + lifeMs });
  }

  function find(mediaId: unknown): Stored | undefined {
    const media = typeof mediaId === 'string' ? stored.get(mediaId) : undefined;
    return media && now() < media.expiresAt ? media : undefined;
  }

  return {
    upload(type, file) {
      const kind = typeof type === 'string' && Object.hasOwn(kinds, type) ? kinds[type] : undefined;
      if (typeof type !== 'string' || !kind) return 40004;
      if (!file || file.bytes.length === 0) return 41005;
      if (!kind.formats.includes(extensionOf(file.filename))) return 40005;
      if (file.bytes.length > kind.maxBytes) return 45001;
      const mediaId = newMediaId();
      keep(mediaId, { type, filename: file.filename, file: folder.write(file.bytes) });
      const name = type === 'thumb' ? 'thumb_media_id' : 'media_id';
      return { type, [name]: mediaId, created_at: Math.floor(now() / 1000) };
    },

    get(mediaId) {
      const media = find(mediaId);
      if (!media) return 40007;
      return {
        bytes: media.file === undefined ? placeholder : readFileSync(media.file),
        contentType: contentTypeOf(media.filename),
        filename: `${String(mediaId)}.${extensionOf(media.filename)}`,
      };
    },

    has: (mediaId) => find(mediaId) !== undefined,

    received(message) {
      const content = message[message.msgtype];
      if (typeof content !== 'object' || content === null) return message;
      const fields: Record<string, unknown> = { ...content };
      for (const [idField, urlField] of [
        ['media_id', 'pic_url'],
        ['thumb_media_id', 'thumb_url'],
      ] as const) {
        if (!(idField in fields)) continue;
        const mediaId = String(fields[idField] || newMediaId());
        if (!find(mediaId))
          keep(mediaId, { type: 'image', filename: 'picture.png', file: undefined });
        fields[idField] = mediaId;
        fields[urlField] ||= urlOf(mediaId);
      }
      return { ...message, [message.msgtype]: fields };
    },

    reset() {
      for (const { file } of stored.values()) if (file !== undefined) folder.remove(file);
      stored.clear();
    },
  };
}

/** As long as WeChat's are. */
const newMediaId = (): string => randomBytes(48).toString('base64url');

/** The picture that stands for one that a test only says was sent: a PNG, 96 by 72. */
const placeholder: Buffer = Buffer.from(
  [
    'iVBORw0KGgoAAAANSUhEUgAAAGAAAABICAIAAACGBWc0AAAA1UlEQVR42u3YsRXCMBBEwS2RSoipiUpcBTUQE1EB',
    'lkGysaR571cw0e1leTy1UhAAAgQIECBAgABpYKDXcvkUoDWdeqMMr1NplBl0aowyic7PRoAAAQIECBAgQIBc0raY',
    'NW/N+wf5KAICBEiAAAHqGuh2vzZpHKBWIif0yslR/o6VvlyOl0qnLodJpXeXvaUyjMtOTBmPpq1UBqZpwpSxXeql',
    'pgP6lmlSoO1MUwNtYQJUYAJUkAJUYAJUYAJUCBAgQIAAAQIECJAAAQIECBAgQIAECFCz3j/v+nlNrW07AAAAAElF',
    'TkSuQmCC',
  ].join(''),
  'base64',
);
