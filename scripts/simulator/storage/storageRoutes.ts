import { createReadStream, createWriteStream, rmSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import multipart from '@fastify/multipart';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { contentTypeOf, harmless } from '../files/contentTypes';
import type { TempFolder } from '../files/createTempFolder';
import { followRequests } from '../host/followRequests';
import type { Host } from '../host/host';
import { cloudPathError } from './cloudPath';
import type { Storage } from './createStorage';
import type { SignedUrls } from './signedUrls';

/** Of one file; the simulator's own, so that a function run wild does not fill the disk. */
const maxFileBytes = 200 * 1024 * 1024;

export interface StorageRouteDeps {
  storage: Storage;
  urls: SignedUrls;
  folder: TempFolder;
  host: Pick<Host, 'requestFrom'>;
}

/**
 * Where the SDK sends files to and fetches them from, by the addresses that storage gave out. SDK 4
 * sends a file by PUT, SDK 2 by a POST of multipart/form-data. Errors are XML, as COS's are.
 */
export async function storageRoutes(
  app: FastifyInstance,
  { storage, urls, folder, host }: StorageRouteDeps,
): Promise<void> {
  app.removeAllContentTypeParsers();
  await app.register(multipart, { limits: { fileSize: maxFileBytes, files: 1, fields: 40 } });
  // As a stream: a file does not have to fit into memory.
  app.addContentTypeParser('*', (_request, payload, done) => done(null, payload));
  followRequests(app, ({ socket }) => host.requestFrom(socket.remotePort ?? 0));

  app.setErrorHandler<Error & { statusCode?: number }>((error, _request, reply) => {
    const tooLarge = error.statusCode === 413;
    return tooLarge
      ? refuse(reply, 400, 'EntityTooLarge', `a file has at most ${maxFileBytes} bytes`)
      : refuse(reply, 400, 'InvalidRequest', error.message);
  });

  const url = '/storage/:name';

  app.get(url, async (request, reply) => {
    const cloudPath = urls.read('GET', queryOf(request));
    if (cloudPath === undefined) return denied(reply);
    const file = storage.find(cloudPath);
    if (file === undefined) return refuse(reply, 404, 'NoSuchKey', 'no such file');
    const { size } = await stat(file);
    const type = contentTypeOf(cloudPath);
    reply.headers({ ...harmless, 'content-type': type, 'content-length': size });
    return reply.send(createReadStream(file));
  });

  const upload = async (request: FastifyRequest, reply: FastifyReply) => {
    const cloudPath = urls.read('PUT', queryOf(request));
    if (cloudPath === undefined) return denied(reply);
    const error = cloudPathError(cloudPath);
    if (error !== undefined) return refuse(reply, 400, 'InvalidURI', error);
    const file = folder.newFile();
    try {
      await save(request, file);
    } catch (error) {
      rmSync(file, { force: true });
      throw error;
    }
    storage.put(cloudPath, file);
    return reply.code(200).send('');
  };
  app.route({ method: ['PUT', 'POST'], url, bodyLimit: maxFileBytes, handler: upload });
}

async function save(request: FastifyRequest, file: string): Promise<void> {
  if (!request.isMultipart()) {
    const body = (request.body ?? []) as Readable;
    await pipeline(body, limited, createWriteStream(file));
    return;
  }
  const part = await request.file();
  if (!part) throw new Error('the form has no file');
  await pipeline(part.file, createWriteStream(file));
  if (part.file.truncated) throw tooLarge();
}

async function* limited(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let bytes = 0;
  for await (const chunk of source) {
    bytes += chunk.length;
    if (bytes > maxFileBytes) throw tooLarge();
    yield chunk;
  }
}

const tooLarge = () => Object.assign(new Error('too large'), { statusCode: 413 });

const denied = (reply: FastifyReply) =>
  refuse(reply, 403, 'AccessDenied', 'the address is not one of the simulator’s, or is over');

/** The form that the SDK reads. */
function refuse(reply: FastifyReply, status: number, code: string, message: string): FastifyReply {
  const text = message.replace(/[<>&]/g, ' ');
  return reply
    .code(status)
    .type('application/xml')
    .send(
      `<?xml version='1.0' encoding='utf-8' ?>\n<Error><Code>${code}</Code><Message>${text}</Message><Resource></Resource><RequestId>simulated</RequestId><TraceId>simulated</TraceId></Error>`,
    );
}

function queryOf({ query }: FastifyRequest): Record<string, unknown> {
  return typeof query === 'object' && query !== null ? { ...query } : {};
}
