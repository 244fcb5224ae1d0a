import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { eventually } from '../../cli/testing/eventually';
import type { SimEvent } from '../events/event';
import { startTestSimulator, type TestSimulator } from '../testing/startTestSimulator';

const caller = 'oCallerCallerCallerCallerCall';
const lines: string[] = [];

/** A new customer for each test. */
let touser: string;
let sim: TestSimulator;
let callsBefore: number;
beforeAll(async () => {
  sim = await startTestSimulator({
    config: {
      collections: ['handled_messages'],
      appid: 'wxaaaaaaaaaaaaaaaa',
      openapi: {
        'wxacode.get': { errcode: 0, errmsg: 'ok', line_color: { r: 0 } },
        'security.msgSecCheck': { errcode: 87014, errmsg: 'risky content' },
      },
    },
    log: (line) => lines.push(line),
  });
});
afterAll(() => sim.close());
// A whole reset would end the instances, too, and make each test load the SDK anew.
let customers = 0;
beforeEach(async () => {
  customers += 1;
  touser = `oCustomer${customers}`;
  await sim.request('DELETE', '/_sim/faults');
  await sim.request('PUT', '/_sim/database', { handled_messages: [] });
  callsBefore = (await sim.get('/_sim/calls')).length;
});

const invoke = (name: string, event: unknown) =>
  sim.post(`/_sim/invoke/${name}`, event, { 'x-sim-openid': caller });
const ask = async (event: unknown) => (await invoke('stranger', event)).result;
const say = () => sim.post(`/_sim/customers/${touser}/messages`, { content: '在吗' });
const send = { api: 'customerServiceMessage.send', thing: 'openapi' };
const text = () => ({ touser, msgtype: 'text', text: { content: '在' } });
/** What reached the simulator in this test. */
const calls = async (): Promise<object[]> => (await sim.get('/_sim/calls')).slice(callsBefore);

describe('the sample of WeChat’s documentation, unchanged and unbundled,', () => {
  const type = async (command = 'Typing') =>
    (await invoke('documentationSample', { touser, command })).result;

  test('is answered by WeChat’s rules', async () => {
    expect((await type()).errCode).toBe(45080);
    await say();
    expect(await type()).toEqual({
      errCode: 0,
      errMsg: 'openapi.customerServiceMessage.setTyping:ok',
    });
    expect(await type()).toEqual({
      errCode: 45081,
      errMsg: expect.stringMatching(
        /^openapi\.customerServiceMessage\.setTyping:fail you are already typing rid: /,
      ),
    });
    expect((await type('CancelTyping')).errCode).toBe(0);
    expect((await type('nonsense')).errCode).toBe(45072);
    await sim.post('/_sim/clock', { advanceMs: 30_000 });
    expect((await type()).errCode).toBe(45080);
  });

  test('is listed in /_sim/calls with what it asked and what it was answered', async () => {
    await type();
    expect(await calls()).toEqual([
      {
        at: sim.clock.now(),
        transport: 'cloud',
        api: 'customerServiceMessage.setTyping',
        function: 'documentationSample',
        requestID: expect.any(String),
        data: { touser, command: 'Typing' },
        answer: { errcode: 45080, errmsg: expect.stringMatching(/ rid: /) },
      },
    ]);
  });

  test('fails as each fault asks, without effect, and works at the next call', async () => {
    await say();
    for (const [fault, errCode] of [
      [{ errcode: 45009 }, 45009],
      [{ errcode: '45080' }, '45080'],
      [{ errcode: -1, errmsg: 'system error' }, -1],
      [{ errorCode: -604102 }, -604102],
      [{ status: 200, body: { code: 'SYS_ERR', message: 'busy' } }, -501001],
      [{ status: 502, body: '<html>' }, -501001],
      [{ status: 204 }, -501001],
      [{ drop: 'reset' }, -501001],
      [{ drop: 'close' }, -501001],
      [{ drop: 'truncate' }, -501001],
      // What the SDK takes for success.
      [{ drop: 'empty' }, 0],
    ] as const) {
      await type('CancelTyping');
      await sim.post('/_sim/faults', { api: 'customerServiceMessage.setTyping', ...fault });
      expect([fault, (await type()).errCode]).toEqual([fault, errCode]);
      expect(await sim.get(`/_sim/customers/${touser}`)).toMatchObject({ typing: false });
      expect((await type()).errCode).toBe(0);
    }
  });

  test('waits for a delayed answer on the simulator’s clock', async () => {
    await say();
    const fault = { api: 'customerServiceMessage.setTyping', delayMs: 2_000 };
    await sim.post('/_sim/faults', fault);
    const typed = invoke('documentationSample', { touser, command: 'Typing' });
    await eventually('the call', async () => (await calls()).length > 0);
    await sim.post('/_sim/clock', { advanceMs: 2_000 });
    expect(await typed).toMatchObject({ result: { errCode: 0 }, durationMs: 2_000 });
  });

  test('runs into its time limit where no answer comes', async () => {
    await sim.post('/_sim/faults', { api: 'customerServiceMessage.setTyping', drop: 'hang' });
    const typed = invoke('documentationSample', { touser, command: 'Typing' });
    await eventually('the call', async () => (await calls()).length > 0);
    await sim.post('/_sim/clock', { advanceMs: 10_000 });
    expect((await typed).error).toEqual({
      errCode: -504003,
      errMsg:
        'cloud.callFunction:fail Error: errCode: -504003 | errMsg: invoking task timed out after 3 seconds FUNCTIONS_TIME_LIMIT_EXCEEDED',
    });
  });
});

describe('a call that brings no WX_API_TOKEN', () => {
  const refusedAs = {
    errCode: -501007,
    errMsg: expect.stringContaining('Invalid wxCloudApiToken'),
  };

  test.each([['wx_http'], ['other'], ['wx_client,scf']])(
    'with SOURCE %s makes no cloud call, and reaches no WeChat',
    async (source) => {
      await say();
      lines.length = 0;
      const headers = { 'x-sim-openid': caller, 'x-sim-source': source };
      const { result } = await sim.post(
        '/_sim/invoke/documentationSample',
        { touser, command: 'Typing' },
        headers,
      );
      expect(result).toMatchObject(refusedAs);
      expect(await sim.get(`/_sim/customers/${touser}`)).toMatchObject({ typing: false });
      expect(lines.join('\n')).toMatch(
        /without WX_API_TOKEN, which a call with SOURCE [\w,]+ does/,
      );
    },
  );

  test('because another function called it, is no cloud call either', async () => {
    const data = { thing: 'openapi', api: 'customerServiceMessage.send', data: text() };
    const { resolved } = await ask({ thing: 'callFunction', name: 'stranger', data });
    expect(resolved.result).toEqual({ rejected: expect.objectContaining(refusedAs) });
  });
});

describe.each([4, 2])('wx-server-sdk (fixture %i)', (sdk) => {
  const run = async (code: string) => (await invoke('script', { sdk, code })).result;

  test('does by its own version what a function needs', async () => {
    await say();
    const did = await run(`
      const { customerServiceMessage } = cloud.openapi;
      const typing = await customerServiceMessage.setTyping({ touser: '${touser}', command: 'Typing' });
      const sent = await customerServiceMessage.send({ touser: '${touser}', msgtype: 'text', text: { content: 'a' } });
      const { _id } = await db.collection('handled_messages').add({ data: { a: 1 } });
      const found = await db.collection('handled_messages').doc(_id).get();
      const called = await cloud.callFunction({ name: 'answering', data: {} });
      return [typing.errCode, sent.errCode, found.data.a, called.result];
    `);
    expect(did).toEqual({ resolved: [0, 0, 1, 'success'] });
  });

  test.each([
    ['getOpenData', `cloud.getOpenData({ list: ['a'] })`],
    ['getVoIPSign', `cloud.getVoIPSign({ groupId: 'a', timestamp: 1, nonce: 'a' })`],
    ['callOpenAPI', `cloud.callOpenAPI({ api: 'wxacode.get', data: {} })`],
    ['cloudPay', `cloud.cloudPay.closeOrder({ outTradeNo: '1', subMchId: '1' })`],
  ])('is told that %s is not played', async (name, code) => {
    const { rejected } = await run(`return ${code};`);
    expect(rejected.errMsg).toContain(`the simulator does not have ${name}; it has openapi`);
  });
});

test('WeChat’s small examples that read event.userInfo work as they are', async () => {
  const { result } = await invoke('userInfoSample', { a: 1, b: 2 });
  expect(result).toEqual({ openid: caller, appid: 'wxaaaaaaaaaaaaaaaa', sum: 3 });
});

describe('somebody’s function', () => {
  test('sends a message with the permission of its config.json', async () => {
    await say();
    expect(await ask({ ...send, data: text() })).toMatchObject({ resolved: { errCode: 0 } });
    const { messages } = await sim.get(`/_sim/customers/${touser}`);
    expect(messages.at(-1)).toMatchObject({ from: 'service', text: { content: '在' } });
  });

  test('speaks snake_case on the wire', async () => {
    await say();
    const link = { title: '', url: 'https://example.com', thumbUrl: 'https://example.com/a.png' };
    await ask({ ...send, data: { touser, msgtype: 'link', link } });
    const { messages } = await sim.get(`/_sim/customers/${touser}`);
    expect(messages.at(-1)).toMatchObject({ link: { thumb_url: 'https://example.com/a.png' } });
  });

  test('is refused with -604101 without the permission, and WeChat does nothing', async () => {
    await say();
    const data = { touser, command: 'Typing' };
    const api = 'customerServiceMessage.setTyping';
    expect(await ask({ thing: 'openapi', api, data })).toEqual({
      rejected: { errCode: -604101, errMsg: 'system error: error code: -604101' },
    });
    expect(await sim.get(`/_sim/customers/${touser}`)).toMatchObject({ typing: false });
    expect(lines.join('\n')).toMatch(/setTyping is missing in permissions\.openapi/);
  });

  test.each([
    [{ thing: 'openapi', api: 'wxacode.create', data: {} }, -604100, 'openapi wxacode.create'],
  ])(
    'that asks for more than there is (%j) is told what there is',
    async (event, errCode, what) => {
      const message = `the simulator does not have ${what}; it has openapi customerServiceMessage.setTyping`;
      expect(await ask(event)).toMatchObject({
        rejected: { errCode, errMsg: expect.stringContaining(message) },
      });
      expect(lines.join('\n')).toContain(message);
    },
  );

  test('is answered by an API that only the configuration has, where it is permitted', async () => {
    const get = { thing: 'openapi', api: 'wxacode.get', data: { path: 'a' } };
    expect(await ask(get)).toEqual({
      resolved: { errCode: 0, errMsg: 'openapi.wxacode.get:ok', lineColor: { r: 0 } },
    });
    expect((await calls()).at(-1)).toMatchObject({
      api: 'wxacode.get',
      data: { path: 'a' },
    });
    const check = { thing: 'openapi', api: 'security.msgSecCheck', data: {} };
    expect((await ask(check)).rejected.errCode).toBe(-604101);
    const code = "return cloud.openapi.security.msgSecCheck({ content: 'x' })";
    expect((await invoke('script', { code })).result).toEqual({
      rejected: { errCode: 87014, errMsg: 'openapi.security.msgSecCheck:fail risky content' },
    });
    await sim.post('/_sim/faults', { api: 'wxacode.get', errcode: 45009 });
    expect((await ask(get)).rejected.errCode).toBe(45009);
  });

  test('calls another function, and SOURCE and the user follow the chain', async () => {
    const event = { thing: 'callFunction', name: 'stranger', data: { thing: 'whoAmI' } };
    const { resolved } = await ask(event);
    expect(resolved).toMatchObject({
      errMsg: 'callFunction:ok',
      result: {
        resolved: { OPENID: caller, SOURCE: 'wx_client,scf', APPID: 'wxaaaaaaaaaaaaaaaa' },
      },
    });
  });

  test('is told where the function it calls fails, or is not there', async () => {
    const failing = [
      [{ name: 'nothing', data: {} }, /no function "nothing"; there are: answering/],
      [{ name: 'answering', data: { Content: 'throw' } }, /-504002.*no answer today/],
    ] as const;
    for (const [call, message] of failing) {
      const { rejected } = await ask({ thing: 'callFunction', ...call });
      expect(rejected.errMsg).toMatch(message);
    }
  });
});

describe('the database', () => {
  const add = (collection: string, data: object) => ask({ thing: 'add', collection, data });

  test('takes a document once, whichever instance brings it', async () => {
    const both = await Promise.all(
      ['1', '2', '3'].map((by) => add('handled_messages', { _id: 'message-1', by })),
    );
    expect(both.filter(({ resolved }) => resolved)).toHaveLength(1);
    for (const { rejected } of both.filter((one) => one.rejected)) {
      expect(rejected).toEqual({ errCode: -502001, errMsg: expect.stringContaining('E11000') });
    }
    expect((await sim.get('/_sim/database')).handled_messages).toMatchObject([
      { _id: 'message-1' },
    ]);
  });

  test('gives an _id where there is none', async () => {
    const { resolved } = await add('handled_messages', { a: 1 });
    expect(resolved._id).toMatch(/^[0-9a-f]{32}$/);
  });

  test('does not have a collection that the configuration does not declare', async () => {
    expect(await add('others', { a: 1 })).toMatchObject({
      rejected: { errCode: -502005, errMsg: expect.stringContaining('handled_messages') },
    });
  });

  test('fails as a fault asks, before or after the document is in', async () => {
    const api = 'database.insertDocument';
    await sim.post('/_sim/faults', { api, errcode: 'DATABASE_REQUEST_FAILED', errmsg: 'busy' });
    expect((await add('handled_messages', { _id: '1' })).rejected.errCode).toBe(-502001);
    await sim.post('/_sim/faults', { api, drop: 'reset', afterEffect: true });
    await add('handled_messages', { _id: '1' });
    expect((await add('handled_messages', { _id: '1' })).rejected.errMsg).toContain('E11000');
  });
});

describe('who the gateway does not know', () => {
  const run = promisify(execFile);
  /** The documentation's sample in a process that is no hosted function's. */
  const call = async (env: Record<string, string>) => {
    const script = `
      require(${JSON.stringify(path.join(__dirname, '../fixtures/functions/documentationSample'))})
        .main({ touser: '${touser}', command: 'Typing' })
        .then((result) => console.log(JSON.stringify(result)))`;
    const { stdout } = await run(process.execPath, ['-e', script], {
      env: { PATH: process.env.PATH ?? '', ...env },
      timeout: 20_000,
    });
    return JSON.parse(stdout);
  };
  const admission = {
    functionName: 'guest',
    openapi: ['customerServiceMessage.setTyping'],
    openid: caller,
  };

  test('is let in when admitted, under the name and permissions of the admission', async () => {
    await say();
    expect((await call(sim.admit(admission))).errCode).toBe(0);
    expect((await calls()).at(-1)).toMatchObject({ function: 'guest' });
    expect((await call(sim.admit({ ...admission, openapi: [] }))).errCode).toBe(-604101);
  });

  test('is refused for a signature that is not right', async () => {
    const env = { ...sim.admit(admission), TENCENTCLOUD_SECRETKEY: 'guessed' };
    expect(await call(env)).toEqual({
      errCode: -501001,
      errMsg: expect.stringContaining('signature error'),
    });
    expect(await call({ ...env, TENCENTCLOUD_SECRETID: 'AKIDnobody' })).toEqual({
      errCode: -501001,
      errMsg: expect.stringContaining('secret id error'),
    });
    expect(await calls()).toEqual([]);
  });
});

test('each call and its answer is one line, without a whole OpenID in it', async () => {
  lines.length = 0;
  await say();
  await ask({ ...send, data: { ...text(), touser: caller } });
  expect(lines).toHaveLength(2);
  expect(lines[0]).toMatch(/stranger.* customerServiceMessage\.send …Call text → .*45015/);
  expect(lines[1]).toMatch(/stranger.* as …Call \(wx_client\) /);
  for (const line of lines) {
    expect(line).not.toContain(caller);
    expect(line).not.toContain('\n');
  }
});

test('what a function prints and answers is told to pages as it happens', async () => {
  const response = await fetch(`${sim.url}/_sim/events`);
  const reader = response.body?.getReader();
  await invoke('stranger', { thing: 'whoAmI' });
  let told: SimEvent | undefined;
  let seen = '';
  await eventually('the event', async () => {
    const { value } = (await reader?.read()) ?? {};
    seen += Buffer.from(value ?? []).toString();
    const line = seen.split('\n').find((one) => one.startsWith('data: {"type":"invoke"'));
    if (line?.endsWith('}')) told = JSON.parse(line.slice(6));
    return told;
  });
  expect(told).toMatchObject({ function: 'stranger', openid: caller, source: 'wx_client' });
  await reader?.cancel();
});
