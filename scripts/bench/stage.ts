import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { makeTempFolder, removeTempFolder } from '../cli/tempFolder';
import { startSimulator } from '../simulator';
import { startMockModel } from '../simulator/mockModel/startMockModel';
import type { Contender } from './contenders';
import { contenders } from './contenders';

/** What a contender is called with, and what WeChat's side saw of it. */
export interface Round {
  event: Record<string, unknown>;
  env: Record<string, string>;
  /** When its first Typing arrived, in ms of Date.now; undefined where none did. */
  firstTypingAt(): Promise<number | undefined>;
}

export interface Stage {
  /** @param slow the contender will take so long that WeChat's 30 s would be over */
  round(contender: Contender, slow: boolean): Promise<Round>;
  /** Requests to the gateway that were none of those expected. */
  strangers(): number;
  close(): Promise<void>;
}

const permissions = ['customerServiceMessage.setTyping', 'customerServiceMessage.send'];
const collection = 'handled_messages';

/**
 * WeChat's side. A tap goes to a gateway that answers at once, so that what is measured is the
 * caller; a message to the simulator, whose database customerMessage needs, and a model that answers
 * at once. What is signed by hand speaks no protobuf and goes to the gateway in both.
 */
export async function startStage(): Promise<Stage> {
  const gateway = await startGateway();
  const functions = makeTempFolder('wechat-typing-bench-functions-');
  const simulator = await startSimulator({ functions, config: { collections: [collection] } });
  const model = await startMockModel({ behaviour: { takesMs: 0, answer: '明天发货。' } });
  const reply = { REPLY_URL: model.url, REPLY_KEY: 'sk-bench', REPLY_MODEL: 'any' };
  let messages = 0;

  return {
    async round(contender, slow) {
      simulator.clock.freeze(slow);
      const { job, source } = contenders[contender];
      gateway.forget();
      const byGateway = { env: gateway.env, firstTypingAt: async () => gateway.firstTypingAt() };
      if (job !== 'message') return { event: { command: 'Typing' }, ...byGateway };
      messages += 1;
      const openid = `oBench-${String(messages).padStart(21, '0')}`;
      const event = {
        FromUserName: openid,
        ToUserName: 'gh_bench',
        CreateTime: Math.floor(Date.now() / 1000),
        MsgType: 'text',
        Content: '什么时候发货？',
        MsgId: String(24_000_000_000 + messages),
      };
      if (source === 'floor.js') {
        return { event, ...byGateway, env: { ...gateway.env, ...reply, WX_OPENID: openid } };
      }
      const customer = `${simulator.url}/_sim/customers/${openid}/messages`;
      const headers = { 'content-type': 'application/json' };
      const body = JSON.stringify({ content: event.Content });
      await fetch(customer, { method: 'POST', headers, body });
      const admission = { functionName: contender, openapi: permissions, openid };
      return {
        event,
        // Without a moment in which further messages are waited for: that is no work.
        env: { ...essential(), ...simulator.admit(admission), ...reply, MERGE_MS: '0' },
        async firstTypingAt() {
          const calls = await (await fetch(`${simulator.url}/_sim/calls`)).json();
          return firstTyping(calls, openid);
        },
      };
    },
    strangers: gateway.strangers,
    async close() {
      await Promise.all([gateway.close(), simulator.close(), model.close()]);
      removeTempFolder(functions);
    },
  };
}

function firstTyping(calls: unknown, openid: string): number | undefined {
  if (!Array.isArray(calls)) return undefined;
  const found = calls.find(({ data }) => data?.touser === openid && data.command === 'Typing');
  return found?.at;
}

/** Nothing of this machine's but what Windows needs to have sockets. */
function essential(): Record<string, string> {
  const { SystemRoot } = process.env;
  return SystemRoot === undefined ? {} : { SystemRoot };
}

/** A CloudBase gateway that answers every call with the same success at once. */
async function startGateway() {
  const success = protobuf({ 1: '{"errcode":0,"errmsg":"ok"}', 2: 'application/json' });
  let strangers = 0;
  let typingAt: number | undefined;
  const server = createServer(async (request, response) => {
    const body = await readBody(request);
    const isTyping = body.includes('customerServiceMessage.setTyping') && body.includes('Typing"');
    const isOther = /customerServiceMessage\.send|database\.insertDocument/.test(body);
    const isSigned = /Signature=[0-9a-f]{64}/.test(request.headers.authorization ?? '');
    if (!(isTyping || isOther) || !isSigned) strangers += 1;
    if (isTyping) typingAt ??= Date.now();
    response.writeHead(200, {
      'content-type': 'application/octet-stream',
      'content-length': success.length,
    });
    response.end(success);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    env: cloudEnvironment(`http://127.0.0.1:${port}/admin`),
    strangers: () => strangers,
    firstTypingAt: () => typingAt,
    forget: () => {
      typingAt = undefined;
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** What CloudBase's runtime gives a function that a mini program calls. */
function cloudEnvironment(gatewayUrl: string): Record<string, string> {
  return {
    ...essential(),
    TCB_CONTEXT_CNFG: JSON.stringify({ URL: gatewayUrl }),
    TENCENTCLOUD_RUNENV: 'SCF',
    TENCENTCLOUD_REGION: 'ap-shanghai',
    TENCENTCLOUD_SECRETID: 'AKIDbench',
    TENCENTCLOUD_SECRETKEY: 'bench-secret-key',
    TENCENTCLOUD_SESSIONTOKEN: 'bench-session-token',
    SCF_NAMESPACE: 'bench-env',
    TCB_ENV: 'bench-env',
    TCB_SOURCE: 'wx_client',
    TCB_CONTEXT_KEYS: 'TCB_ENV,TCB_SOURCE',
    WX_CONTEXT_KEYS: 'WX_OPENID,WX_APPID,WX_API_TOKEN',
    WX_OPENID: 'oBench0000000000000000000000',
    WX_APPID: 'wx0123456789abcdef',
    WX_API_TOKEN: 'bench-api-token',
  };
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString('latin1');
}

/** Protobuf: fields of less than 128 bytes each, by their numbers. */
function protobuf(fields: Readonly<Record<number, string>>): Buffer {
  return Buffer.concat(
    Object.entries(fields).map(([number, text]) =>
      Buffer.concat([Buffer.from([(Number(number) << 3) | 2, text.length]), Buffer.from(text)]),
    ),
  );
}
