import type { FastifyReply } from 'fastify';
import type { Drop } from './fault';
import type { OpenResponses } from './openResponses';
import type { Outcome } from './outcome';

/** An answer as bytes, ready for the wire. */
export interface Encoded {
  status: number;
  contentType: string;
  headers?: Readonly<Record<string, string>>;
  body: Buffer;
}

/** How one way in puts answers into bytes. */
export interface Encoding {
  answer(answer: Record<string, unknown>): Encoded;
  errorCode(errorCode: number): Encoded;
}

/** Between two bytes of a dripping answer, in real milliseconds. */
const dripMs = 250;

/** Sends an outcome, or breaks the connection as it asks. Nothing else may answer the request. */
export function deliver(
  reply: FastifyReply,
  outcome: Outcome,
  encoding: Encoding,
  openResponses: OpenResponses,
): FastifyReply {
  switch (outcome.kind) {
    case 'answer':
      return send(reply, encoding.answer(outcome.answer));
    case 'errorCode':
      return send(reply, encoding.errorCode(outcome.errorCode));
    case 'status':
      return send(reply, outcome);
    case 'drop':
      reply.hijack();
      reply.raw.on('error', () => {});
      dropping[outcome.drop](reply, encoding.answer(outcome.answer), openResponses);
      return reply;
  }
}

function send(
  reply: FastifyReply,
  { status, contentType, headers = {}, body }: Encoded,
): FastifyReply {
  reply.code(status).headers(headers);
  if (contentType) reply.header('content-type', contentType);
  return reply.send(body);
}

const dropping: Record<
  Drop,
  (reply: FastifyReply, encoded: Encoded, openResponses: OpenResponses) => void
> = {
  reset: ({ raw }) => raw.socket?.resetAndDestroy(),

  close: ({ raw }) => raw.socket?.destroy(),

  hang: (reply, _encoded, openResponses) => cutWithReset(reply, openResponses),

  drip(reply, { status, contentType, body }, openResponses) {
    const { raw } = reply;
    raw.writeHead(status, { 'content-type': contentType });
    let sent = 0;
    const timer = setInterval(() => {
      raw.write(body.subarray(sent % body.length, (sent % body.length) + 1));
      sent += 1;
    }, dripMs).unref();
    raw.once('close', () => clearInterval(timer));
    cutWithReset(reply, openResponses);
  },

  truncate({ raw }, { status, contentType, body }) {
    raw.writeHead(status, { 'content-type': contentType, 'content-length': body.length });
    raw.write(body.subarray(0, Math.floor(body.length / 2)), () => raw.destroy());
  },

  empty({ raw }, { status, contentType }) {
    raw.writeHead(status, { 'content-type': contentType, 'content-length': 0 });
    raw.end();
  },
};

/** The connection stays as it is until the client leaves, or a reset ends it. */
function cutWithReset({ raw }: FastifyReply, openResponses: OpenResponses): void {
  const release = openResponses.hold(() => raw.destroy());
  raw.once('close', release);
}
