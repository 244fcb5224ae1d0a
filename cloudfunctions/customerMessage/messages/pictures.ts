import { createHash } from 'node:crypto';
import { basename, extname } from 'node:path';
import type { Clock, Transport } from '../../shared/contract';
import { fieldOf } from '../../shared/runtime/context';
import { type Database, updatedBy } from '../conversation/database';
import { ReplyError } from '../replyContract';

/** Picture files by their ending, as WeChat takes them. */
const contentTypes: Readonly<Record<string, string>> = {
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.gif': 'image/gif',
};

/** WeChat keeps an uploaded picture for 3 days; an hour before it is uploaded again. */
const keptMs = 71 * 3_600_000;

/** Reads a picture: a file beside the function, or one in cloud storage by its cloud:// id. */
export type ReadPicture = (picture: string) => Promise<Buffer>;

interface Uploaded {
  mediaId: string;
  until: number;
}

interface PictureDeps {
  transport: Pick<Transport, 'uploadMedia'>;
  readPicture: ReadPicture;
  database: Database;
  clock: Clock;
  /** Lasts as long as the instance. */
  uploaded: Map<string, Uploaded>;
}

/** The media_id of a picture, by `again` of one uploaded now. @throws ReplyError */
export type MediaIdOf = (picture: string, again?: boolean) => Promise<string>;

/**
 * Uploads pictures, and remembers for three days which were: in this instance, and in the database
 * for the others. A file is known by what is in it, so that a new one under the same name is
 * uploaded; one in cloud storage by its id.
 */
export function pictures(deps: PictureDeps): MediaIdOf {
  const { transport, readPicture, database, clock, uploaded } = deps;

  return async (picture, again = false) => {
    const inCloud = picture.startsWith('cloud://');
    const contentType = contentTypes[extname(picture).toLowerCase()];
    if (contentType === undefined && !inCloud) {
      throw new ReplyError('a picture’s name has to end in .png, .jpg or .gif');
    }
    if (!inCloud && !isBeside(picture)) {
      throw new ReplyError('a picture has to lie in the function’s own folder');
    }
    const known = uploaded.get(picture);
    if (known !== undefined && known.until > clock.now() && !again) return known.mediaId;

    const read = () =>
      readPicture(picture).catch(() => {
        throw new ReplyError(
          inCloud ? 'a picture is not in cloud storage' : 'a picture is not beside the function',
        );
      });
    const data = inCloud ? undefined : await read();
    const id = `picture-${hash(data ?? picture)}`;
    const elsewhere = again ? undefined : await recall(database, id, clock.now());
    const found = elsewhere ?? (await upload(data ?? (await read())));
    uploaded.set(picture, found);
    if (elsewhere === undefined) await remember(database, id, found);
    return found.mediaId;

    async function upload(data: Buffer): Promise<Uploaded> {
      const until = clock.now() + keptMs;
      const filename = basename(picture);
      const { errCode, mediaId } = await transport.uploadMedia({
        type: 'image',
        filename,
        contentType: contentType ?? 'image/png',
        data,
      });
      if (errCode !== 0 || mediaId === undefined) {
        throw new ReplyError(`a picture could not be uploaded: ${errCode}`);
      }
      return { mediaId, until };
    }
  };
}

function isBeside(picture: string): boolean {
  return !/^[/\\]|^[a-z]:|(^|[/\\])\.\.([/\\]|$)|\0/i.test(picture);
}

async function recall(database: Database, id: string, now: number): Promise<Uploaded | undefined> {
  const found = await database.call((collection) => collection.where({ _id: id }).limit(1).get());
  if (found === 'out' || !('answer' in found)) return undefined;
  const [document]: unknown[] = Object(fieldOf(found.answer, 'data'));
  const [mediaId, until] = [fieldOf(document, 'mediaId'), fieldOf(document, 'expiresAt')];
  const isGood = typeof mediaId === 'string' && typeof until === 'number' && until > now;
  return isGood ? { mediaId, until } : undefined;
}

async function remember(database: Database, id: string, { mediaId, until }: Uploaded) {
  const data = { mediaId, expiresAt: until };
  const changed = updatedBy(
    await database.call((collection) => collection.where({ _id: id }).update({ data })),
  );
  if (changed === 0)
    await database.call((collection) => collection.add({ data: { _id: id, ...data } }));
}

function hash(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex').slice(0, 32);
}
