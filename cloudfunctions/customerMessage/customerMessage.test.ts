import fc from 'fast-check';
import { createSimClock } from '../../scripts/simulator/clock/createSimClock';
import { defaultOptions } from '../../scripts/simulator/config/options';
import { createConversation } from '../../scripts/simulator/conversation/createConversation';
import type { Clock, Result, Transport } from '../shared/contract';
import { createMain } from './customerMessage';
import type { Deps } from './deps';
import type { Reply } from './replyContract';

jest.setTimeout(60_000);

const customer = 'oABCDEFGHIJKLMNOPQRSTUVWXYZ1';
const account = 'wx0123456789abcdef';
const limits = { time_limit_in_ms: 60_000, request_id: 'request-1' };

type Answers = Partial<
  Record<'setTyping' | 'send', (tried: number) => number | 'hangs' | undefined>
>;

/** The function with the simulator's WeChat behind it, on a frozen clock. */
function setUp(given: Partial<Omit<Deps, 'reply'>> & { reply?: Reply; answers?: Answers } = {}) {
  const { answers = {}, reply, ...more } = given;
  const simClock = createSimClock();
  simClock.freeze(true);
  const clock: Clock = simClock;
  const conversation = createConversation(simClock.now, defaultOptions);
  const logged: string[] = [];
  const calls: string[] = [];
  const ids = new Set<unknown>();

  const answering = (name: 'setTyping' | 'send', effect: (call: object) => number) => {
    let tried = 0;
    return async (call: object): Promise<Result> => {
      tried += 1;
      const given = answers[name]?.(tried);
      if (given === 'hangs') await new Promise(() => {});
      const errCode = typeof given === 'number' ? given : effect({ ...call });
      calls.push(`${name} ${errCode}`);
      return { errCode, errMsg: '' };
    };
  };
  const transport: Transport = {
    setTyping: answering('setTyping', (call) => conversation.setTyping({ ...call })),
    send: answering('send', (call) => conversation.send({ ...call })),
    uploadMedia: async () => ({ errCode: 0, errMsg: '', mediaId: 'media-1' }),
  };
  const parts: Deps = {
    reply,
    transport,
    cloud: {
      database: () => ({
        collection: () => ({
          async add({ data }) {
            const id: unknown = Reflect.get(data, '_id');
            if (ids.has(id)) throw { errCode: -502001, errMsg: 'E11000 duplicate key error' };
            ids.add(id);
          },
        }),
      }),
    },
    getContext: () => ({ OPENID: customer, SOURCE: 'wx_unknown' }),
    clock,
    env: {},
    log: (line) => logged.push(line),
    ...more,
  };
  const main = createMain(parts);
  const created = Math.floor(simClock.now() / 1000);
  const push = (more: object = {}) => ({
    FromUserName: customer,
    ToUserName: account,
    CreateTime: created,
    MsgType: 'text',
    Content: '在吗',
    MsgId: '42',
    ...more,
  });

  return {
    clock: simClock,
    calls,
    push,
    conversation,
    lines: () => logged.map((line): Record<string, unknown> => JSON.parse(line)),
    raw: () => logged.join('\n'),
    /** Calls main, and lets `ms` pass until it has answered. */
    async receive(event: unknown, ms = 0, context: unknown = limits) {
      const answer = main(event, context);
      await simClock.advance(ms);
      return answer;
    },
    says: (content = '在吗') => conversation.say(customer, { msgtype: 'text', text: { content } }),
    /** What the service wrote, as the customer reads it. */
    read: () =>
      conversation
        .view(customer)
        .messages.filter(({ from }) => from === 'service')
        .map(({ text }) => (text as { content: string }).content),
  };
}

const pass = (clock: ReturnType<typeof createSimClock>, ms: number) =>
  new Promise<void>((resolve) => clock.setTimeout(resolve, ms));

const toPerson = (push: { CreateTime: number }) => ({
  MsgType: 'transfer_customer_service',
  ToUserName: customer,
  FromUserName: account,
  CreateTime: push.CreateTime,
});

const answering: Reply = async () => '明天发货。';
const failing: Reply = async () => {
  throw new Error('quota of sk-123 exceeded');
};
const never: Reply = () => new Promise(() => {});

describe('without a reply', () => {
  test('a message is handed over to a person, without a single call', async () => {
    const { receive, push, calls, lines } = setUp();
    expect(await receive(push())).toEqual(toPerson(push()));
    expect(calls).toEqual([]);
    expect(lines()).toEqual([
      {
        function: 'customerMessage',
        requestId: 'request-1',
        source: 'wx_unknown',
        caller: '…XYZ1',
        kind: 'message',
        type: 'text',
        outcome: 'for a person',
        handedOver: true,
        ms: 0,
      },
    ]);
  });

  test('an event is passed by', async () => {
    const { receive, push, calls } = setUp();
    const enter = push({ MsgType: 'event', Event: 'user_enter_tempsession' });
    expect(await receive(enter)).toBe('success');
    expect(calls).toEqual([]);
  });
});

describe('with a reply', () => {
  test('the customer gets it, having seen typing while it was prepared', async () => {
    const scene = setUp({
      reply: async ({ text, openid }) => {
        await pass(scene.clock, 20_000);
        return `${text}！${openid === customer}`;
      },
    });
    scene.says();
    const answer = scene.receive(scene.push(), 20_000);
    expect(await answer).toBe('success');
    expect(scene.read()).toEqual(['在吗！true']);
    expect(scene.calls).toEqual(['setTyping 0', 'setTyping 0', 'send 0']);
    expect(scene.conversation.view(customer).typing).toBe(false);
    expect(scene.lines().at(-1)).toMatchObject({ outcome: 'answered', messages: 1 });
  });

  test('the 30 s run from when WeChat says that the message was written', async () => {
    const scene = setUp({ reply: never });
    scene.says();
    const event = scene.push({ CreateTime: Math.floor(scene.clock.now() / 1000) - 20 });
    const answer = scene.receive(event, 60_000);
    await answer;
    // 9 s later it is brought forward, and 14 s after that nothing more.
    expect(scene.calls).toEqual(['setTyping 0', 'setTyping 0', 'setTyping 0']);
  });

  test('a long answer comes in several messages, in order', async () => {
    const long = ['一', '二', '三'].map((one) => `${one.repeat(500)}。`);
    const scene = setUp({ reply: async () => long.join('') });
    scene.says();
    expect(await scene.receive(scene.push())).toBe('success');
    expect(scene.read()).toEqual(long);
  });

  test('of three deliveries one is answered', async () => {
    const scene = setUp({ reply: answering });
    scene.says();
    const answers = [1, 2, 3].map(() => scene.receive(scene.push()));
    expect(await Promise.all(answers)).toEqual(['success', 'success', 'success']);
    expect(scene.read()).toHaveLength(1);
    expect(scene.lines().map(({ outcome }) => outcome)).toEqual(
      expect.arrayContaining(['answered', 'handled elsewhere', 'handled elsewhere']),
    );
  });

  test.each([
    ['image', { MsgType: 'image', Content: undefined, MediaId: 'm' }],
    ['mini-program card', { MsgType: 'miniprogrampage', Content: undefined }],
  ])('a message that is no text goes to a person: %s', async (_, more) => {
    const scene = setUp({ reply: answering });
    expect(await scene.receive(scene.push(more))).toEqual(toPerson(scene.push()));
    expect(scene.calls).toEqual([]);
  });

  test('a text longer than anybody writes goes to a person, not to the model', async () => {
    let asked = false;
    const scene = setUp({
      reply: async () => {
        asked = true;
        return 'x';
      },
    });
    const event = scene.push({ Content: 'x'.repeat(10_001) });
    expect(await scene.receive(event)).toEqual(toPerson(event));
    expect(asked).toBe(false);
  });

  describe('goes to a person, typing taken down, where', () => {
    const failures: [string, Reply, Answers, string][] = [
      ['it fails', failing, {}, 'the reply failed: Error'],
      [
        'it throws at once',
        () => {
          throw new TypeError('x');
        },
        {},
        'the reply failed: TypeError',
      ],
      ['it is empty', async () => ' \n', {}, 'the reply was empty'],
      ['it never comes', never, {}, 'the reply came too late'],
      ['it can’t be sent', answering, { send: () => 45047 }, 'sending it failed: 45047'],
      [
        'nobody knows whether it was sent',
        answering,
        { send: () => -501001 },
        'sending it failed: -501001',
      ],
      ['sending it hangs', answering, { send: () => 'hangs' }, 'the reply came too late'],
    ];
    test.each(failures)('%s', async (_, reply, answers, failure) => {
      const scene = setUp({ reply, answers });
      scene.says();
      expect(await scene.receive(scene.push(), 59_700)).toEqual(toPerson(scene.push()));
      expect(scene.conversation.view(customer).typing).toBe(false);
      expect(scene.lines()).toEqual([
        expect.objectContaining({ outcome: 'not answered', failure, handedOver: true }),
      ]);
    });

    test('only its first half could be sent', async () => {
      const answers: Answers = { send: (tried) => (tried === 2 ? 45047 : undefined) };
      const scene = setUp({ reply: async () => '好。'.repeat(700), answers });
      scene.says();
      expect(await scene.receive(scene.push())).toEqual(toPerson(scene.push()));
      expect(scene.lines()[0]).toMatchObject({ messages: 1, failure: 'sending it failed: 45047' });
    });
  });

  test('with HANDOVER_TEXT the customer is told so, whatever WeChat makes of a late hand-over', async () => {
    const env = { HANDOVER_TEXT: '正在为您转接人工客服' };
    const scene = setUp({ reply: failing, env });
    scene.says();
    expect(await scene.receive(scene.push())).toEqual(toPerson(scene.push()));
    expect(scene.read()).toEqual([env.HANDOVER_TEXT]);
  });

  test.each([3_000, 20_000, 60_000])(
    'a function of %i ms answers before it is killed, though reply, typing and database hang',
    async (time_limit_in_ms) => {
      const hangs = () => 'hangs' as const;
      const scene = setUp({
        reply: never,
        answers: { setTyping: hangs, send: hangs },
        env: { HANDOVER_TEXT: '请稍候' },
        cloud: {
          database: () => ({ collection: () => ({ add: () => new Promise(() => {}) }) }),
        },
      });
      scene.says();
      let answer: unknown;
      void scene.receive(scene.push(), 0, { time_limit_in_ms }).then((given) => {
        answer = given;
      });
      await scene.clock.advance(time_limit_in_ms - 300);
      expect(answer).toEqual(toPerson(scene.push()));
    },
  );

  test('typing that hangs holds a reply up for a moment, not beyond the time limit', async () => {
    const scene = setUp({
      reply: async () => {
        await pass(scene.clock, 500);
        return '好的';
      },
      answers: { setTyping: () => 'hangs' },
    });
    scene.says();
    expect(await scene.receive(scene.push(), 2_700, { time_limit_in_ms: 3_000 })).toBe('success');
    expect(scene.read()).toEqual(['好的']);
  });

  test('a reply that still comes when it was given up is not sent', async () => {
    const scene = setUp({
      reply: async () => {
        await pass(scene.clock, 58_000);
        return 'too late';
      },
    });
    scene.says();
    expect(await scene.receive(scene.push(), 59_000)).toEqual(toPerson(scene.push()));
    expect(scene.read()).toEqual([]);
  });

  test('typing that fails is no failure of the answer', async () => {
    const scene = setUp({
      reply: async () => {
        await pass(scene.clock, 1_000);
        return '好的';
      },
      answers: { setTyping: () => 48001 },
    });
    scene.says();
    expect(await scene.receive(scene.push(), 1_000)).toBe('success');
    expect(scene.read()).toEqual(['好的']);
    expect(scene.lines()).toEqual([
      expect.objectContaining({ outcome: 'answered', typing: 48001 }),
    ]);
  });
});

describe('the collection', () => {
  const failingWith = (errCode: number): Deps['cloud'] => ({
    database: () => ({
      collection: () => ({ add: () => Promise.reject({ errCode, errMsg: 'no' }) }),
    }),
  });

  test('missing costs no answer, and how to create it is logged once', async () => {
    const scene = setUp({ reply: answering, cloud: failingWith(-502005) });
    scene.says();
    expect(await scene.receive(scene.push())).toBe('success');
    expect(await scene.receive(scene.push({ MsgId: '43' }))).toBe('success');
    expect(scene.read()).toHaveLength(2);
    const [how, first, second] = scene.lines();
    expect(how?.reason).toMatch(/handled_messages.*CloudBase console/);
    expect([first?.claim, second?.claim, scene.lines().length]).toEqual([-502005, -502005, 3]);
  });

  test.each([-502001, -502003, -501001])(
    'failing with %i costs no answer either',
    async (errCode) => {
      const scene = setUp({ reply: answering, cloud: failingWith(errCode) });
      scene.says();
      expect(await scene.receive(scene.push())).toBe('success');
      expect([scene.read().length, scene.lines()[0]?.claim]).toEqual([1, errCode]);
    },
  );
});

describe('a greeting', () => {
  const env = { GREETING: '您好，请问有什么可以帮您？' };
  const enter = { MsgType: 'event', Event: 'user_enter_tempsession', MsgId: undefined };

  test('is sent to whoever opens the conversation, once', async () => {
    const scene = setUp({ env });
    scene.conversation.enter(customer);
    const answers = [1, 2].map(() => scene.receive(scene.push(enter)));
    expect(await Promise.all(answers)).toEqual(['success', 'success']);
    expect(scene.read()).toEqual([env.GREETING]);
  });

  test('that can’t be sent is logged, and no more', async () => {
    const scene = setUp({ env, answers: { send: () => 45015 } });
    expect(await scene.receive(scene.push(enter))).toBe('success');
    expect(scene.lines()[0]).toMatchObject({ outcome: 'not greeted', errCode: 45015 });
  });

  test('is not for other events', async () => {
    const scene = setUp({ env });
    expect(await scene.receive(scene.push({ ...enter, Event: 'subscribe' }))).toBe('success');
    expect(scene.calls).toEqual([]);
  });
});

describe('who is written to', () => {
  test.each<[string, Record<string, unknown>]>([
    ['somebody else', { OPENID: 'oSomebodyElse', SOURCE: 'wx_client' }],
    ['nobody', { SOURCE: 'wx_http' }],
    ['a function', { SOURCE: 'wx_client,scf' }],
  ])('is never the FromUserName of an event that comes from %s', async (_, context) => {
    const scene = setUp({ reply: answering, getContext: () => context, env: { GREETING: 'hi' } });
    scene.says();
    expect(await scene.receive(scene.push())).toEqual(toPerson(scene.push()));
    const enter = scene.push({ MsgType: 'event', Event: 'user_enter_tempsession' });
    expect(await scene.receive(enter)).toBe('success');
    expect(scene.calls).toEqual([]);
    expect(scene.lines()[0]).toMatchObject({ outcome: 'not vouched for' });
  });
});

describe('whatever comes', () => {
  test('is answered with what WeChat takes, with one line of log, and no content in it', () =>
    fc.assert(
      fc.asyncProperty(
        fc.anything(),
        fc.anything(),
        fc.anything(),
        async (event, content, context) => {
          const scene = setUp({ reply: failing });
          for (const one of [event, scene.push({ Content: content, MsgType: 'text' })]) {
            const answer = await scene.receive(one, 0, context);
            if (answer !== 'success') expect(answer.MsgType).toBe('transfer_customer_service');
          }
          expect(scene.lines()).toHaveLength(2);
        },
      ),
      { numRuns: 100 },
    ));

  test('no message, answer, error text or whole OpenID is in the log', async () => {
    for (const reply of [answering, failing]) {
      const scene = setUp({ reply });
      scene.says();
      await scene.receive(scene.push());
      for (const hidden of ['在吗', '明天', 'sk-123', customer]) {
        expect(scene.raw()).not.toContain(hidden);
      }
    }
  });

  test('a failure of our own hands over', async () => {
    const scene = setUp({
      reply: answering,
      getContext: () => {
        throw new Error('no context');
      },
    });
    expect(await scene.receive(scene.push())).toEqual(toPerson(scene.push()));
    expect(scene.lines()[0]).toMatchObject({ outcome: 'failed unexpectedly' });
  });
});
