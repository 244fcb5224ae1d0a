import type { FastifyInstance } from 'fastify';
import { harmless } from '../files/contentTypes';
import type { ControlDeps } from './controlDeps';
import { ControlError } from './controlError';
import { param } from './routes';

/**
 * `GET /_sim/media/:media_id`: the bytes of a picture or another file that somebody uploaded, as a
 * page shows them.
 */
export function mediaRoutes(app: FastifyInstance, { media }: Pick<ControlDeps, 'media'>): void {
  app.get('/_sim/media/:mediaId', (request, reply) => {
    const file = media.get(param(request, 'mediaId'));
    if (typeof file === 'number' || !Buffer.isBuffer(file.bytes)) {
      throw new ControlError(404, 'no such media_id, or its three days are over');
    }
    return reply.headers({ ...harmless, 'content-type': file.contentType }).send(file.bytes);
  });
}
