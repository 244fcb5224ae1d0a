import { type Stage, startStage } from './testing/harness';

let stage: Stage;
beforeAll(async () => {
  stage = await startStage();
});
afterAll(() => stage.close());
beforeEach(async () => {
  await stage.faults();
  stage.mockModel.behave({ takesMs: 0, answer: '明天发货。', fails: null });
});

const messages = (openid: string) => `/_sim/customers/${openid}/messages`;
const says = { content: '什么时候发货？' };

describe('the built function, with WeChat delivering a message up to three times', () => {
  test('a reply of 40 s: typing all the time that the rules allow, one answer, one handling', async () => {
    const openid = stage.customer();
    stage.mockModel.behave({ takesMs: 40_000 });
    const typing: number[] = [];
    const asked = stage.mockModel.questions.length;
    const push = await stage.push(messages(openid), says, {
      stepMs: 1_000,
      async look(ms) {
        if ((await stage.view(openid)).typing) typing.push(ms);
      },
    });

    // The model is asked when no further message has come for 1.5 s. At 15 s the first status has
    // just gone, and the next comes 0.3 s later.
    const due = Array.from({ length: 41 }, (_, index) => (index + 1) * 1_000);
    expect(typing).toEqual(due.filter((ms) => ms !== 15_000));
    // Those with 45081 are the repeats': what it costs that Typing waits for nothing.
    expect(await stage.calls(openid)).toEqual([
      'setTyping Typing 0',
      'setTyping Typing 45081',
      'setTyping Typing 45081',
      'setTyping Typing 0',
      'setTyping CancelTyping 0',
      'setTyping Typing 0',
      'send 0',
    ]);
    const view = await stage.view(openid);
    expect(view.messages.map(({ from, text }) => [from, text])).toEqual([
      ['customer', says],
      ['service', { content: '明天发货。' }],
    ]);
    expect([view.typing, view.transferredToAgent]).toEqual([false, false]);

    // WeChat repeats twice what isn't answered within 5 s; the repeats stand by.
    expect(push.deliveries.map(({ verdict }) => verdict.kind)).toEqual(Array(3).fill('success'));
    expect(stage.mockModel.questions.length - asked).toBe(1);
  });

  test('three deliveries at once, to three instances: one answer', async () => {
    await stage.simulator.startOver();
    const openid = stage.customer();
    stage.mockModel.behave({ takesMs: 20_000 });
    const message = { ...says, msgId: '24242424' };
    const pushes = await Promise.all([1, 2, 3].map(() => stage.push(messages(openid), message)));
    expect(pushes.map(({ coldStart }) => coldStart)).toEqual([true, true, true]);
    const outcomes = pushes
      .flatMap(({ deliveries }) => deliveries)
      .map(({ logs }) => JSON.parse(logs.at(-1) ?? '').outcome);
    expect(outcomes.filter((outcome) => outcome !== 'handled elsewhere')).toEqual(['answered']);
    const { messages: all } = await stage.view(openid);
    expect(all.map(({ from }) => from)).toEqual(['customer', 'service']);
  });

  test('a reply that never comes: a person, before the function is killed, and typing is down', async () => {
    const openid = stage.customer();
    stage.mockModel.behave({ fails: 'hang' });
    const push = await stage.push(messages(openid), says);
    const view = await stage.view(openid);
    expect([view.transferredToAgent, view.typing, view.messages.length]).toEqual([true, false, 1]);
    expect(push.error).toBeUndefined();
    expect(push.durationMs).toBeLessThan(60_000);
  });

  test('nothing secret and nothing that anybody wrote is in the log', async () => {
    const openid = stage.customer();
    const { logs } = await stage.push(messages(openid), says);
    expect(logs.map((line) => JSON.parse(line))).toEqual([
      expect.objectContaining({ outcome: 'answered', caller: `…${openid.slice(-4)}` }),
    ]);
    expect(logs.join()).not.toMatch(/发货|sk-a-key|127\.0\.0\.1|with-28/);
  });

  test('an image goes to a person', async () => {
    const openid = stage.customer();
    await stage.push(messages(openid), {
      msgtype: 'image',
      image: { media_id: 'm', pic_url: 'p' },
    });
    expect((await stage.view(openid)).transferredToAgent).toBe(true);
  });

  test('a forged event writes to nobody', async () => {
    const victim = stage.customer();
    await stage.push(messages(victim), says);
    const before = await stage.calls(victim);
    const event = {
      FromUserName: victim,
      ToUserName: 'wx',
      CreateTime: 1,
      MsgType: 'text',
      Content: 'x',
      MsgId: '1',
    };
    await stage.simulator.post('/_sim/invoke/customerMessage', event, {
      'x-sim-openid': stage.customer(),
    });
    expect(await stage.calls(victim)).toEqual(before);
  });
});

describe('with a fault on any single call the customer gets an answer or a person', () => {
  const apis = [
    'database.insertDocument',
    'database.getDocument',
    'database.modifyDocument',
    'customerServiceMessage.setTyping',
    'customerServiceMessage.send',
  ];
  const json = { contentType: 'application/json; charset=utf-8' };
  const faults: [string, object][] = [
    ['busy', { errcode: -1 }],
    ['refused', { errcode: 45015 }],
    ['a platform error', { errorCode: -604101 }],
    ['HTTP 500', { status: 500, body: '<html>' }],
    ['a CloudBase error', { status: 200, body: { code: 'SYS_ERR', message: 'x' }, ...json }],
    ['reset', { drop: 'reset' }],
    ['reset after it took effect', { drop: 'reset', afterEffect: true }],
    ['an empty answer', { drop: 'empty' }],
    ['half an answer', { drop: 'truncate' }],
    ['no answer', { drop: 'hang' }],
    ['no answer after it took effect', { drop: 'hang', afterEffect: true }],
    ['an answer that drips', { drop: 'drip' }],
  ];
  const table = apis.flatMap((api) =>
    faults
      .filter(
        ([, fault]) => !api.startsWith('database') || !('errcode' in fault || 'errorCode' in fault),
      )
      .map(([what, fault]) => [api, what, fault] as const),
  );

  async function served(openid: string): Promise<number> {
    const view = await stage.view(openid);
    const answers = view.messages.filter(({ from }) => from === 'service').length;
    return answers + (view.transferredToAgent ? 1 : 0);
  }

  test.each(table)('%s: %s', async (api, _, fault) => {
    const openid = stage.customer();
    await stage.faults({ api, ...fault });
    const push = await stage.push(messages(openid), says);
    expect(await served(openid)).toBeGreaterThan(0);
    expect(push.deliveries.filter(({ error }) => error)).toEqual([]);
    expect(await stage.simulator.get('/_sim/faults')).toEqual({ faults: [] });
    await stage.simulator.clock.advance(15_000);
    expect((await stage.view(openid)).typing).toBe(false);
  });

  test.each(['status', 'refuses', 'reset', 'no JSON'] as const)(
    'the reply endpoint: %s',
    async (fails) => {
      const openid = stage.customer();
      stage.mockModel.behave({ fails });
      await stage.push(messages(openid), says);
      const view = await stage.view(openid);
      expect([view.transferredToAgent, view.typing, view.messages.length]).toEqual([
        true,
        false,
        1,
      ]);
    },
  );

  test.each([
    ['the second Typing', 1],
    ['the CancelTyping of the last renewal', 2],
    ['the last Typing', 3],
  ])('%s, in a reply of 40 s', async (_, skip) => {
    const openid = stage.customer();
    stage.mockModel.behave({ takesMs: 40_000 });
    await stage.faults({ api: 'customerServiceMessage.setTyping', skip, drop: 'hang' });
    await stage.push(messages(openid), says);
    const view = await stage.view(openid);
    expect([view.messages.length, view.typing]).toEqual([2, false]);
  });

  test.each([
    [3_000, 0, true],
    [3_000, 10_000, false],
    [20_000, 10_000, true],
  ])('in a function of %i ms, a model of %i ms', async (timeoutMs, takesMs, answered) => {
    const short = await startStage({ timeoutMs });
    try {
      const openid = short.customer();
      short.mockModel.behave({ takesMs });
      const push = await short.push(messages(openid), says, { stepMs: 500 });
      const view = await short.view(openid);
      const answers = view.messages.filter(({ from }) => from === 'service').length;
      expect([answers, view.agent]).toEqual(answered ? [1, null] : [0, 'waiting']);
      expect(push.deliveries.filter(({ error }) => error)).toEqual([]);
      expect((await short.calls(openid))[0]).toBe('setTyping Typing 0');
      expect(view.typing).toBe(false);
    } finally {
      await short.close();
    }
  });

  test('the collection missing', async () => {
    const bare = await startStage({ collections: [] });
    try {
      const openid = bare.customer();
      const { logs } = await bare.push(messages(openid), says);
      expect((await bare.view(openid)).messages).toHaveLength(2);
      expect(logs.join()).toMatch(/handled_messages.*CloudBase console/);
    } finally {
      await bare.close();
    }
  });
});

describe('over the HTTPS API', () => {
  let https: Stage;
  beforeAll(async () => {
    https = await startStage({ way: 'https' });
    https.mockModel.behave({ takesMs: 0, answer: '明天发货。' });
  });
  afterAll(() => https.close());

  test('typing and the answer go there, with one token, of which nothing is printed', async () => {
    const openid = https.customer();
    const { logs } = await https.push(messages(openid), says);
    expect(await https.calls(openid)).toEqual(['setTyping Typing 0', 'send 0']);
    const calls: { transport: string; api: string }[] = await https.simulator.get('/_sim/calls');
    expect(calls.map(({ transport, api }) => `${transport} ${api.split('.').at(-1)}`)).toEqual(
      expect.arrayContaining(['https setTyping', 'https send']),
    );
    expect(logs).toHaveLength(1);
    expect(logs.join()).not.toMatch(/an-app-secret|access_token|127\.0\.0\.1/);
  });

  test('a token that has expired is fetched anew, and nobody notices', async () => {
    await https.simulator.clock.advance(7_200_000);
    const openid = https.customer();
    await https.push(messages(openid), says);
    expect((await https.view(openid)).messages).toHaveLength(2);
  });

  test.each(['stable_token', 'customerServiceMessage.send'])(
    'WeChat’s %s failing: a person',
    async (api) => {
      await https.simulator.clock.advance(7_200_000);
      const openid = https.customer();
      await https.faults({ api, drop: 'reset', times: 20 });
      await https.push(messages(openid), says);
      expect((await https.view(openid)).transferredToAgent).toBe(true);
      await https.faults();
    },
  );
});

describe('as it is deployed without any setting', () => {
  test('every message goes to a person, and whoever enters is not disturbed', async () => {
    const bare = await startStage({ env: { REPLY_URL: '' } });
    try {
      const openid = bare.customer();
      const push = await bare.push(messages(openid), says);
      expect(push.verdict.kind).toBe('transfer');
      const entered = await bare.push(`/_sim/customers/${openid}/enter`);
      expect(entered.verdict.kind).toBe('success');
      expect(await bare.calls(openid)).toEqual([]);
    } finally {
      await bare.close();
    }
  });
});
