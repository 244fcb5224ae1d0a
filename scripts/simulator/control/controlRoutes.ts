import { createReadStream } from 'node:fs';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { ConfigError } from '../config/configError';
import { newMessagesOnly, type StreamedEvent } from '../events/newMessagesOnly';
import { streamEvents } from '../events/streamEvents';
import { faultableApis, parseFault } from '../faults/parseFault';
import { contentTypeOf, harmless } from '../files/contentTypes';
import type { Invocation } from '../host/host';
import { clockRoutes, clockState } from './clockRoutes';
import { customerRoutes, readOpenid } from './customerRoutes';
import { parseJson } from './parseJson';
import { type ControlDeps, ControlError, param, type Routes } from './route';

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

/** What the database holds, and other documents in its place. */
function databaseRoutes({ database }: ControlDeps): Routes {
  return {
    '/_sim/database': {
      GET: () => database.list(),
      PUT: ({ body }) => {
        try {
          database.replace(body);
        } catch (error) {
          throw error instanceof ConfigError ? new ControlError(400, error.message) : error;
        }
        return database.list();
      },
    },
  };
}

function faultRoutes({ faults, apis }: Pick<ControlDeps, 'faults' | 'apis'>): Routes {
  const list = () => ({ faults: faults.list() });
  return {
    '/_sim/faults': {
      GET: list,
      POST: ({ body }) => {
        const fault = parseFault(body, [
          ...new Set([...apis.map(({ name }) => name), ...faultableApis]),
        ]);
        if (typeof fault === 'string') throw new ControlError(400, fault);
        faults.add(fault);
        return list();
      },
      DELETE: () => {
        faults.clear();
        return list();
      },
    },
  };
}

/** What people uploaded, as a page shows it: temporary media by id, cloud storage by path. */
function fileRoutes(
  app: FastifyInstance,
  { media, storage }: Pick<ControlDeps, 'media' | 'storage'>,
): void {
  app.get('/_sim/media/:mediaId', (request, reply) => {
    const file = media.get(param(request, 'mediaId'));
    if (typeof file === 'number') {
      throw new ControlError(404, 'no such media_id, or its three days are over');
    }
    return reply.headers({ ...harmless, 'content-type': file.contentType }).send(file.bytes);
  });

  app.get('/_sim/files', () => ({ files: storage.list() }));

  app.get('/_sim/files/*', (request, reply) => {
    const cloudPath = param(request, '*');
    const file = storage.find(cloudPath);
    if (file === undefined) {
      throw new ControlError(404, 'no such file in cloud storage; GET /_sim/files lists them');
    }
    reply.headers({ ...harmless, 'content-type': contentTypeOf(cloudPath) });
    return reply.send(createReadStream(file));
  });
}

/** Calls a hosted function, as `wx.cloud.callFunction` would. */
function functionRoutes({ invoke }: ControlDeps): Routes {
  return {
    '/_sim/invoke/:function': {
      POST: async (request) => {
        const outcome = await invoke(param(request, 'function'), readInvocation(request));
        return outcome.error ? outcome : { ...outcome, result: outcome.result ?? null };
      },
    },
  };
}

/**
 * Who calls a function and how stands in the headers.
 *
 * @throws ControlError where a header is not as it has to be.
 */
function readInvocation({ headers, body }: FastifyRequest): Invocation {
  const openidHeader = headers['x-sim-openid'];
  const openid = openidHeader === undefined ? undefined : readOpenid(String(openidHeader));
  const source = headers['x-sim-source'] ?? (openid === undefined ? 'wx_http' : 'wx_client');
  if (typeof source !== 'string' || !/^\w+(,\w+)*$/.test(source)) {
    throw new ControlError(
      400,
      'x-sim-source has to be a SOURCE such as wx_client or wx_client,scf',
    );
  }
  // callFunction without data sends {}; null is an event like any other.
  return { event: body === undefined ? {} : body, openid, source };
}
