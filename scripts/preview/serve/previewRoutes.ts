import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import type { SimClock } from '../../simulator/clock/clock';
import type { Events } from '../../simulator/events/createEvents';
import { streamEvents } from '../../simulator/events/streamEvents';
import { type AnsweringName, answerings } from '../answering';
import type { Compiled } from '../compile/compileMiniprogram';
import type { Problem } from '../compile/problem';
import { people } from '../people';
import { answerAsService } from './answerAsService';
import type { BrowserFiles } from './bundleBrowser';
import { createRecorder } from './createRecorder';
import { icon, phoneDocument, shellDocument } from './documents';
import { fontFolder } from './fonts';
import type { PreviewEvent } from './previewEvent';
import { securityHeaders } from './securityHeaders';

/** What the preview's pages are made from; read anew at each request. */
export interface PreviewDeps {
  browserFiles: BrowserFiles;
  fontStyles: string;
  miniprogramFolder: string;
  appid: string;
  secret: string;
  miniprogram(): Compiled;
  functionProblems(): readonly Problem[];
  answering(): AnsweringName;
  chooseAnswering(name: AnsweringName): void;
  /** Calls back when either has changed. Returns how to stop. */
  onChange(listener: (event: PreviewEvent) => void): () => void;
}

/** What the simulator lends to the preview. */
export interface SimulatorDeps {
  events: Events;
  clock: SimClock;
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

/** The preview's page at `/`, and what it needs under `/preview/`, on the simulator's own server. */
export function previewRoutes(parts: PreviewDeps, { events, clock }: SimulatorDeps) {
  const recorder = createRecorder(events);

  /** By address: the content type and how to get the content. */
  const files: Record<string, [type: string, content: () => string | Buffer | undefined]> = {
    '/': [html, () => shellDocument],
    '/preview/phone': [html, () => phoneDocument],
    '/preview/icon.svg': ['image/svg+xml', () => icon],
    '/preview/fonts.css': [css, () => parts.fontStyles],
    '/preview/shell.js': [javascript, () => parts.browserFiles['shell.js']],
    '/preview/phone.js': [javascript, () => parts.browserFiles['phone.js']],
    '/preview/shell-style.css': [css, () => parts.browserFiles['shell-style.css']],
    '/preview/phone-style.css': [css, () => parts.browserFiles['phone-style.css']],
    '/preview/miniprogram.css': [css, () => parts.miniprogram().css],
    '/preview/miniprogram-templates.js': [javascript, () => parts.miniprogram().templates],
    '/preview/miniprogram-scripts.js': [javascript, () => parts.miniprogram().scripts],
  };

  const hello = (): PreviewEvent => ({
    type: 'hello',
    events: recorder.events(),
    clock: { now: clock.now(), frozen: clock.frozen },
    functionProblems: parts.functionProblems(),
    answering: parts.answering(),
  });

  return async (app: FastifyInstance): Promise<void> => {
    app.addHook('onSend', async (_request, reply) => {
      reply.headers(securityHeaders);
    });
    for (const [url, [type, content]] of Object.entries(files)) {
      app.get(url, (_request, reply) => reply.type(type).send(content()));
    }
    app.register(fastifyStatic, {
      root: fontFolder,
      prefix: '/preview/fonts/',
      decorateReply: false,
    });
    app.register(fastifyStatic, {
      root: parts.miniprogramFolder,
      prefix: '/preview/miniprogram/',
      decorateReply: false,
      allowedPath: (path) => /\.(png|jpe?g|gif|svg|webp)$/i.test(path),
    });
    app.get('/preview/setup', () => ({ people, appid: parts.appid }));
    app.get('/preview/events', (_request, reply) => {
      reply.hijack();
      streamEvents<PreviewEvent>(reply.raw, { listen }, [hello()]);
      return reply;
    });
    app.post<{ Body: { touser: string; content: string } }>(
      '/preview/answer',
      { schema: { body: answerSchema } },
      ({ body: { touser, content }, headers }) =>
        answerAsService({ api: `http://${headers.host}`, ...parts }, touser, content),
    );
    app.post<{ Body: { answering: AnsweringName } }>(
      '/preview/answering',
      { schema: { body: answeringSchema } },
      async ({ body: { answering } }) => {
        parts.chooseAnswering(answering);
        return { answering };
      },
    );
  };

  function listen(listener: (event: PreviewEvent) => void): () => void {
    const stops = [events.listen(listener), parts.onChange(listener)];
    return () => {
      for (const stop of stops) stop();
    };
  }
}

const html = 'text/html; charset=utf-8';
const css = 'text/css; charset=utf-8';
const javascript = 'text/javascript; charset=utf-8';
