import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { within } from '../../cli/testing/eventually';
import { type Simulator, SimulatorError, startSimulator } from './startSimulator';

const folder = mkdtempSync(path.join(tmpdir(), 'test-api-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function write(file: string, text: string): void {
  const target = path.join(folder, file);
  mkdirSync(path.dirname(target), { recursive: true });
  writeFileSync(target, text);
}
write('project.config.json', '{ "cloudfunctionRoot": "functions/", }');
write(
  'functions/answer/index.js',
  `const cloud = require('wx-server-sdk');
  cloud.init({ env: cloud.DYNAMIC_CURRENT_ENV });
  exports.main = async (event) => {
    console.log('pid', process.pid);
    if (event.throws) throw new Error('out of order');
    const { OPENID: touser, SOURCE } = cloud.getWXContext();
    if (!event.MsgType) return { touser, SOURCE, event };
    if (event.Content === '人工') {
      const { FromUserName, ToUserName, CreateTime } = event;
      return { MsgType: 'transfer_customer_service', FromUserName: ToUserName, ToUserName: FromUserName, CreateTime };
    }
    await cloud.openapi.customerServiceMessage.setTyping({ touser, command: 'Typing' });
    if (event.Content === 'slow') await new Promise((resolve) => setTimeout(resolve, 2000));
    await cloud.openapi.customerServiceMessage.send({ touser, msgtype: 'text', text: { content: '在的' } });
    return 'success';
  };`,
);
write(
  'functions/answer/config.json',
  '{"permissions":{"openapi":["customerServiceMessage.setTyping","customerServiceMessage.send"]}}',
);
write('functions/typed/index.ts', 'export const main = async () => 1;');
const functions = path.join(folder, 'functions');
const api = 'customerServiceMessage.setTyping';

const alive = (pid: number) => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

async function untilGone(pid: number): Promise<void> {
  for (const start = Date.now(); alive(pid); await new Promise(setImmediate)) {
    if (Date.now() - start > 10_000) throw new Error(`process ${pid} is still running`);
  }
}

const pidIn = (logs: readonly string[]) => Number(/pid (\d+)/.exec(logs.join())?.[1]);

describe('a simulator for a test', () => {
  let sim: Simulator;
  beforeAll(async () => {
    sim = await startSimulator({ functions, push: 'answer' });
  });
  afterAll(() => sim?.close());
  beforeEach(() => sim.reset());

  test('a customer writes, is answered, and sees typing until then', async () => {
    await sim.clock.freeze();
    const customer = sim.customer('oMe');
    const said = customer.says('slow');
    await sim.clock.advance(1_000);
    expect(await customer.state()).toMatchObject({ typing: true });
    await sim.clock.advance(1_000);
    expect(await said).toMatchObject({ push: { result: 'success', verdict: { kind: 'success' } } });
    const { typing, messages } = await customer.state();
    expect(typing).toBe(false);
    expect(messages.map(({ from, text }) => [from, text])).toEqual([
      ['customer', { content: 'slow' }],
      ['service', { content: '在的' }],
    ]);
    expect((await sim.calls()).map((call) => call.api)).toEqual([
      api,
      'customerServiceMessage.send',
    ]);
  });

  test('a function is called as anybody, and answers or is refused', async () => {
    expect(await sim.invoke('answer', { a: 1 }, { as: 'oMe' })).toMatchObject({
      result: { touser: 'oMe', SOURCE: 'wx_client', event: { a: 1 } },
    });
    expect(await sim.invoke('answer')).toMatchObject({ result: { SOURCE: 'wx_http' } });
    expect(await sim.invoke('answer', {}, { source: 'wx_trigger' })).toMatchObject({
      result: { SOURCE: 'wx_trigger' },
    });
    expect(await sim.invoke('answer', { throws: true })).toMatchObject({
      error: { errCode: -504002, errMsg: expect.stringContaining('out of order') },
    });
    expect(await sim.invoke('typed')).toMatchObject({
      error: {
        errCode: -501000,
        errMsg: expect.stringMatching(/index.ts .*compile it.*there is answer/),
      },
    });
  });

  test('a failure hits the next call, and reset takes it away', async () => {
    await sim.fail({ api, errcode: 45009 });
    const { push } = await sim.customer('oMe').says('在吗');
    expect(push?.error?.errMsg).toContain('45009');
    await sim.fail({ api, errcode: 45009, times: 5 });
    await sim.reset();
    expect((await sim.customer('oMe').says('在吗')).push?.result).toBe('success');
  });

  test('a person takes over, answers and hands back', async () => {
    const customer = sim.customer('oMe');
    expect((await customer.says('人工')).push?.verdict.kind).toBe('transfer');
    expect(await customer.state()).toMatchObject({ agent: 'waiting' });
    await customer.agent.accepts();
    expect(await customer.says('在吗')).toEqual({ push: null });
    await customer.agent.says('您好');
    await customer.agent.closes();
    expect(await customer.state()).toMatchObject({
      agent: null,
      messages: [{}, {}, { from: 'service', text: { content: '您好' } }],
    });
    await expect(customer.agent.accepts()).rejects.toThrow(SimulatorError);
  });

  test('the database is read and filled', async () => {
    const orders = [{ _id: 'a', n: 1 }];
    expect(await sim.database({ orders })).toMatchObject({ orders });
    await sim.reset();
    expect(await sim.database()).not.toHaveProperty('orders');
  });

  test('the clock stands and goes on', async () => {
    await sim.clock.freeze();
    const before = await sim.clock.now();
    await sim.clock.advance(60_000);
    expect(await sim.clock.now()).toBe(before + 60_000);
    await sim.clock.resume();
    await sim.clock.freeze();
    expect(await sim.clock.now()).toBeGreaterThanOrEqual(before + 60_000);
  });

  test('what it refuses is an error that says what is accepted', async () => {
    const refused = sim.fail({ api: 'customerServiceMessage.setTyping', drop: 'later' as 'reset' });
    await expect(refused).rejects.toThrow(SimulatorError);
    await expect(refused).rejects.toThrow(/\/_sim\/faults: .*drip/);
    await expect(sim.customer('a b').state()).rejects.toThrow('an OpenID has 1 to 128');
  });
});

test('several run side by side, and nothing is left of a closed one', async () => {
  const [one, two] = await Promise.all([
    startSimulator({ functions }),
    startSimulator({ functions, config: { appid: 'wx1111111111111111' } }),
  ]);
  expect(one.url).not.toBe(two.url);
  const { logs } = await one.invoke('answer');
  await one.customer('oMe').enters();
  expect((await two.customer('oMe').state()).quota.left).toBe(0);
  await Promise.all([one.close(), one.close()]);
  await untilGone(pidIn(logs));
  await expect(one.calls()).rejects.toThrow('this simulator is closed');
  expect(await two.calls()).toEqual([]);
  await two[Symbol.asyncDispose]();
  await expect(two.invoke('answer')).rejects.toThrow('this simulator is closed');
});

test.each([
  ['no such folder', { functions: path.join(folder, 'nowhere') }, 'no such folder'],
  ['an unknown key', { functions, config: { apid: 'wx1' } as object }, 'unknown key "apid"'],
  ['no such function', { functions, push: 'nobody' }, 'no function "nobody"'],
])('%s is an error in one line', async (_what, options, message) => {
  const started = startSimulator(options);
  await expect(started).rejects.toThrow(message);
  await expect(started).rejects.toThrow(SimulatorError);
});

test('one that was forgotten neither holds its process up nor outlives it', async () => {
  const child = spawn(
    process.execPath,
    [
      '--require',
      require.resolve('tsx/cjs'),
      '--eval',
      `require(${JSON.stringify(path.join(__dirname, 'startSimulator.ts'))}).startSimulator()
        .then((sim) => sim.invoke('answer')).then(({ logs }) => console.log(logs[0]))`,
    ],
    // No folder is named: project.config.json above says which.
    {
      cwd: functions,
      env: { ...process.env, NODE_PATH: '' },
      stdio: ['ignore', 'pipe', 'inherit'],
      timeout: 50_000,
      killSignal: 'SIGKILL',
    },
  );
  let out = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text;
  });
  const [code] = await within('the exit of the process', once(child, 'exit'));
  expect(code).toBe(0);
  await untilGone(pidIn([out]));
});
