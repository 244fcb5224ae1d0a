import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { SimEvent } from '../events/event';
import { streamEvents } from '../events/streamEvents';
import { parseFault } from '../faults/parseFault';
import type { ControlDeps } from './controlDeps';
import { ControlError } from './controlError';
import { enterSession, readOpenid, sayMessage } from './customerActions';
import { readInvocation } from './readInvocation';
import { setClock } from './setClock';

/** What the framework says of these is for its own developers. */
const explanations: Readonly<Record<number, string>> = {
  413: 'the body is over 6 MB',
  415: 'the body has to be JSON, with content-type: application/json',
};

type Handler = (request: FastifyRequest) => unknown;

/**
 * The control interface under `/_sim`: JSON in, JSON out. What is wrong with a request is said with
 * a 4xx as `{"error": {"message"}}`.
 */
export async function controlRoutes(app: FastifyInstance, parts: ControlDeps): Promise<void> {
  const { clock, conversation, database, calls, events, faults, invoke } = parts;
  /** Messages that were said, so that a repeat is known as one. */
  const said = new Set<string>();

  const clockState = () => ({ now: clock.now(), frozen: clock.frozen });
  const faultList = () => ({ faults: faults.list() });
  const openidOf = (request: FastifyRequest) => readOpenid(param(request, 'openid'));

  const routes: Record<string, Record<string, Handler>> = {
    '/_sim': {
      DELETE: async () => {
        said.clear();
        await parts.reset();
        return {};
      },
    },
    '/_sim/invoke/:function': {
      POST: async (request) => {
        const invocation = readInvocation(request.headers, eventOf(request));
        const outcome = await invoke(param(request, 'function'), invocation);
        return outcome.error ? outcome : { ...outcome, result: outcome.result ?? null };
      },
    },
    '/_sim/customers': {
      GET: () => ({
        customers: conversation
          .openids()
          .map((openid) => ({ openid, ...conversation.view(openid) })),
      }),
    },
    '/_sim/customers/:openid': { GET: (request) => conversation.view(openidOf(request)) },
    '/_sim/customers/:openid/messages': {
      POST: (request) => sayMessage(openidOf(request), request.body, said, parts),
    },
    '/_sim/customers/:openid/enter': {
      POST: (request) => enterSession(openidOf(request), request.body, parts),
    },
    '/_sim/clock': {
      GET: clockState,
      POST: async (request) => {
        await setClock(clock, request.body);
        return clockState();
      },
    },
    '/_sim/faults': {
      GET: faultList,
      POST: (request) => {
        const fault = parseFault(request.body);
        if (typeof fault === 'string') throw new ControlError(400, fault);
        faults.add(fault);
        return faultList();
      },
      DELETE: () => {
        faults.clear();
        return faultList();
      },
    },
    '/_sim/calls': { GET: () => calls.list() },
    '/_sim/database': { GET: () => database.list() },
  };

  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) => {
    try {
      done(null, body === '' ? undefined : JSON.parse(String(body)));
    } catch (error) {
      done(new ControlError(400, `the body is not valid JSON: ${messageOf(error)}`));
    }
  });
  app.addContentTypeParser('*', (_request, payload, done) => {
    payload.resume();
    done(new ControlError(415, ''));
  });

  app.setErrorHandler<Error & { statusCode?: number }>((error, _request, reply) => {
    const { statusCode = 500, message } = error;
    reply.code(statusCode).send({ error: { message: explanations[statusCode] ?? message } });
  });

  // A HEAD would never be answered: its headers wait for a body that may not come.
  app.get('/_sim/events', { exposeHeadRoute: false }, (_request, reply) => {
    reply.hijack();
    streamEvents(reply.raw, events, standing());
    return reply;
  });

  /** What a page needs to know as it joins. */
  const standing = (): SimEvent[] => [
    { type: 'clock', ...clockState() },
    { type: 'faults', ...faultList() },
  ];

  for (const [url, methods] of Object.entries(routes)) {
    for (const [method, handler] of Object.entries(methods)) {
      app.route({ method, url, handler: (request) => handler(request) });
    }
    const allow = Object.keys(methods).join(', ');
    const others = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'].filter((other) => !methods[other]);
    app.route({
      method: others,
      url,
      handler: (_request, reply) => {
        reply.header('allow', allow);
        throw new ControlError(405, `this address takes ${allow}`);
      },
    });
  }
}

function param(request: FastifyRequest, name: string): string {
  const { params } = request;
  return typeof params === 'object' && params !== null ? String(Reflect.get(params, name)) : '';
}

/** callFunction without data sends {}; null is an event like any other. */
function eventOf({ body }: FastifyRequest): unknown {
  return body === undefined ? {} : body;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
