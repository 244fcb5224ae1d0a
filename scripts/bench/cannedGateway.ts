import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface CannedGateway {
  /** Where TCB_CONTEXT_CNFG has to point. */
  url: string;
  /** How many requests came that were no setTyping call. */
  strangers(): number;
  close(): Promise<void>;
}

/**
 * A CloudBase gateway that answers every call of setTyping with the same success at once, so that
 * what is measured is the caller. (The simulator judges each call, which takes it longer than a
 * call takes the SDK.)
 */
export async function startCannedGateway(): Promise<CannedGateway> {
  const success = protobuf({ 1: '{"errcode":0,"errmsg":"ok"}', 2: 'application/json' });
  let strangers = 0;
  const server = createServer(async (request, response) => {
    const body = await readBody(request);
    const expected = body.includes('customerServiceMessage.setTyping') && body.includes('Typing"');
    if (!expected || !/Signature=[0-9a-f]{64}/.test(request.headers.authorization ?? '')) {
      strangers += 1;
    }
    response.writeHead(200, {
      'content-type': 'application/octet-stream',
      'content-length': success.length,
    });
    response.end(success);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/admin`,
    strangers: () => strangers,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
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
