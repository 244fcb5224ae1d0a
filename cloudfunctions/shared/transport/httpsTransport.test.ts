import { getEventListeners } from 'node:events';
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import type { Clock } from '../contract';
import { systemClock } from '../runtime/time';
import { type HttpsOptions, httpsTransport } from './httpsTransport';

const appid = 'wx0123456789abcdef';
const secret = 'a-secret-that-nobody-may-read-42';
const typing = { touser: 'oABCDEFGHIJKLMNOPQRSTUVWXYZ1', command: 'Typing' } as const;

interface Seen {
  path: string;
  token: string | null;
  body: Record<string, unknown>;
  url: string;
  raw: Buffer;
  headers: IncomingHttpHeaders;
}
type Handler = (seen: Seen, response: ServerResponse) => void;

const servers: ReturnType<typeof createServer>[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  }
});

const json = (response: ServerResponse, answer: unknown) => {
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify(answer));
};

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** WeChat's API on this machine: hands out `tokens` one after the other and takes only the last. */
async function wechat(
  given: { tokens?: string[]; expiresIn?: number; token?: Handler; call?: Handler } = {},
) {
  const tokens = [...(given.tokens ?? ['TOKEN-one-0123456789'])];
  const seen: Seen[] = [];
  const state = { good: '' };
  const giveToken: Handler = (_, response) => {
    state.good = tokens.shift() ?? state.good;
    json(response, { access_token: state.good, expires_in: given.expiresIn ?? 7200 });
  };
  const takeCall: Handler = ({ token }, response) =>
    json(
      response,
      token === state.good
        ? { errcode: 0, errmsg: 'ok' }
        : {
            errcode: 42001,
            errmsg: `access_token expired: ${token} rid: 630576d8-1139d71c-6d68a976`,
          },
    );

  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '', 'http://localhost');
    const raw = await readBody(request);
    const one = {
      path: url.pathname,
      token: url.searchParams.get('access_token'),
      url: request.url ?? '',
      raw,
      headers: request.headers,
      body: String(raw).startsWith('{') ? JSON.parse(String(raw)) : {},
    };
    seen.push(one);
    const isToken = url.pathname.endsWith('/cgi-bin/stable_token');
    const handler = isToken ? (given.token ?? giveToken) : (given.call ?? takeCall);
    handler(one, response);
  });
  servers.push(server);
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const { port } = server.address() as AddressInfo;
  const address = `http://127.0.0.1:${port}`;
  return {
    address,
    seen,
    state,
    paths: () => seen.map(({ path }) => path),
    transport: (more: Partial<HttpsOptions> = {}) =>
      httpsTransport({ appid, secret, baseUrl: address, ...more }),
  };
}

const tokenPath = '/cgi-bin/stable_token';
const typingPath = '/cgi-bin/message/custom/typing';
const businessPath = '/cgi-bin/message/custom/business/typing';

describe('a call', () => {
  test('fetches a stable token without force_refresh, and answers as a cloud call does', async () => {
    const { transport, seen } = await wechat();
    expect(await transport().setTyping(typing)).toEqual({
      errCode: 0,
      errMsg: 'openapi.customerServiceMessage.setTyping:ok',
    });
    expect(seen).toMatchObject([
      { path: tokenPath, token: null, body: { grant_type: 'client_credential', appid, secret } },
      { path: typingPath, token: 'TOKEN-one-0123456789', body: typing },
    ]);
    expect(seen[1]?.headers['content-type']).toBe('application/json');
  });

  test('sends a message, with the token it has', async () => {
    const { transport, paths, seen } = await wechat();
    const way = transport();
    await way.setTyping(typing);
    const message = { touser: typing.touser, msgtype: 'text', text: { content: '在的' } } as const;
    expect(await way.send(message)).toEqual({
      errCode: 0,
      errMsg: 'openapi.customerServiceMessage.send:ok',
    });
    expect(paths()).toEqual([tokenPath, typingPath, '/cgi-bin/message/custom/send']);
    expect(seen[2]?.body).toEqual(message);
  });

  test('passes WeChat’s refusal on, with its rid', async () => {
    const { transport } = await wechat({
      call: (_, response) =>
        json(response, { errcode: 45081, errmsg: 'you are already typing rid: 630576d8-1139d71c' }),
    });
    expect(await transport().setTyping(typing)).toEqual({
      errCode: 45081,
      errMsg:
        'openapi.customerServiceMessage.setTyping:fail you are already typing rid: 630576d8-1139d71c',
    });
  });
});

describe('the path of setTyping', () => {
  const only =
    (right: string): Handler =>
    (seen, response) =>
      json(
        response,
        seen.path === right
          ? { errcode: 45080, errmsg: 'need sending message' }
          : { errcode: 40101, errmsg: 'missing parameter' },
      );

  test.each<[string, object, string]>([
    ['no businessid', {}, typingPath],
    ['one that is text', { businessid: '1900000109' }, businessPath],
    ['one that is a number', { businessid: 1 }, businessPath],
  ])('with %s is what WeChat documents for it', async (_what, more, path) => {
    const { transport, seen } = await wechat();
    expect((await transport().setTyping({ ...typing, ...more })).errCode).toBe(0);
    expect(seen[1]).toMatchObject({ path, body: { ...typing, ...more } });
  });

  test('is the other one where WeChat answers 40101, and that is remembered', async () => {
    const { transport, paths } = await wechat({ call: only(businessPath) });
    const logged: string[] = [];
    const way = transport({ log: (line) => logged.push(line) });
    expect((await way.setTyping(typing)).errCode).toBe(45080);
    expect((await way.setTyping(typing)).errCode).toBe(45080);
    expect((await way.setTyping({ ...typing, businessid: 1 })).errCode).toBe(45080);
    expect(paths()).toEqual([tokenPath, typingPath, businessPath, businessPath, businessPath]);
    expect(logged.map((line) => JSON.parse(line).path)).toEqual([businessPath]);
  });

  test('is tried the other way once only, and not remembered where that is wrong, too', async () => {
    const { transport, paths } = await wechat({ call: only('neither') });
    const way = transport();
    for (const _ of [1, 2]) {
      expect(await way.setTyping(typing)).toMatchObject({
        errCode: 40101,
        errMsg: expect.stringContaining(':fail missing parameter'),
      });
    }
    expect(paths().slice(1)).toEqual([typingPath, businessPath, typingPath, businessPath]);
  });

  test('is not remembered from a refused token, which says nothing about the path', async () => {
    const { transport, paths } = await wechat({
      call: ({ path }, response) =>
        json(response, { errcode: path === typingPath ? 40101 : 40001 }),
    });
    const way = transport();
    for (const _ of [1, 2]) expect((await way.setTyping(typing)).errCode).toBe(40001);
    const calls = paths().filter((path) => path !== tokenPath);
    expect(calls).toEqual([typingPath, businessPath, typingPath, businessPath]);
  });

  test('is not remembered from an answer that is not WeChat’s', async () => {
    const { transport, paths } = await wechat({
      call: ({ path }, response) =>
        path === typingPath
          ? json(response, { errcode: 40101, errmsg: 'missing parameter' })
          : response.end('<html>502</html>'),
    });
    const way = transport();
    expect((await way.setTyping(typing)).errCode).toBe(-501001);
    expect((await way.setTyping(typing)).errCode).toBe(-501001);
    expect(paths().slice(1)).toEqual([typingPath, businessPath, typingPath, businessPath]);
  });
});

describe('an upload', () => {
  const picture = {
    type: 'image',
    filename: '码"1".png',
    contentType: 'image/png',
    data: Buffer.from([0, 255, 13, 10, 45, 45, 0]),
  } as const;

  test('is multipart, byte for byte, and gives the media_id', async () => {
    const { transport, seen } = await wechat({
      call: (_, response) => json(response, { type: 'image', media_id: 'M-1', created_at: 1 }),
    });
    expect(await transport().uploadMedia(picture)).toEqual({
      errCode: 0,
      errMsg: 'openapi.customerServiceMessage.uploadTempMedia:ok',
      mediaId: 'M-1',
    });
    const { url = '', raw = Buffer.alloc(0), headers } = seen[1] ?? {};
    expect(url).toBe('/cgi-bin/media/upload?type=image&access_token=TOKEN-one-0123456789');
    const form = await new Response(raw, {
      headers: { 'content-type': String(headers?.['content-type']) },
    }).formData();
    const file = form.get('media');
    if (!(file instanceof File)) throw new Error('no file arrived');
    // Older Nodes hand the quotes on as they came.
    const name = file.name.replaceAll('%22', '"');
    expect([name, file.type]).toEqual([picture.filename, 'image/png']);
    expect(Buffer.from(await file.arrayBuffer())).toEqual(picture.data);
  });

  test.each<[string, object, number]>([
    ['WeChat’s refusal', { errcode: 40004, errmsg: 'invalid media type' }, 40004],
    ['errcode 0 and no media_id', { errcode: 0, errmsg: 'ok' }, -501001],
    ['an empty media_id', { errcode: 0, media_id: '' }, -501001],
    ['neither', {}, -501001],
  ])('%s is no success', async (_what, answer, errCode) => {
    const { transport } = await wechat({ call: (_, response) => json(response, answer) });
    const result = await transport().uploadMedia(picture);
    expect(result).toEqual({ errCode, errMsg: expect.stringContaining('uploadTempMedia:fail ') });
  });
});

describe('WX_API_BASE', () => {
  test.each(['/wechat', '/wechat/', '/a/b'])(
    'keeps the path %s of a reverse proxy',
    async (path) => {
      const { transport, paths, address } = await wechat();
      expect((await transport({ baseUrl: address + path }).setTyping(typing)).errCode).toBe(0);
      const prefix = path.replace(/\/$/, '');
      expect(paths()).toEqual([prefix + tokenPath, prefix + typingPath]);
    },
  );

  test.each([
    ['https://user:pass-word@proxy.example.com/wx', /must not hold a user name or password/],
    ['https://user@proxy.example.com', /must not hold a user name or password/],
    ['https://proxy.example.com/?key=pass-word', /must end with its path/],
    ['https://proxy.example.com/#pass-word', /must end with its path/],
  ])('%s is refused without being repeated', (baseUrl, why) => {
    const make = () => httpsTransport({ appid, secret, baseUrl });
    expect(make).toThrow(why);
    expect(make).not.toThrow(/pass-word|example/);
  });
});

describe('the token', () => {
  test('is fetched anew when its own time is over', async () => {
    let now = 1_000_000;
    const clock: Clock = { ...systemClock, now: () => now };
    const { transport, paths } = await wechat({ tokens: ['first-token', 'second-token'] });
    const way = transport({ clock });
    await way.setTyping(typing);
    now += 7_139_000;
    await way.setTyping(typing);
    expect(paths()).toEqual([tokenPath, typingPath, typingPath]);
    now += 1_000;
    expect((await way.setTyping(typing)).errCode).toBe(0);
    expect(paths().slice(3)).toEqual([tokenPath, typingPath]);
  });

  test.each([40001, 40014, 42001])('is renewed once when WeChat answers %i', async (errcode) => {
    const { transport, paths } = await wechat({
      tokens: ['first-token', 'second-token'],
      call: ({ token }, response) =>
        json(response, { errcode: token === 'first-token' ? errcode : 0, errmsg: '' }),
    });
    expect((await transport().setTyping(typing)).errCode).toBe(0);
    expect(paths()).toEqual([tokenPath, typingPath, tokenPath, typingPath]);
  });

  test('that is refused again stays refused: nothing goes round in a circle', async () => {
    const { transport, paths } = await wechat({
      tokens: ['first-token', 'second-token', 'third-token'],
      call: (_, response) => json(response, { errcode: 40001, errmsg: 'invalid credential' }),
    });
    expect((await transport().setTyping(typing)).errCode).toBe(40001);
    expect(paths()).toHaveLength(4);
  });

  test('that WeChat gives again though it refused it is not tried again', async () => {
    const { transport, paths } = await wechat({
      tokens: ['first-token'],
      call: (_, response) => json(response, { errcode: 40001, errmsg: 'invalid credential' }),
    });
    expect((await transport().setTyping(typing)).errCode).toBe(40001);
    expect(paths()).toEqual([tokenPath, typingPath, tokenPath]);
  });

  test('is asked for once by 1,000 calls at once, the first of all and those on an expired one', async () => {
    const { transport, paths, state } = await wechat({ tokens: ['first-token', 'second-token'] });
    const way = transport({ timeoutMs: 60_000 });
    const burst = () => Promise.all(Array.from({ length: 1_000 }, () => way.setTyping(typing)));
    const codes = (results: { errCode: number }[]) =>
      new Set(results.map(({ errCode }) => errCode));
    expect(codes(await burst())).toEqual(new Set([0]));
    expect(paths().filter((path) => path === tokenPath)).toHaveLength(1);

    state.good = 'nobody has this one';
    expect(codes(await burst())).toEqual(new Set([0]));
    expect(paths().filter((path) => path === tokenPath)).toHaveLength(2);
  });

  test('a hanging request for it is joined for a second, then a call makes its own', async () => {
    let now = 1_000_000;
    const clock: Clock = { ...systemClock, now: () => now };
    const held: ServerResponse[] = [];
    const { transport, paths } = await wechat({
      token: (_, response) => {
        held.push(response);
        if (held.length === 2) json(response, { access_token: 'second', expires_in: 7200 });
      },
      call: ({ token }, response) => json(response, { errcode: token === 'second' ? 0 : 40001 }),
    });
    const way = transport({ clock, timeoutMs: 20_000 });
    const first = way.setTyping(typing);
    now += 999;
    const joined = way.setTyping(typing);
    now += 1;
    expect((await way.setTyping(typing)).errCode).toBe(0);
    expect(paths().filter((path) => path === tokenPath)).toHaveLength(2);
    for (const response of held.slice(0, 1)) {
      json(response, { access_token: 'second', expires_in: 7200 });
    }
    expect([(await first).errCode, (await joined).errCode]).toEqual([0, 0]);
  });

  test('that is asked for by somebody else is waited for no longer than the call may take', async () => {
    const { transport, paths } = await wechat({ token: () => {} });
    const way = transport({ timeoutMs: 100_000 });
    const [patient, hurried] = [new AbortController(), new AbortController()];
    const slow = way.setTyping(typing, { signal: patient.signal });
    const quick = way.setTyping(typing, { signal: hurried.signal });
    hurried.abort();
    expect(await quick).toEqual({
      errCode: -501002,
      errMsg:
        'openapi.customerServiceMessage.setTyping:fail no access_token: no answer within the time limit',
    });
    patient.abort();
    expect((await slow).errCode).toBe(-501002);
    expect(paths().length).toBeLessThanOrEqual(1);
  });

  test('that is renewed is waited for no longer than the call may take either', async () => {
    const controller = new AbortController();
    let given = 0;
    const { transport } = await wechat({
      token: (_, response) => {
        given += 1;
        if (given === 1) json(response, { access_token: 'refused', expires_in: 7200 });
        else controller.abort();
      },
      call: (_, response) => json(response, { errcode: 42001, errmsg: 'access_token expired' }),
    });
    const { signal } = controller;
    const way = transport({ timeoutMs: 100_000 });
    expect((await way.setTyping(typing, { signal })).errCode).toBe(-501002);
  });

  test('that came late does not take the place of a later one', async () => {
    let now = 1_000_000;
    const clock: Clock = { ...systemClock, now: () => now };
    const held: ServerResponse[] = [];
    const { transport, seen } = await wechat({
      token: (_, response) => {
        held.push(response);
        if (held.length === 2) json(response, { access_token: 'later', expires_in: 7200 });
      },
      call: (_, response) => json(response, { errcode: 0 }),
    });
    const way = transport({ clock, timeoutMs: 20_000 });
    const first = way.setTyping(typing);
    now += 1_000;
    await way.setTyping(typing);
    for (const response of held.slice(0, 1)) {
      json(response, { access_token: 'earlier', expires_in: 7200 });
    }
    await first;
    await way.setTyping(typing);
    expect(seen.map(({ token }) => token)).toEqual([null, null, 'later', 'earlier', 'later']);
  });

  test.each([
    ['7200', 0],
    ['soon', -501001],
    [undefined, -501001],
    [7200.5, -501001],
  ])('whose expires_in is %p gives %p', async (expires_in, errCode) => {
    const { transport } = await wechat({
      token: (_, response) => json(response, { access_token: 'a-token', expires_in }),
      call: (_, response) => json(response, { errcode: '0', errmsg: 'ok' }),
    });
    expect((await transport().setTyping(typing)).errCode).toBe(errCode);
  });

  test('that can’t be had is the call’s answer, and is asked for again by the next', async () => {
    let refused = true;
    const { transport } = await wechat({
      token: (_, response) =>
        json(
          response,
          refused
            ? { errcode: 40125, errmsg: `invalid appsecret ${secret}` }
            : { access_token: 'now-good', expires_in: 7200 },
        ),
      call: (_, response) => json(response, { errcode: 0, errmsg: 'ok' }),
    });
    const way = transport();
    expect(await way.setTyping(typing)).toEqual({
      errCode: 40125,
      errMsg:
        'openapi.customerServiceMessage.setTyping:fail no access_token: invalid appsecret [redacted]',
    });
    refused = false;
    expect((await way.setTyping(typing)).errCode).toBe(0);
  });
});

describe('a renewal of the token that fails', () => {
  test('is the call’s answer: the old one is no longer good', async () => {
    const given = [
      { access_token: 'a-token', expires_in: 7200 },
      { errcode: 40164, errmsg: 'ip' },
    ];
    const { transport, paths } = await wechat({
      token: (_, response) => json(response, given.shift()),
      call: (_, response) => json(response, { errcode: 42001, errmsg: 'expired' }),
    });
    expect(await transport().setTyping(typing)).toEqual({
      errCode: 40164,
      errMsg: 'openapi.customerServiceMessage.setTyping:fail no access_token: ip',
    });
    expect(paths()).toEqual([tokenPath, typingPath, tokenPath]);
  });
});

describe('what goes wrong on the way', () => {
  const hang = () => {};
  const bodies: [string, Handler, number][] = [
    ['no answer', hang, -501002],
    ['half a body', (_, response) => response.write('{"errcode":'), -501002],
    ['a reset', (_, response) => response.destroy(), -501001],
    ['HTML', (_, response) => response.end('<html>502</html>'), -501001],
    ['an empty body', (_, response) => response.end(), -501001],
    ['a list', (_, response) => json(response, []), -501001],
    ['null', (_, response) => json(response, null), -501001],
    ['no errcode', (_, response) => json(response, {}), -501001],
    ['an errcode as text', (_, response) => json(response, { errcode: '45009' }), 45009],
    ['more than 1 MB', (_, response) => response.end(' '.repeat(1024 * 1024 + 1)), -501001],
    ['an errcode that is none', (_, response) => json(response, { errcode: 'ok' }), -501001],
    [
      'a redirect',
      (_, response) => response.writeHead(302, { location: 'http://example.com/' }).end(),
      -501001,
    ],
  ];

  test.each(bodies)('%s to a call is a documented code, in time', async (_, call, errCode) => {
    const { transport } = await wechat({ call });
    const timeoutMs = errCode === -501002 ? 50 : 20_000;
    expect(await transport({ timeoutMs }).setTyping(typing)).toMatchObject({ errCode });
  });

  test.each(bodies)('%s to the request for a token is, too', async (_, token, errCode) => {
    const { transport, paths } = await wechat({ token });
    const timeoutMs = errCode === -501002 ? 50 : 20_000;
    expect(await transport({ timeoutMs }).setTyping(typing)).toMatchObject({ errCode });
    expect(paths()).toEqual([tokenPath]);
  });

  test('a caller who waits no more gets an answer, and no request goes on', async () => {
    let closed: Promise<unknown> | undefined;
    const controller = new AbortController();
    const { transport } = await wechat({
      call: (_, response) => {
        closed = new Promise((resolve) => response.on('close', resolve));
        controller.abort();
      },
    });
    const { signal } = controller;
    expect(await transport({ timeoutMs: 100_000 }).setTyping(typing, { signal })).toMatchObject({
      errCode: -501002,
    });
    await closed;
    expect(
      await transport({ timeoutMs: 100_000 }).send(
        { touser: 'o', msgtype: 'text', text: { content: '' } },
        { signal },
      ),
    ).toMatchObject({ errCode: -501002 });
  });

  test('a caller who has given up before makes no call', async () => {
    const { transport, paths } = await wechat();
    const controller = new AbortController();
    controller.abort();
    const { signal } = controller;
    expect((await transport().setTyping(typing, { signal })).errCode).toBe(-501002);
    expect(paths()).not.toContain(typingPath);
  });

  test('a request for a token that hangs is broken off, and its connection closed', async () => {
    let closed: Promise<unknown> | undefined;
    const { transport } = await wechat({
      token: (_, response) => {
        closed = new Promise((resolve) => response.on('close', resolve));
      },
    });
    expect((await transport({ timeoutMs: 50 }).setTyping(typing)).errCode).toBe(-501002);
    await closed;
  });

  test('nothing is left listening on a signal that outlives its calls', async () => {
    const { signal } = new AbortController();
    const way = (await wechat()).transport();
    for (let call = 0; call < 3; call++) await way.setTyping(typing, { signal });
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });

  test('an OpenID that looks like a word is cut where WeChat names it', async () => {
    const { transport } = await wechat({
      call: ({ body }, response) =>
        json(response, { errcode: 40003, errmsg: `invalid openid ${body.touser}` }),
    });
    const message = { touser: 'somebody', msgtype: 'text', text: { content: 'x' } } as const;
    expect((await transport().send(message)).errMsg).toMatch(/ invalid openid …body$/);
    expect((await transport().setTyping({ ...typing, touser: 'somebody' })).errMsg).toMatch(
      / invalid openid …body$/,
    );
  });

  test('nobody listening says so, without the address', async () => {
    const way = httpsTransport({ appid, secret, baseUrl: 'http://127.0.0.1:1' });
    expect(await way.setTyping(typing)).toMatchObject({
      errCode: -501001,
      errMsg: expect.stringMatching(/no access_token: no connection: (ECONNREFUSED|failed)$/),
    });
  });

  test('nothing secret is in any answer: token, AppSecret, whole OpenID, address', async () => {
    const token = 'TOKEN-one-0123456789';
    const echoes: Handler[] = [
      ({ token, body }, response) =>
        json(response, {
          errcode: 48001,
          errmsg: `no: ${token} ${secret} ${inspect(body)} http://h/?access_token=${token}`,
        }),
      (_, response) => response.destroy(),
    ];
    for (const call of echoes) {
      const { errMsg } = await (await wechat({ call })).transport().setTyping(typing);
      for (const hidden of [token, secret, typing.touser, 'http://', '127.0.0.1']) {
        expect(errMsg).not.toContain(hidden);
      }
    }
  });
});

describe('what can’t work says so when it is made', () => {
  const settings = { appid, secret };

  test.each([
    ['no appid', { appid: '' }],
    ['no secret', { secret: '' }],
    ['an address that is none', { baseUrl: 'api.weixin.qq.com' }],
    ['an address that would carry the secret unencrypted', { baseUrl: 'http://api.weixin.qq.com' }],
    ['one that only looks like this machine', { baseUrl: 'http://127.0.0.1.example.com' }],
  ])('%s', (_, wrong) => {
    expect(() => httpsTransport({ ...settings, ...wrong })).toThrow(Error);
  });
});
