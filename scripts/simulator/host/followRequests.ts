import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { HostedRequest } from './host';

/**
 * Tells the host of each request of these routes, so that an advance of the clock waits for those
 * that are being worked on and not for those that are held back. From the first byte on, before the
 * body is there: the function is waiting already.
 * @param whose names the function that sent a request
 * @returns the report of a request
 */
export function followRequests(
  app: FastifyInstance,
  whose: (request: FastifyRequest) => HostedRequest,
): (request: FastifyRequest) => HostedRequest | undefined {
  const reports = new WeakMap<FastifyRequest, HostedRequest>();
  app.addHook('onRequest', async (request, reply) => {
    const report = whose(request);
    reports.set(request, report);
    reply.raw.once('close', () => report.done());
  });
  return (request) => reports.get(request);
}
