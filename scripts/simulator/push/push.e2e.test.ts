import { eventually } from '../../cli/testing/eventually';
import { startTestSimulator, type TestSimulator } from '../testing/startTestSimulator';

const customer = '/_sim/customers/oCustomer';

let sim: TestSimulator;
beforeAll(async () => {
  sim = await startTestSimulator({
    push: 'answering',
    config: {
      appid: 'wxapp',
      functions: { answering: { timeoutMs: 60_000 }, stranger: { timeoutMs: 60_000 } },
    },
  });
});
afterAll(() => sim.close());
beforeEach(() => sim.startOver());

const say = async (content: string, fields = {}) =>
  (await sim.post(`${customer}/messages`, { content, ...fields })).push;
const events = (push: { deliveries: { logs: string[] }[] }) =>
  push.deliveries.map(({ logs }) => JSON.parse(logs[0] ?? 'null'));

/** Says something to which the answer takes its time, and lets a minute pass. */
async function saySlowly(content: string) {
  const said = say(content);
  // The clock must not run before the function works.
  await eventually('the message', async () => (await sim.get(customer)).messages.length > 0);
  await sim.post('/_sim/clock', { advanceMs: 60_000 });
  return said;
}

describe('the function that gets message push', () => {
  test('is called with what the customer said, and its answer is awaited', async () => {
    const push = await say('在吗', { msgId: '77' });
    expect(push).toMatchObject({ result: 'success', verdict: { kind: 'success' }, late: false });
    expect(events(push)).toEqual([
      {
        tcbContext: {},
        notSeenYet: { by: 'anybody' },
        FromUserName: 'oCustomer',
        ToUserName: 'wxapp',
        CreateTime: Math.floor(sim.clock.now() / 1000),
        MsgType: 'text',
        Content: '在吗',
        MsgId: '77',
      },
    ]);
    expect(await sim.get(customer)).toMatchObject({ transferredToAgent: false });
  });

  test('is called when the customer enters', async () => {
    const { push } = await sim.post(`${customer}/enter`, { sessionFrom: 'menu' });
    expect(events(push)).toMatchObject([{ Event: 'user_enter_tempsession', SessionFrom: 'menu' }]);
  });

  test('hands the customer over to agents', async () => {
    expect((await say('transfer')).verdict).toEqual({ kind: 'transfer' });
    expect(await sim.get(customer)).toMatchObject({ transferredToAgent: true });
  });

  test('is shown its wrong answers as what they are', async () => {
    expect(await say('wrong')).toMatchObject({
      result: { hello: 'world' },
      verdict: { kind: 'wrong', message: expect.stringContaining('{"hello":"world"}') },
    });
    expect(await say('throw')).toMatchObject({
      error: { errCode: -504002 },
      verdict: { kind: 'failed', message: expect.stringContaining('no answer today') },
    });
    expect(await sim.get(customer)).toMatchObject({ transferredToAgent: false });
  });

  test('gets the same message three times in all, each in an instance of its own', async () => {
    const push = await saySlowly('slow');
    expect(push.deliveries).toMatchObject([
      { result: 'success', durationMs: 40_000, coldStart: true, late: true },
      { result: 'success', durationMs: 40_000, coldStart: true, late: true },
      { result: 'success', durationMs: 40_000, coldStart: true, late: true },
    ]);
    const [first, ...repeats] = events(push);
    expect(repeats).toEqual([first, first]);
    expect((await sim.get(customer)).messages).toHaveLength(1);
  });

  test('hands over though it is late, by the standard of lateAnswer', async () => {
    expect((await saySlowly('slow transfer')).verdict).toEqual({ kind: 'transfer' });
    expect(await sim.get(customer)).toMatchObject({ transferredToAgent: true });
  });

  test('is ended by a reset, and is not called again for what was before', async () => {
    const said = say('slow');
    await eventually('the message', async () => (await sim.get(customer)).messages.length > 0);
    await sim.startOver();
    const push = await said;
    expect(push.deliveries).toHaveLength(1);
    await sim.post('/_sim/clock', { advanceMs: 60_000 });
    expect(await sim.get('/_sim/customers')).toEqual({ customers: [] });
  });
});

test('a function that waits for another one lives on the same clock', async () => {
  const chain = sim.post('/_sim/invoke/stranger', {
    thing: 'callFunction',
    name: 'answering',
    data: { Content: 'slow' },
  });
  let answered = false;
  void chain.finally(() => {
    answered = true;
  });
  await eventually('the answer', async () => {
    await sim.post('/_sim/clock', { advanceMs: 50_000 });
    return answered;
  });
  expect(await chain).toMatchObject({
    result: { resolved: { result: 'success' } },
    durationMs: 40_000,
  });
});

describe('a customer who was handed over', () => {
  const agent = (action: string, fields = {}) =>
    sim.request('POST', `${customer}/agent`, { action, ...fields });
  const state = async () => (await sim.get(customer)).agent;

  test('is the function’s while they wait, the agent’s until it is closed, then the function’s', async () => {
    expect(await state()).toBeNull();
    await say('transfer');
    expect(await state()).toBe('waiting');
    expect(await say('还在吗')).toMatchObject({ result: 'success' });
    expect((await agent('accept')).body).toMatchObject({ agent: 'accepted' });
    expect(await say('你好')).toBeNull();
    expect((await agent('message', { content: '您好' })).body.messages.at(-1)).toEqual({
      from: 'service',
      agent: true,
      msgtype: 'text',
      text: { content: '您好' },
      at: sim.clock.now(),
    });
    expect((await agent('close')).body).toMatchObject({ agent: null, transferredToAgent: true });
    expect(await say('谢谢')).toMatchObject({ result: 'success' });
  });

  test('is the function’s again 30 minutes after the agent accepted', async () => {
    await say('transfer');
    await sim.post('/_sim/clock', { advanceMs: 3_600_000 });
    expect(await state()).toBe('waiting');
    await agent('accept');
    await sim.post('/_sim/clock', { advanceMs: 29 * 60_000 });
    await agent('message', { content: '请稍等' });
    expect(await state()).toBe('accepted');
    await sim.post('/_sim/clock', { advanceMs: 60_000 });
    expect(await state()).toBeNull();
    expect(await say('还在吗')).toMatchObject({ result: 'success' });
  });

  test.each([
    ['accept', {}],
    ['message', { content: '您好' }],
    ['close', {}],
  ])('cannot be met by %s before', async (action, fields) => {
    const { status, body } = await agent(action, fields);
    expect([status, body.error.message]).toEqual([409, expect.stringContaining('no agent')]);
  });

  test('cannot be accepted twice, or written to before', async () => {
    await say('transfer');
    expect((await agent('message', { content: '您好' })).status).toBe(409);
    expect((await agent('accept')).status).toBe(200);
    expect((await agent('accept')).status).toBe(409);
    for (const wrong of [{}, { action: 'leave' }, { action: 'message' }, { action: 1 }]) {
      expect((await sim.request('POST', `${customer}/agent`, wrong)).status).toBe(400);
    }
  });
});
