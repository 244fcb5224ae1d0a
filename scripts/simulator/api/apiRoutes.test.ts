import { startTestSimulator, type TestSimulator } from '../testing/startTestSimulator';

const appid = 'wxaaaaaaaaaaaaaaaa';
const secret = 'the-secret';
const touser = 'oCustomer';
const rid = / rid: [0-9a-f]{8}-[0-9a-f]{8}-[0-9a-f]{8}$/;

let sim: TestSimulator;
beforeAll(async () => {
  sim = await startTestSimulator({ config: { appid, secret } });
});
afterAll(() => sim.close());
beforeEach(() => sim.startOver());

const stable = (fields = {}) =>
  sim.post('/cgi-bin/stable_token', {
    grant_type: 'client_credential',
    appid,
    secret,
    ...fields,
  });
const token = (query = `grant_type=client_credential&appid=${appid}&secret=${secret}`) =>
  sim.get(`/cgi-bin/token?${query}`);

const paths = {
  typing: '/cgi-bin/message/custom/typing',
  business: '/cgi-bin/message/custom/business/typing',
  send: '/cgi-bin/message/custom/send',
};
const say = () => sim.post(`/_sim/customers/${touser}/messages`, { content: '在吗' });

async function call(path: string, body: unknown, access_token?: string) {
  const known = access_token ?? (await stable()).access_token;
  return sim.request('POST', `${path}?access_token=${known}`, body);
}

describe('setTyping over HTTPS', () => {
  test.each([
    [paths.typing, {}],
    [paths.business, { businessid: 1 }],
    [paths.business, { businessid: '1' }],
  ])('goes by the rules at %s with %j', async (path, merchant) => {
    const typing = async (command: string) =>
      (await call(path, { touser, command, ...merchant })).body;
    expect(await typing('Typing')).toEqual({
      errcode: 45080,
      errmsg: expect.stringMatching(rid),
    });
    await say();
    expect(await typing('Typing')).toEqual({ errcode: 0, errmsg: 'ok' });
    expect(await typing('Typing')).toMatchObject({ errcode: 45081 });
    expect(await typing('CancelTyping')).toEqual({ errcode: 0, errmsg: 'ok' });
    expect(await typing('typing')).toMatchObject({ errcode: 45072 });
  });

  test.each([paths.business, '/cgi-bin/message/custom/business/send'])(
    'is refused with 40101 at %s without a businessid',
    async (path) => {
      await say();
      for (const businessid of [undefined, null, '']) {
        expect((await call(path, { touser, command: 'Typing', businessid })).body).toEqual({
          errcode: 40101,
          errmsg: expect.stringMatching(/^missing parameter rid: /),
        });
      }
    },
  );

  test('answers with status 200 and JSON, errors included', async () => {
    const { status, headers } = await call(paths.typing, { touser: '', command: 'Typing' });
    expect(status).toBe(200);
    expect(headers.get('content-type')).toMatch(/^application\/json/);
    expect(headers.get('access-control-allow-origin')).toBeNull();
  });

  test('does not look at the content type', async () => {
    await say();
    const { access_token } = await stable();
    const { body } = await sim.request(
      'POST',
      `${paths.typing}?access_token=${access_token}`,
      JSON.stringify({ touser, command: 'Typing' }),
      { 'content-type': 'text/plain' },
    );
    expect(body).toEqual({ errcode: 0, errmsg: 'ok' });
  });

  test('and the cloud call are about the same customer', async () => {
    await say();
    await call(paths.typing, { touser, command: 'Typing' });
    expect(await sim.get(`/_sim/customers/${touser}`)).toMatchObject({ typing: true });
  });
});

describe('send over HTTPS', () => {
  test('reaches the customer’s screen as it was sent', async () => {
    await say();
    const link = { title: '标题', description: '', url: 'https://example.com', thumb_url: '' };
    expect((await call(paths.send, { touser, msgtype: 'link', link })).body.errcode).toBe(0);
    const { messages } = await sim.get(`/_sim/customers/${touser}`);
    expect(messages.at(-1)).toMatchObject({ from: 'service', msgtype: 'link', link });
  });
});

describe('a request that cannot be right', () => {
  test.each([
    ['without a token', paths.typing, 'POST', '{}', 41001],
    ['with an empty token', `${paths.typing}?access_token=`, 'POST', '{}', 41001],
    ['with a token never issued', `${paths.send}?access_token=abc`, 'POST', '{}', 40001],
    ['with something else for a token', `${paths.send}?access_token=a%20b`, 'POST', '{}', 40014],
    ['without a token and with half a JSON', paths.typing, 'POST', '{"touser":', 41001],
    ['with GET', `${paths.typing}?access_token=TOKEN`, 'GET', undefined, 43002],
    ['with PUT', `${paths.business}?access_token=TOKEN`, 'PUT', '{}', 43002],
    ['with OPTIONS', `${paths.send}?access_token=TOKEN`, 'OPTIONS', undefined, 43002],
    ['without a body', `${paths.typing}?access_token=TOKEN`, 'POST', undefined, 44002],
    ['with an empty body', `${paths.typing}?access_token=TOKEN`, 'POST', '', 44002],
    ['with half a JSON', `${paths.typing}?access_token=TOKEN`, 'POST', '{"touser":', 47001],
    ['with a list', `${paths.typing}?access_token=TOKEN`, 'POST', '[]', 47001],
    ['with null', `${paths.send}?access_token=TOKEN`, 'POST', 'null', 47001],
    ['without touser', `${paths.typing}?access_token=TOKEN`, 'POST', '{}', 40003],
    ['to stable_token with GET', '/cgi-bin/stable_token', 'GET', undefined, 43002],
    ['to stable_token without a body', '/cgi-bin/stable_token', 'POST', undefined, 44002],
    ['to stable_token with a form', '/cgi-bin/stable_token', 'POST', 'a=b', 47001],
    ['to token with POST', '/cgi-bin/token', 'POST', '{}', 43001],
  ])('%s (%s) is refused with its code', async (_what, path, method, body, errcode) => {
    const address = path.includes('TOKEN')
      ? path.replace('TOKEN', (await stable()).access_token)
      : path;
    const response = await sim.request(method, address, body);
    expect(response.status).toBe(200);
    expect(response.body).toEqual({ errcode, errmsg: expect.stringMatching(rid) });
  });

  test('at an unknown address is refused with 404 in WeChat’s form', async () => {
    for (const path of ['/cgi-bin/unknown', '/', '/cgi-bin/message/custom', '/admin/x']) {
      const { status, body } = await sim.request('GET', path);
      expect([status, body]).toEqual([404, { errcode: 40066, errmsg: expect.stringMatching(rid) }]);
    }
  });
});

describe('a token is given', () => {
  test('by both forms, for 7200 seconds', async () => {
    for (const given of [await token(), await stable()]) {
      expect(given).toEqual({ access_token: expect.any(String), expires_in: 7200 });
    }
  });

  test.each([
    ['grant_type=&appid=x&secret=x', 40002],
    ['appid=x&secret=x', 40002],
    ['grant_type=client_credential', 41002],
    [`grant_type=client_credential&appid=${appid}`, 41004],
    [`grant_type=client_credential&appid=wrong&secret=${secret}`, 40013],
    [`grant_type=client_credential&appid=wxbbbbbbbbbbbbbbbb&secret=${secret}`, 40013],
    [`grant_type=client_credential&appid=${appid}&secret=wrong`, 40125],
  ])('only to who asks rightly: %s is refused with %i', async (query, errcode) => {
    expect(await token(query)).toMatchObject({ errcode });
    const fields = Object.fromEntries(new URLSearchParams(query));
    const posted = await sim.post('/cgi-bin/stable_token', fields);
    expect(posted).toMatchObject({ errcode });
  });

  test('that has run out by the simulator’s clock is refused with 42001', async () => {
    const { access_token } = await stable();
    await sim.post('/_sim/clock', { advanceMs: 7_200_000 });
    const { body } = await call(paths.typing, { touser, command: 'Typing' }, access_token);
    expect(body).toMatchObject({ errcode: 42001 });
  });

  test('that a newer one of the old form has killed is refused with 40001', async () => {
    const { access_token } = await token();
    await token();
    const { body } = await call(paths.typing, { touser, command: 'Typing' }, access_token);
    expect(body).toMatchObject({ errcode: 40001 });
  });

  test('a new one by force_refresh, which has to be true or false', async () => {
    const { access_token } = await stable();
    expect((await stable({ force_refresh: true })).access_token).not.toBe(access_token);
    expect(await stable({ force_refresh: 'yes' })).toMatchObject({ errcode: 47001 });
  });

  test('to anybody with something like an AppID where the configuration names none', async () => {
    const open = await startTestSimulator();
    const ask = (query: string) => open.get(`/cgi-bin/token?grant_type=client_credential&${query}`);
    expect(await ask('appid=wx1234&secret=s')).toHaveProperty('access_token');
    expect(await ask('appid=1234&secret=s')).toMatchObject({ errcode: 40013 });
    await open.close();
  });
});

describe('/_sim/calls', () => {
  test('lists every call with its answer, and no secret', async () => {
    const { access_token } = await stable();
    await call(paths.typing, { touser, command: 'Typing' }, access_token);
    await call(paths.typing, '{', access_token);
    const calls = await sim.get('/_sim/calls');
    const https = { transport: 'https', function: null, at: sim.clock.now() };
    expect(calls).toEqual([
      {
        ...https,
        api: 'stable_token',
        data: { grant_type: 'client_credential', appid, secret: '***' },
        answer: { access_token: '***', expires_in: 7200 },
      },
      {
        ...https,
        api: 'customerServiceMessage.setTyping',
        data: { touser, command: 'Typing' },
        answer: { errcode: 45080, errmsg: expect.any(String) },
      },
      {
        ...https,
        api: 'customerServiceMessage.setTyping',
        data: null,
        answer: { errcode: 47001, errmsg: expect.any(String) },
      },
    ]);
    expect(JSON.stringify(calls)).not.toContain(access_token);
  });
});
