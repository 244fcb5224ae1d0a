import type { IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import multipart from '@fastify/multipart';
import fastify, { type FastifyReply, type FastifyRequest } from 'fastify';
import { readParams } from '../../../simulator/gateway/gatewayRoutes';
import { parseAuthorization, verifySignature } from '../../../simulator/gateway/verifySignature';
import { secretKey } from './functionEnvironment';

/** A request as it came over the wire, without what differs from call to call: times and marks. */
export interface WireRequest {
  method: string;
  url: string;
  headers: Record<string, unknown>;
  params: Record<string, unknown>;
  /** Whether its signature verifies; undefined where it has none. */
  signed: boolean | undefined;
}

/** What the gateway does with a request. */
export type WireAnswer =
  | { status?: number; contentType?: string; body: string | Buffer }
  | { drop: 'before an answer' | 'inside the answer' };

export interface RecordingGateway {
  url: string;
  /** How requests are answered from now on; `url` is the gateway's own, for answers that name it. */
  answer(decide: (request: WireRequest, url: string) => WireAnswer): void;
  /** The requests since it was last called. */
  take(): WireRequest[];
  close(): Promise<void>;
}

/** A CloudBase gateway that answers as it is told, and remembers what it was asked. */
export async function startRecordingGateway(): Promise<RecordingGateway> {
  const app = fastify({ forceCloseConnections: true });
  await app.register(multipart);
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => {
    done(null, { body });
  });
  let requests: WireRequest[] = [];
  let decide: (request: WireRequest, url: string) => WireAnswer = () => ({ body: '' });
  const url = () => `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;

  app.all('/*', async (request, reply) => {
    const params = await readParams(request);
    const recorded = record(request, params);
    requests.push(recorded);
    return respond(reply, decide(recorded, url()));
  });
  await app.listen({ host: '127.0.0.1', port: 0 });
  return {
    url: url(),
    answer: (next) => {
      decide = next;
    },
    take: () => {
      const taken = requests;
      requests = [];
      return taken;
    },
    close: () => app.close(),
  };
}

function record(
  { method, url: asked, headers }: FastifyRequest,
  params: Map<string, unknown>,
): WireRequest {
  // A proxy is asked for the whole address.
  const url = asked.replace(/^http:\/\/[^/]+/, '');
  const authorization = parseAuthorization(headers.authorization);
  return {
    method,
    url: withoutMarks(url),
    headers: withoutTimes(headers),
    params: Object.fromEntries(params),
    signed: authorization && verifySignature({ url, headers, params }, authorization, secretKey),
  };
}

function withoutMarks(url: string): string {
  return url.replace(/\b(eventId|seqId)=[^&]*/g, '$1=…');
}

/** Times, and with them the signature, differ; the boundary of a multipart body is random. */
function withoutTimes(headers: IncomingHttpHeaders): Record<string, unknown> {
  const { authorization, ...rest } = headers;
  return {
    ...rest,
    authorization: authorization?.replace(/\d{4}-\d\d-\d\d|Signature=.*/g, '…'),
    'x-timestamp': '…',
    'x-client-timestamp': '…',
    'content-type': headers['content-type']?.replace(/boundary=.*/, 'boundary=…'),
  };
}

function respond(reply: FastifyReply, answer: WireAnswer): FastifyReply {
  if (!('drop' in answer)) {
    if (answer.contentType !== undefined) reply.type(answer.contentType);
    else reply.serializer((body: unknown) => body as string);
    return reply.status(answer.status ?? 200).send(answer.body);
  }
  reply.hijack();
  const { raw } = reply;
  if (answer.drop === 'inside the answer') {
    raw.writeHead(200, { 'content-type': 'application/octet-stream', 'content-length': 100 });
    raw.write('half', () => raw.destroy());
  } else {
    raw.destroy();
  }
  return reply;
}
