import { type FastifyInstance, type FastifyReply, fastify } from 'fastify';
import { answer } from '../conversation/answer';
import { guard } from './guard';

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
