import { getEventListeners } from 'node:events';
import { createServer, type RequestListener, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { multipart, postJson, request } from './request';

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
      const more = () =>
        response.destroyed || response.write('x'.repeat(400), (error) => error || more());
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

test.each([
  ['ECONNREFUSED', 'ECONNREFUSED'],
  ['ERR_SSL_TLSV1_ALERT_INTERNAL_ERROR', 'ERR_SSL_TLSV1_ALERT_INTERNAL_ERROR'],
  ['see https://a.example ECONNREFUSED', 'failed'],
  ['ECONNREFUSED 10.0.0.1', 'failed'],
  ['E', 'failed'],
  [`E${'X'.repeat(60)}`, 'failed'],
  [7, 'failed'],
  [undefined, 'failed'],
])('of an error only its code is told, if it is one: %j', async (code, told) => {
  const url = Object.defineProperty(new URL('http://127.0.0.1'), 'protocol', {
    get() {
      throw Object.assign(new Error('no way to 10.0.0.1'), { code });
    },
  });
  expect(await request(url, { method: 'GET' })).toEqual({
    failure: { kind: 'unreachable', reason: `the request cannot be made: ${told}` },
  });
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

test.each([200, 299, 400, 500])('HTTP %i is an answer', async (status) => {
  const url = await serve((_, response) => response.writeHead(status).end('{}'));
  expect(await request(url, { method: 'GET' })).toMatchObject({ status, text: '{}' });
});

test.each([300, 301, 308, 399])('HTTP %i is a redirect, and nothing is read', async (status) => {
  const url = await serve((_, response) => response.writeHead(status).end('{}'));
  expect(await request(url, { method: 'GET' })).toEqual({
    failure: {
      kind: 'redirect',
      reason: `HTTP ${status}: a redirect, which is not followed`,
    },
  });
});

test('an answer of exactly maxBytes is read, and one more is too many', async () => {
  const body = (bytes: number) => serve((_, response) => response.end('x'.repeat(bytes)));
  const ask = async (bytes: number) =>
    request(await body(bytes), { method: 'GET', maxBytes: 1000 });
  expect(await ask(1000)).toMatchObject({ text: 'x'.repeat(1000) });
  expect(await ask(1001)).toMatchObject({ failure: { kind: 'too large' } });
});

test('asks for JSON, and names the length of a body in bytes, of none not', async () => {
  const seen: [string | undefined, string | undefined][] = [];
  const url = await serve(({ headers }, response) => {
    seen.push([headers.accept, headers['content-length']]);
    response.end();
  });
  await request(url, { method: 'GET' });
  await request(url, { method: 'POST', body: '在' });
  await request(url, { method: 'POST', body: Buffer.from([1, 2]) });
  await request(url, { method: 'GET', headers: { accept: 'text/plain' } });
  expect(seen).toEqual([
    ['application/json', undefined],
    ['application/json', '3'],
    ['application/json', '2'],
    ['text/plain', undefined],
  ]);
});

test('an address of https is asked by TLS, and never in the clear', async () => {
  const heard: string[] = [];
  const url = await serve(() => {});
  servers[0]?.on('connection', (socket: Socket) =>
    socket.once('data', (data: Buffer) => heard.push(data.toString('latin1'))),
  );
  url.protocol = 'https:';
  expect(await request(url, { method: 'POST', body: 'a-secret' })).toMatchObject({
    failure: { kind: 'unreachable', reason: expect.stringMatching(/^no connection: /) },
  });
  expect(heard.join('')).not.toMatch(/HTTP|a-secret/);
});

test('nothing is left listening on a signal that outlives its requests', async () => {
  const { signal } = new AbortController();
  const url = await serve((_, response) => response.end('ok'));
  await request(url, { method: 'GET', signal });
  await request(url, { method: 'GET', signal, maxBytes: 1 });
  await request(new URL('http://127.0.0.1:1'), { method: 'GET', signal });
  expect(getEventListeners(signal, 'abort')).toEqual([]);
});

describe('multipart', () => {
  const data = Buffer.from([0, 13, 10, 255]);
  const write = (filename: string, contentType = 'image/png') => {
    const { headers, body } = multipart({ type: 'image', filename, contentType, data });
    const boundary = /^multipart\/form-data; boundary=(-{4}[0-9a-f]{32})$/.exec(
      headers['content-type'] ?? '',
    )?.[1];
    return { boundary, body };
  };

  test('is one part, byte for byte, between lines that no picture holds', () => {
    const { boundary, body } = write('a.png');
    expect(body).toEqual(
      Buffer.concat([
        Buffer.from(
          `--${boundary}\r\nContent-Disposition: form-data; name="media"; filename="a.png"\r\n` +
            'Content-Type: image/png\r\n\r\n',
        ),
        data,
        Buffer.from(`\r\n--${boundary}--\r\n`),
      ]),
    );
    expect(write('a.png').boundary).not.toBe(boundary);
  });

  test('lets neither a name nor a type end its line', () => {
    const head = String(write('a"\r\nX: "1".png', 'image/png\r\nX: 1').body);
    expect(head).toContain('filename="a%22%0D%0AX: %221%22.png"\r\n');
    expect(head).toContain('Content-Type: image/png  X: 1\r\n\r\n');
  });
});
