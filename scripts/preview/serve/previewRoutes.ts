import { existsSync, readdirSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import type { SimClock } from '../../simulator/clock/clock';
import type { Events } from '../../simulator/events/createEvents';
import { streamEvents } from '../../simulator/events/streamEvents';
import type { Project } from '../project/openProject';
import {
  type AnsweringName,
  answerings,
  defaultAnswering,
  type Person,
  people,
  visitors,
} from '../shop/cast';
import type { Shop } from '../shop/openShop';
import { answerAsService } from './answerAsService';
import {
  type BrowserFiles,
  fontFolder,
  icon,
  phoneDocument,
  securityHeaders,
  shellDocument,
} from './browserFiles';
import { createFeed } from './createFeed';
import type { BuildState, PreviewEvent } from './previewEvent';

/** What the preview's pages are made from; read anew at each request. */
export interface PreviewDeps {
  files: BrowserFiles;
  account: { appid: string; secret: string };
  /** The mini program and functions that are built here; null: the functions are somebody's. */
  project: Pick<Project, 'miniprogram' | 'miniprogramFolder' | 'build'> | null;
  shop: Pick<Shop, 'answering' | 'choose'> | null;
  functions: { folder: string; push: string | undefined };
  /** Tells every page what only the preview knows. */
  tell(event: PreviewEvent): void;
  /** Calls back with what is told so. Returns how to stop. */
  listen(listener: (event: PreviewEvent) => void): () => void;
}

/** What the simulator lends to the preview. */
export interface SimulatorDeps {
  events: Events;
  clock: SimClock;
}

/** What a page is told once, at `GET /preview/setup`. */
export interface Setup {
  people: readonly Person[];
  appid: string;
  /** Whether there is a mini program to show; a form to call functions takes its place. */
  hasMiniprogram: boolean;
  /** The functions that can be called, sorted. */
  functions: string[];
  /** The one that gets the customers' messages; null: none does. */
  push: string | null;
}

const answerSchema = {
  type: 'object',
  required: ['touser', 'content'],
  additionalProperties: false,
  properties: {
    touser: { type: 'string', minLength: 1 },
    content: { type: 'string', minLength: 1, maxLength: 2000 },
  },
} as const;

const answeringSchema = {
  type: 'object',
  required: ['answering'],
  additionalProperties: false,
  properties: { answering: { enum: Object.keys(answerings) } },
} as const;

const noBuild: BuildState = { isBuilding: false, builtAt: null, problems: [] };

/** The preview's page at `/`, and what it needs under `/preview/`, on the simulator's own server. */
export function previewRoutes(deps: PreviewDeps) {
  const { files, account, project, shop, functions } = deps;

  /** By address: the content type and how to get the content. */
  const served: Record<string, [type: string, content: () => string | Buffer | undefined]> = {
    '/': [html, () => shellDocument],
    '/preview/phone': [html, () => phoneDocument],
    '/preview/icon.svg': ['image/svg+xml', () => icon],
    '/preview/fonts.css': [css, () => files['fonts.css']],
    '/preview/shell.js': [javascript, () => files['shell.js']],
    '/preview/phone.js': [javascript, () => files['phone.js']],
    '/preview/shell-style.css': [css, () => files['shell-style.css']],
    '/preview/phone-style.css': [css, () => files['phone-style.css']],
    ...(project && {
      '/preview/miniprogram.css': [css, () => project.miniprogram().css],
      '/preview/miniprogram-templates.js': [javascript, () => project.miniprogram().templates],
      '/preview/miniprogram-scripts.js': [javascript, () => project.miniprogram().scripts],
    }),
  };

  const setup = (): Setup => ({
    people: project ? people : visitors,
    appid: account.appid,
    hasMiniprogram: project !== null,
    functions: functionsIn(functions.folder),
    push: functions.push ?? null,
  });

  return ({ events, clock }: SimulatorDeps) => {
    const feed = createFeed(events, clock);
    const hello = (): PreviewEvent => ({
      type: 'hello',
      events: feed.events(),
      clock: { now: clock.now(), frozen: clock.frozen },
      build: project?.build() ?? noBuild,
      answering: shop?.answering() ?? null,
    });
    const listen = (listener: (event: PreviewEvent) => void) => {
      const stops = [feed.listen(listener), deps.listen(listener)];
      return () => {
        for (const stop of stops) stop();
      };
    };
    const choose = (answering: AnsweringName) => {
      shop?.choose(answering);
      deps.tell({ type: 'answering', answering });
    };
    feed.listen((event) => {
      if (event.type === 'reset' && shop) choose(defaultAnswering);
    });

    return async (app: FastifyInstance): Promise<void> => {
      app.addHook('onSend', async ({ url }, reply) => {
        reply.headers(securityHeaders);
        // They never change, and a page that reloads at each save would ask for some fifty of them.
        if (url.startsWith(fontPrefix)) reply.header('cache-control', 'max-age=86400');
      });
      for (const [url, [type, content]] of Object.entries(served)) {
        app.get(url, (_request, reply) => reply.type(type).send(content()));
      }
      app.register(fastifyStatic, {
        root: fontFolder,
        prefix: fontPrefix,
        decorateReply: false,
      });
      if (project)
        app.register(fastifyStatic, {
          root: project.miniprogramFolder,
          prefix: '/preview/miniprogram/',
          decorateReply: false,
          allowedPath: (path) => /\.(png|jpe?g|gif|svg|webp)$/i.test(path),
        });
      app.get('/preview/setup', setup);
      app.get('/preview/events', (_request, reply) => {
        reply.hijack();
        streamEvents<PreviewEvent>(reply.raw, { listen }, [hello()]);
        return reply;
      });
      app.post<{ Body: { touser: string; content: string } }>(
        '/preview/answer',
        { schema: { body: answerSchema } },
        ({ body: { touser, content } }) => {
          // By its own address: what a request calls the host is the requester's to choose.
          const { port } = app.server.address() as AddressInfo;
          return answerAsService({ api: `http://127.0.0.1:${port}`, ...account }, touser, content);
        },
      );
      app.post<{ Body: { answering: AnsweringName } }>(
        '/preview/answering',
        { schema: { body: answeringSchema } },
        async ({ body: { answering } }) => {
          choose(answering);
          return { answering };
        },
      );
    };
  };
}

function functionsIn(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => existsSync(join(folder, name, 'index.js')))
    .sort();
}

const fontPrefix = '/preview/fonts/';
const html = 'text/html; charset=utf-8';
const css = 'text/css; charset=utf-8';
const javascript = 'text/javascript; charset=utf-8';
