import type { FastifyReply, FastifyRequest } from 'fastify';

const loopback = /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d{1,5})?$/i;

/**
 * Lets only this machine in, and no web page but the simulator's own: a page elsewhere could reach
 * a port of this machine through the browser (DNS rebinding, or a form sent blindly).
 */
export async function guard(request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const refusal = refusalOf(request.headers);
  if (refusal) await reply.code(403).send({ error: { message: refusal } });
}

function refusalOf(headers: FastifyRequest['headers']): string | undefined {
  const { host, origin } = headers;
  if (!host || !loopback.test(host)) {
    return 'the simulator answers only to a loopback name: use http://127.0.0.1 or http://localhost';
  }
  if (origin !== undefined && origin !== `http://${host}`) {
    return 'the simulator does not answer to web pages of another origin';
  }
  const site = headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none') {
    return 'the simulator does not answer to web pages of another site';
  }
  return undefined;
}
