import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import type { Clock } from '../contract';
import { systemClock } from '../runtime/systemClock';
import { type HttpsOptions, httpsTransport } from './httpsTransport';

jest.setTimeout(60_000);

const appid = 'wx0123456789abcdef';
const secret = 'a-secret-that-nobody-may-read-42';
const typing = { touser: 'oABCDEFGHIJKLMNOPQRSTUVWXYZ1', command: 'Typing' } as const;

interface Seen {
  path: string;
  token: string | null;
  body: Record<string, unknown>;
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

async function readBody(request: IncomingMessage): Promise<Record<string, unknown>> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return JSON.parse(text);
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
    const one = {
      path: url.pathname,
      token: url.searchParams.get('access_token'),
      body: await readBody(request),
    };
    seen.push(one);
    const isToken = url.pathname === '/cgi-bin/stable_token';
    const handler = isToken ? (given.token ?? giveToken) : (given.call ?? takeCall);
    handler(one, response);
  });
  servers.push(server);
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const { port } = server.address() as AddressInfo;
  return {
    seen,
    state,
    paths: () => seen.map(({ path }) => path),
    transport: (more: Partial<HttpsOptions> = {}) =>
      httpsTransport({ appid, secret, baseUrl: `http://127.0.0.1:${port}`, ...more }),
  };
}

const tokenPath = '/cgi-bin/stable_token';
const typingPath = '/cgi-bin/message/custom/business/typing';

describe('a call', () => {
  test('fetches a stable token without force_refresh, and answers as a cloud call does', async () => {
    const { transport, seen } = await wechat();
    expect(await transport().setTyping(typing)).toEqual({
      errCode: 0,
      errMsg: 'openapi.customerServiceMessage.setTyping:ok',
    });
    expect(seen).toEqual([
      { path: tokenPath, token: null, body: { grant_type: 'client_credential', appid, secret } },
      { path: typingPath, token: 'TOKEN-one-0123456789', body: typing },
    ]);
  });

  test.each([
    ['miniprogram', typingPath],
    ['official', '/cgi-bin/message/custom/typing'],
  ] as const)('of a %s account goes to %s', async (account, path) => {
    const { transport, paths } = await wechat();
    await transport({ account }).setTyping(typing);
    expect(paths()).toEqual([tokenPath, path]);
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

  test('a Node without fetch, with what to do', () => {
    const { fetch } = globalThis;
    Reflect.deleteProperty(globalThis, 'fetch');
    try {
      expect(() => httpsTransport(settings)).toThrow(/needs Node 18 or newer.*Nodejs18\.15/);
    } finally {
      globalThis.fetch = fetch;
    }
  });

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
