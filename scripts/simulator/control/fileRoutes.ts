import { createReadStream } from 'node:fs';
import type { FastifyInstance } from 'fastify';
import { contentTypeOf, harmless } from '../files/contentTypes';
import type { ControlDeps } from './route';
import { ControlError, param } from './route';

/** What people uploaded, as a page shows it: temporary media by id, cloud storage by path. */
export function fileRoutes(
  app: FastifyInstance,
  { media, storage }: Pick<ControlDeps, 'media' | 'storage'>,
): void {
  app.get('/_sim/media/:mediaId', (request, reply) => {
    const file = media.get(param(request, 'mediaId'));
    if (typeof file === 'number') {
      throw new ControlError(404, 'no such media_id, or its three days are over');
    }
    return reply.headers({ ...harmless, 'content-type': file.contentType }).send(file.bytes);
  });

  app.get('/_sim/files', () => ({ files: storage.list() }));

  app.get('/_sim/files/*', (request, reply) => {
    const cloudPath = param(request, '*');
    const file = storage.find(cloudPath);
    if (file === undefined) {
      throw new ControlError(404, 'no such file in cloud storage; GET /_sim/files lists them');
    }
    reply.headers({ ...harmless, 'content-type': contentTypeOf(cloudPath) });
    return reply.send(createReadStream(file));
  });
}
