import type { FastifyRequest } from 'fastify';
import { maxMediaBytes } from '../media/createMedia';

/**
 * Generous for what the SDK sends, which is twelve fields of a few hundred bytes and one of bytes,
 * which may be a picture and more than WeChat takes.
 */
const limits = {
  fields: 40,
  fieldNameSize: 200,
  fieldSize: 128 * 1024,
  files: 4,
  parts: 44,
  fileSize: 2 * maxMediaBytes,
};

/** The parameters of a request of the SDK, which sends them as multipart or as JSON. */
export async function readParams(request: FastifyRequest): Promise<Map<string, unknown>> {
  if (!request.isMultipart()) return new Map(Object.entries(request.body ?? {}));
  const params = new Map<string, unknown>();
  for await (const part of request.parts({ limits })) {
    params.set(part.fieldname, part.type === 'file' ? await part.toBuffer() : part.value);
  }
  return params;
}
