import type { FastifyInstance } from 'fastify';
import { newMessagesOnly, type StreamedEvent } from '../events/newMessagesOnly';
import { streamEvents } from '../events/streamEvents';
import { clockRoutes, clockState } from './clockRoutes';
import { customerRoutes } from './customerRoutes';
import { databaseRoutes } from './databaseRoutes';
import { faultRoutes } from './faultRoutes';
import { fileRoutes } from './fileRoutes';
import { functionRoutes } from './functionRoutes';
import { parseJson } from './parseJson';
import type { ControlDeps, Routes } from './route';
import { ControlError } from './route';

/** Every address of the control interface: a subject is added here. */
const tables: readonly ((deps: ControlDeps) => Routes)[] = [
  simulatorRoutes,
  functionRoutes,
  customerRoutes,
  clockRoutes,
  faultRoutes,
  ({ calls }) => ({ '/_sim/calls': { GET: () => calls.list() } }),
  databaseRoutes,
];

function simulatorRoutes({ reset }: ControlDeps): Routes {
  return {
    '/_sim': {
      DELETE: async () => {
        await reset();
        return {};
      },
    },
  };
}

/** What the framework says of these is for its own developers. */
const explanations: Readonly<Record<number, string>> = {
  413: 'the body is over 6 MB',
  415: 'the body has to be JSON, with content-type: application/json',
};

const allMethods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];

/**
 * The control interface under `/_sim`: JSON in, JSON out. What is wrong with a request is said with
 * a 4xx as `{"error": {"message"}}`.
 */
export async function controlRoutes(app: FastifyInstance, deps: ControlDeps): Promise<void> {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) => {
    try {
      done(null, body === '' ? undefined : parseJson(String(body)));
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      done(new ControlError(400, `the body is not valid JSON: ${reason}`));
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

  const streamed = newMessagesOnly(deps.events);
  // A HEAD would never be answered: its headers wait for a body that may not come.
  app.get('/_sim/events', { exposeHeadRoute: false }, (_request, reply) => {
    reply.hijack();
    streamEvents(reply.raw, streamed, standing(deps));
    return reply;
  });

  fileRoutes(app, deps);

  for (const [url, methods] of tables.flatMap((table) => Object.entries(table(deps)))) {
    for (const [method, handler] of Object.entries(methods)) {
      app.route({ method, url, handler: (request) => handler(request) });
    }
    const allow = Object.keys(methods).join(', ');
    app.route({
      method: allMethods.filter((method) => !methods[method]),
      url,
      handler: (_request, reply) => {
        reply.header('allow', allow);
        throw new ControlError(405, `this address takes ${allow}`);
      },
    });
  }
}

/** What a page needs to know as it joins. */
function standing({ clock, faults }: ControlDeps): StreamedEvent[] {
  return [
    { type: 'clock', ...clockState(clock) },
    { type: 'faults', faults: faults.list() },
  ];
}
