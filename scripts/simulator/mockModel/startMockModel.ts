import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import Fastify, { type FastifyReply, type FastifyRequest } from 'fastify';
import { fieldOf } from '../../cli/fieldOf';
import type { SimClock } from '../clock/clock';
import { type Behaviour, defaultBehaviour, readBehaviour } from './behaviour';
import { realTime, simulatedTime } from './mockModelClock';

export interface MockModelOptions {
  /** Default: 0, a free one. */
  port?: number;
  /** Whose time its answers take. Default: real time. */
  clock?: SimClock;
  behaviour?: Partial<Behaviour>;
}

export interface MockModel {
  /** For REPLY_URL. */
  url: string;
  /** What it was asked so far. */
  questions: readonly string[];
  behave(behaviour: Partial<Behaviour>): void;
  close(): Promise<void>;
}

/** The model that it says it is. */
const model = 'mock-model';

/**
 * Starts, on this machine, something in the place of the model that REPLY_URL would ask: an
 * OpenAI-compatible endpoint that takes its time and says that it is a mock model. Any REPLY_KEY and
 * REPLY_MODEL will do. `POST /_mock-model` with some of Behaviour changes how it behaves, and so does
 * `behave`; `GET /_mock-model` shows it.
 * @throws Error where the port is taken, or `behaviour` is none
 */
export async function startMockModel(options: MockModelOptions = {}): Promise<MockModel> {
  const { port = 0, clock } = options;
  const time = clock === undefined ? { ...realTime, leave() {} } : simulatedTime(clock);
  const behaviour: Behaviour = { ...defaultBehaviour, ...readBehaviour(options.behaviour ?? {}) };
  const questions: string[] = [];
  const app = Fastify({ forceCloseConnections: true });
  // A connection kept open looks, to a clock that advances, like an answer still to come.
  app.addHook('onSend', async (_, reply) => {
    reply.header('connection', 'close');
  });

  app.get('/_mock-model', async () => ({ ...behaviour, asked: questions.length }));
  app.post('/_mock-model', async (request, reply) => {
    try {
      return { ...Object.assign(behaviour, readBehaviour(request.body)), asked: questions.length };
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      return reply.code(400).send({ error: { message } });
    }
  });

  app.post('/v1/chat/completions', async (request, reply) => {
    const question = readQuestion(request.body);
    if (!request.headers.authorization?.startsWith('Bearer ')) return refuse(reply, 401, 'no key');
    if (question === undefined) return refuse(reply, 400, 'model and messages are needed');
    questions.push(question);
    const { takesMs, fails } = behaviour;
    if (fails === 'hang') return reply.hijack();
    // Not even 0 ms by a timer: an advancing clock runs none before everybody has settled.
    if (takesMs > 0) await new Promise<void>((resolve) => time.wait(takesMs, resolve));
    time.answering(written(reply));
    return answer(question, request, reply);
  });

  function answer(question: string, request: FastifyRequest, reply: FastifyReply) {
    const { fails, answer } = behaviour;
    if (fails === 'status') return refuse(reply, 500, 'the mock model was told to fail');
    if (fails === 'no JSON')
      return reply.type('text/html').send('<html>the mock model was told to fail');
    if (fails === 'reset') {
      request.raw.socket.destroy();
      return reply.hijack();
    }
    const content = fails === 'refuses' ? null : (answer ?? ownAnswer(question));
    const message = { role: 'assistant', content };
    const choices = [{ index: 0, finish_reason: 'stop', message }];
    return reply.send({ id: 'mock-model', object: 'chat.completion', model, choices });
  }

  await app.listen({ host: '127.0.0.1', port });
  const { port: taken } = app.server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${taken}/v1/chat/completions`,
    questions,
    behave(more) {
      Object.assign(behaviour, readBehaviour(more));
    },
    async close() {
      time.leave();
      await app.close();
    },
  };
}

function ownAnswer(question: string): string {
  return `【本机模拟模型的回复，没有接入真实模型】收到您的消息：“${question}”`;
}

function refuse(reply: FastifyReply, status: number, message: string): FastifyReply {
  return reply.code(status).send({ error: { message } });
}

async function written({ raw }: FastifyReply): Promise<void> {
  if (!raw.destroyed && !raw.writableFinished) await once(raw, 'close');
}

/** The last thing that the user said in an OpenAI-compatible request, or undefined. */
function readQuestion(body: unknown): string | undefined {
  const messages: unknown = fieldOf(body, 'messages');
  if (typeof fieldOf(body, 'model') !== 'string' || !Array.isArray(messages)) return undefined;
  const said = messages.filter((message) => fieldOf(message, 'role') === 'user').at(-1);
  const content = fieldOf(said, 'content');
  return typeof content === 'string' ? content : undefined;
}
