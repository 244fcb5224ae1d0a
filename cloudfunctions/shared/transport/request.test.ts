import { createServer, type RequestListener, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { postJson, request } from './request';

const servers: ReturnType<typeof createServer>[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  }
});

async function serve(listener: RequestListener): Promise<URL> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  return new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/path?q=1`);
}

test('posts JSON with the headers given, and reads status, headers and text', async () => {
  const seen: unknown[] = [];
  const url = await serve(async (incoming, response) => {
    let text = '';
    for await (const chunk of incoming) text += chunk;
    const { method, url: path, headers } = incoming;
    seen.push({ method, path, text, ...headers });
    response.writeHead(429, { 'Retry-After': '2' }).end('慢一点');
  });
  expect(await postJson(url, { 问: '好' }, { headers: { authorization: 'Bearer k' } })).toEqual({
    status: 429,
    headers: expect.objectContaining({ 'retry-after': '2' }),
    text: '慢一点',
  });
  expect(seen).toEqual([
    expect.objectContaining({
      method: 'POST',
      path: '/path?q=1',
      text: '{"问":"好"}',
      authorization: 'Bearer k',
      'content-type': 'application/json',
      'content-length': '13',
    }),
  ]);
});

test('a character that is cut in two on its way is read whole', async () => {
  const bytes = Buffer.from('在吗');
  const url = await serve((_, response) => {
    response.write(bytes.subarray(0, 2), () => setImmediate(() => response.end(bytes.subarray(2))));
  });
  expect(await request(url, { method: 'GET' })).toMatchObject({ text: '在吗' });
});

test.each<[string, RequestListener, string, RegExp]>([
  [
    'a redirect',
    (_, response) => response.writeHead(307, { location: '/other' }).end('{}'),
    'redirect',
    /^HTTP 307: a redirect/,
  ],
  [
    'an answer over the limit',
    (_, response) => response.end('x'.repeat(1001)),
    'too large',
    /larger than 1000 bytes/,
  ],
  [
    'an endless answer',
    (_, response) => {
      const more = () => response.destroyed || response.write('x'.repeat(400), () => more());
      more();
    },
    'too large',
    /larger than 1000 bytes/,
  ],
  [
    'a connection that is cut before the answer',
    ({ socket }) => socket.destroy(),
    'unreachable',
    /^no connection: ECONNRESET$/,
  ],
  [
    'one that is cut within it',
    (_, response) => {
      response.writeHead(200, { 'content-length': '10' });
      response.write('x', () => response.destroy());
    },
    'broken off',
    /broke within the answer/,
  ],
  [
    'what is no HTTP',
    ({ socket }) => socket.end('hello\r\n\r\n'),
    'unreachable',
    /^no connection: HPE_INVALID_CONSTANT$/,
  ],
])('%s is a failure that is told apart', async (_what, listener, kind, reason) => {
  const url = await serve(listener);
  const outcome = await request(url, { method: 'POST', body: '{}', maxBytes: 1000 });
  expect(outcome).toEqual({ failure: { kind, reason: expect.stringMatching(reason) } });
});

test.each([
  ['nobody listens', 'http://127.0.0.1:1', {}, /^no connection: ECONNREFUSED$/],
  ['there is no such host', 'http://no-such-host.invalid', {}, /^no connection: E[A-Z_]+$/],
  ['the protocol is another', 'ftp://127.0.0.1', {}, /cannot be made: ERR_INVALID_PROTOCOL$/],
  ['a header holds a line end', 'http://127.0.0.1:1', { key: 'a\nb' }, /: ERR_INVALID_CHAR$/],
])('where %s that is the failure, without the address', async (_, url, headers, reason) => {
  expect(await request(new URL(url), { method: 'GET', headers })).toEqual({
    failure: { kind: 'unreachable', reason: expect.stringMatching(reason) },
  });
});

type Part = (socket: Socket, response: ServerResponse, then: () => void) => void;
test.each<[string, Part]>([
  ['before anything was answered', (_socket, _response, then) => then()],
  ['within the head', (socket, _, then) => socket.write('HTTP/1.1 200 OK\r\nContent-', then)],
  ['within the body', (_, response, then) => response.write('{', then)],
])('a signal that comes %s breaks it off, and closes the connection', async (_when, begin) => {
  const controller = new AbortController();
  let closed: Promise<unknown> | undefined;
  const url = await serve((incoming, response) => {
    closed = new Promise((resolve) => incoming.socket.on('close', resolve));
    begin(incoming.socket, response, () => setImmediate(() => controller.abort()));
  });
  const { signal } = controller;
  expect(await request(url, { method: 'POST', body: '{}', signal })).toEqual({
    failure: { kind: 'aborted', reason: 'broken off by the caller' },
  });
  await closed;
});

test('a signal that came before makes no request', async () => {
  const reached = jest.fn();
  const url = await serve(reached);
  const controller = new AbortController();
  controller.abort();
  const { signal } = controller;
  expect(await request(url, { method: 'GET', signal })).toMatchObject({
    failure: { kind: 'aborted' },
  });
  expect(reached).not.toHaveBeenCalled();
});

test('a signal that comes after the answer changes nothing', async () => {
  const url = await serve((_, response) => response.end('ok'));
  const controller = new AbortController();
  const answer = await request(url, { method: 'GET', signal: controller.signal });
  controller.abort();
  expect(answer).toMatchObject({ status: 200, text: 'ok' });
});
