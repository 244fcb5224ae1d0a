import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { answer } from '../conversation/answer';
import { deliver } from '../faults/deliver';
import type { Outcome } from '../faults/outcome';
import { followRequests } from '../gateway/followRequests';
import type { ApiDeps } from './apiDeps';
import { apiEncoding } from './apiEncoding';
import { giveToken } from './giveToken';
import { parseJsonBody } from './parseJsonBody';

/** The paths of the APIs that take an access_token and a body, newest documentation first. */
const apiPaths: Readonly<Record<string, string>> = {
  '/cgi-bin/message/custom/business/typing': 'customerServiceMessage.setTyping',
  '/cgi-bin/message/custom/typing': 'customerServiceMessage.setTyping',
  '/cgi-bin/message/custom/send': 'customerServiceMessage.send',
};

const everyMethod = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

/**
 * WeChat's HTTPS API, for any client in any language that is given this address instead of
 * api.weixin.qq.com. As there, an error comes with HTTP status 200.
 */
export async function apiRoutes(app: FastifyInstance, parts: ApiDeps): Promise<void> {
  // WeChat does not look at the content type.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));

  const reply = (to: FastifyReply, outcome: Outcome) =>
    deliver(to, outcome, apiEncoding, parts.held);

  app.setErrorHandler<Error & { statusCode?: number }>((error, _request, to) => {
    to.code(error.statusCode ?? 500).send(answer(error.statusCode === 413 ? 45002 : 47001));
  });

  const reportOf = followRequests(app, ({ socket }) =>
    parts.host.requestFrom(socket.remotePort ?? 0),
  );
  const parking = (request: FastifyRequest) => () => reportOf(request)?.parked();

  app.route({
    method: everyMethod,
    url: '/cgi-bin/token',
    handler: async (request, to) => {
      const asked = request.method === 'GET' ? queryOf(request) : 43001;
      return reply(to, await giveToken('token', asked, parking(request), parts));
    },
  });

  app.route({
    method: everyMethod,
    url: '/cgi-bin/stable_token',
    handler: async (request, to) =>
      reply(to, await giveToken('stable_token', postedData(request), parking(request), parts)),
  });

  for (const [url, api] of Object.entries(apiPaths)) {
    app.route({
      method: everyMethod,
      url,
      handler: async (request, to) => reply(to, await call(request, api)),
    });
  }

  function call(request: FastifyRequest, api: string): Promise<Outcome> {
    const data = postedData(request);
    const unreadable = typeof data === 'number' ? data : 0;
    const tokenError = parts.tokens.check(queryOf(request).access_token);
    return parts.wechat({
      transport: 'https',
      api,
      function: null,
      data: typeof data === 'number' ? null : data,
      refusal: unreadable === 43002 ? unreadable : tokenError || unreadable,
      parked: parking(request),
    });
  }
}

/** What was posted, or the errcode: 43002 not a POST, 44002 empty, 47001 no JSON object. */
function postedData({ method, body }: FastifyRequest): Record<string, unknown> | number {
  if (method !== 'POST') return 43002;
  return parseJsonBody(Buffer.isBuffer(body) ? body : Buffer.alloc(0));
}

/** Where a parameter comes twice, the first counts. */
function queryOf({ query }: FastifyRequest): Record<string, unknown> {
  if (typeof query !== 'object' || query === null) return {};
  const first = Object.entries(query).map(([key, value]) => [
    key,
    Array.isArray(value) ? value[0] : value,
  ]);
  return Object.fromEntries(first);
}
