import { type FastifyInstance, type FastifyReply, type FastifyRequest, fastify } from 'fastify';
import { answer } from '../conversation/answer';

/** What callFunction lets through, and the largest body taken anywhere. */
const bodyLimit = 6 * 1024 * 1024;

/**
 * The one HTTP server of the simulator, with what holds for every address.
 *
 * @param requestTimeout real milliseconds within which a request has to be all there, or else its
 *   sender is cut off.
 */
export function createServer(requestTimeout = 20_000): FastifyInstance {
  const app = fastify({
    bodyLimit,
    requestTimeout,
    http: {
      connectionsCheckingInterval: Math.min(requestTimeout, 1_000),
      // Node takes the longer of the two for both.
      headersTimeout: requestTimeout,
    },
    forceCloseConnections: true,
    // An OpenID has up to 128 characters, the name of a function up to what a folder may have.
    routerOptions: { maxParamLength: 1_000 },
    frameworkErrors: (error, request, reply: FastifyReply) => {
      reply.code(error.statusCode ?? 400).send(refusalFor(request.url, error.message));
    },
  });

  app.addHook('onRequest', guard);

  app.setNotFoundHandler((request, reply) => {
    reply
      .code(404)
      .send(refusalFor(request.url, 'no such address; see the README for those there are'));
  });

  return app;
}

/** The control interface explains itself; everywhere else the form is WeChat's. */
function refusalFor(url: string, message: string): Record<string, unknown> {
  return url.startsWith('/_sim') ? { error: { message } } : answer(40066);
}

const loopback = /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d{1,5})?$/i;

/**
 * Lets only this machine in, and no web page but the simulator's own: a page elsewhere could reach
 * a port of this machine through the browser (DNS rebinding, or a form sent blindly).
 */
async function guard(request: FastifyRequest, reply: FastifyReply): Promise<void> {
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
