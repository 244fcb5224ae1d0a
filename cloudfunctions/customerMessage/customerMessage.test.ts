import type { Reply } from './replyContract';
import { faults } from './testing/fakeDatabase';
import type { WeChatFault } from './testing/fakeWeChat';
import { closeShops, customer, openShop, toPerson } from './testing/openShop';

const answering: Reply = async () => '明天发货。';
const failing: Reply = async () => {
  throw new Error('quota of sk-123 exceeded');
};
const never: Reply = () => new Promise(() => {});
/** Long enough for every wait of 20 s functions. */
const allTime = 60_000;

const image = { MsgType: 'image', Content: undefined, MediaId: 'm', PicUrl: 'http://p' };
const enter = { MsgType: 'event', Event: 'user_enter_tempsession', MsgId: undefined };

afterEach(closeShops);

describe('without a reply', () => {
  test('a message is handed over to a person, without a single call', async () => {
    const shop = openShop();
    const { event, heard } = await said(shop, '在吗', 0);
    expect(heard).toEqual(toPerson(event));
    expect([shop.wechat.calls, shop.database.calls]).toEqual([[], []]);
    expect(shop.lines()).toEqual([
      {
        function: 'customerMessage',
        requestId: 'request-1',
        source: 'wx_unknown',
        caller: '…XYZ1',
        kind: 'message',
        type: 'text',
        because: 'nothing answers it',
        outcome: 'for a person',
        handedOver: true,
        ms: 0,
      },
    ]);
  });

  test('an event is passed by', async () => {
    const shop = openShop();
    expect(await shop.receive(shop.event(enter))).toBe('success');
    expect([shop.wechat.calls, shop.database.calls]).toEqual([[], []]);
  });

  test('HANDOVER_TEXT is said once in the 30 minutes of a hand-over, and always with one', async () => {
    const shop = openShop({ env: { HANDOVER_TEXT: '正在为您转接人工客服' } });
    for (const text of ['在吗', '有人吗', '？']) {
      const { event, heard } = await said(shop, text, 1_000);
      expect(heard).toEqual(toPerson(event));
    }
    expect(shop.read()).toEqual(['正在为您转接人工客服']);
    expect(shop.outcomes()).toEqual(['for a person', 'with a person', 'with a person']);
  });
});

async function said(
  shop: ReturnType<typeof openShop>,
  text: string,
  ms: number,
  more: Record<string, unknown> = {},
) {
  const pushed = shop.says(text, more);
  await shop.pass(ms);
  return pushed;
}

describe('with a reply', () => {
  test('the customer gets it, having seen typing while it was prepared', async () => {
    const shop = openShop({
      limitMs: 60_000,
      reply: async ({ text, openid, message }) => {
        await shop.takes(20_000);
        return `${text}！${openid === customer}${message.type}`;
      },
    });
    shop.says('在吗');
    await shop.pass(10_000);
    expect(shop.isTyping()).toBe(true);
    await shop.pass(allTime);
    expect(shop.read()).toEqual(['在吗！truetext']);
    expect(shop.isTyping()).toBe(false);
    expect(shop.lines()).toContainEqual(
      expect.objectContaining({ outcome: 'answered', messages: 1 }),
    );
  });

  test.each(faults)('Typing leaves at once, though the database %s', async (fault) => {
    const shop = openShop({ reply: answering });
    shop.database.fault = () => fault;
    shop.says('在吗');
    await shop.pass(0);
    expect(shop.wechat.calls[0]).toEqual('setTyping Typing 0');
    await shop.pass(allTime);
    expect(shop.read()).toEqual(['明天发货。']);
  });

  test('a long answer comes in several messages, in order', async () => {
    const long = ['一', '二', '三'].map((one) => `${one.repeat(500)}。`);
    const shop = openShop({ reply: async () => long.join('') });
    const { heard } = await said(shop, '在吗', 5_000);
    expect(heard).toBe('success');
    expect(shop.read()).toEqual(long);
  });

  test('it may give messages of every type; pictures are uploaded once', async () => {
    const link = { title: 't', description: 'd', url: 'https://a.example', thumb_url: 'https://b' };
    const shop = openShop({
      reply: async () => [
        { text: '价目表：' },
        { image: 'prices.png' },
        { link },
        { miniprogrampage: { title: 't', pagepath: 'pages/a', thumb: 'prices.png' } },
      ],
    });
    await said(shop, '价格', 5_000);
    await said(shop, '价格', 5_000);
    const answer = ['价目表：', '(media-1)', '(link https://a.example)', '(page pages/a)'];
    expect(shop.read()).toEqual([...answer, ...answer]);
    expect(shop.wechat.media).toHaveLength(1);
  });

  test.each([
    ['a picture that is a message to the model', image],
    ['a voice', { MsgType: 'voice', Content: undefined }],
    ['a card', { MsgType: 'miniprogrampage', Content: undefined, Title: 't', PagePath: 'p' }],
    ['a text longer than anybody writes', { Content: 'x'.repeat(10_001) }],
  ])('%s goes to a person, and is not put to the reply', async (_, more) => {
    let asked = 0;
    const shop = openShop({
      reply: async () => {
        asked += 1;
        return 'x';
      },
    });
    const { event, heard } = await said(shop, '', 100, more);
    expect(heard).toEqual(toPerson(event));
    expect([asked, shop.wechat.calls]).toEqual([0, []]);
  });

  test('a reply that takes pictures gets them', async () => {
    const reply: Reply = Object.assign(
      async ({ message }: Parameters<Reply>[0]) => `看到了 ${message.picUrl}`,
      { types: ['text', 'image'] },
    );
    const shop = openShop({ reply });
    await said(shop, '', 5_000, image);
    expect(shop.read()).toEqual(['看到了 http://p']);
  });

  describe('goes to a person, typing taken down, where', () => {
    const failures: [string, Reply, WeChatFault | undefined, string][] = [
      ['it fails', failing, undefined, 'the reply failed: Error'],
      [
        'it throws at once',
        () => {
          throw new TypeError('x');
        },
        undefined,
        'the reply failed: TypeError',
      ],
      ['it is empty', async () => ' \n', undefined, 'the reply was empty'],
      ['it has no message', async () => [], undefined, 'the reply was empty'],
      ['it never comes', never, undefined, 'the reply came too late'],
      ['it can’t be sent', answering, 45047, 'sending it failed: 45047'],
      ['nobody knows whether it was sent', answering, -501001, 'sending it failed: -501001'],
      ['sending it hangs', answering, 'hangs', 'the reply came too late'],
    ];
    test.each(failures)('%s', async (_, reply, fault, failure) => {
      const shop = openShop({ reply });
      shop.wechat.fault = (api) => (api === 'send' ? fault : undefined);
      const { event, answers } = await said(shop, '在吗', allTime);
      expect(answers[0]).toEqual(toPerson(event));
      expect(shop.isTyping()).toBe(false);
      expect(shop.lines()).toContainEqual(
        expect.objectContaining({ outcome: 'not answered', failure, handedOver: true }),
      );
    });

    test('only its first half could be sent', async () => {
      const shop = openShop({ reply: async () => '好。'.repeat(700) });
      shop.wechat.fault = (api, call) => (api === 'send' && call === 1 ? 45047 : undefined);
      const { event, heard } = await said(shop, '在吗', allTime);
      expect(heard).toEqual(toPerson(event));
      expect(shop.lines()[0]).toMatchObject({ messages: 1, failure: 'sending it failed: 45047' });
    });
  });

  test('an answer that arrives when the time is over was not too late', async () => {
    let reply: Reply = never;
    const shop = openShop({ reply: (...given) => reply(...given) });
    // 14.78 s are for the reply; its message is on its way from 14.7 s to 15.2 s.
    reply = async () => {
      await shop.takes(13_100);
      return '明天发货。';
    };
    let sent = false;
    const { send } = shop.wechat.transport;
    shop.wechat.transport.send = async (message) => {
      await shop.takes(500);
      sent = true;
      return send(message);
    };
    const { answers } = await said(shop, '在吗', allTime);
    expect([sent, answers[0], shop.read()]).toEqual([true, 'success', ['明天发货。']]);
    expect(shop.outcomes()).toContain('answered');
    expect(shop.outcomes()).not.toContain('not answered');
  });

  test('an answer that was sent counts, though the database hangs until the time is over', async () => {
    const shop = openShop({
      limitMs: 3_000,
      reply: async () => {
        await shop.takes(1_000);
        shop.database.fault = () => 'never settles';
        return '好的';
      },
    });
    const { answers } = await said(shop, '在吗', 3_000);
    expect([answers[0], shop.read()]).toEqual(['success', ['好的']]);
    expect(shop.outcomes()[0]).toBe('answered');
  });

  test('repeats that stand by neither renew the typing nor take it down', async () => {
    const shop = openShop({
      limitMs: 60_000,
      reply: async () => {
        await shop.takes(20_000);
        return '好的';
      },
    });
    await said(shop, '在吗', 2 * allTime);
    expect(shop.wechat.calls).toEqual([
      'setTyping Typing 0',
      'setTyping Typing 45081',
      'setTyping Typing 45081',
      'setTyping Typing 0',
      'send text 0',
    ]);
  });

  test('a reply that still comes when it was given up is not sent', async () => {
    const shop = openShop({
      reply: async () => {
        await shop.takes(18_000);
        return 'too late';
      },
    });
    const { event, answers } = await said(shop, '在吗', allTime);
    expect(answers[0]).toEqual(toPerson(event));
    expect(shop.read()).toEqual([]);
  });

  test('typing that fails is no failure of the answer', async () => {
    const shop = openShop({ reply: answering });
    shop.wechat.fault = (api) => (api === 'setTyping' ? 48001 : undefined);
    await said(shop, '在吗', 5_000);
    expect(shop.read()).toEqual(['明天发货。']);
    expect(shop.lines()).toEqual([expect.objectContaining({ outcome: 'answered', typing: 48001 })]);
  });
});

describe('the time of the function', () => {
  test.each([
    [3_000, 1_550],
    [20_000, 13_200],
    [60_000, 52_100],
  ])('of %i ms leaves the reply %i ms, and a slower one a person', async (limitMs, replyMs) => {
    for (const [ms, answered] of [
      [replyMs, true],
      [replyMs + 300, false],
    ] as const) {
      const shop = openShop({
        limitMs,
        reply: async () => {
          await shop.takes(ms);
          return '好的';
        },
      });
      const { event, answers } = await said(shop, '在吗', allTime + 20_000);
      expect(shop.read()).toEqual(answered ? ['好的'] : []);
      expect(answers[0]).toEqual(answered ? 'success' : toPerson(event));
      expect(shop.wechat.calls[0]).toBe('setTyping Typing 0');
      expect(shop.isTyping()).toBe(false);
    }
  });

  test.each([3_000, 20_000, 60_000])(
    'of %i ms is kept to, though reply, typing, messages and database hang',
    async (limitMs) => {
      const shop = openShop({ reply: never, limitMs, env: { HANDOVER_TEXT: '请稍候' } });
      shop.database.fault = () => 'never settles';
      shop.wechat.fault = () => 'hangs';
      const { event, answers } = await said(shop, '在吗', limitMs - 300);
      expect(answers[0]).toEqual(toPerson(event));
    },
  );
});

describe('the database', () => {
  test('without its collection costs no answer, and how to create it is logged once', async () => {
    const shop = openShop({ reply: answering });
    shop.database.fault = () => 'no collection';
    await said(shop, '一', 2_000);
    await said(shop, '二', 2_000);
    expect(shop.read()).toHaveLength(2);
    const [how, first, second] = shop.lines();
    expect(how?.reason).toMatch(/handled_messages.*CloudBase console/);
    expect([first?.database, second?.database, shop.lines().length]).toEqual([-502005, -502005, 3]);
  });

  test('holds no OpenID, and no text of what has been answered but the history', async () => {
    const shop = openShop({ reply: answering, env: { HISTORY_TURNS: '0' } });
    await said(shop, '我的电话是123', 5_000);
    const kept = JSON.stringify([...shop.database.documents.values()]);
    expect(kept).not.toMatch(/oABC|电话|明天/);
    expect(shop.database.documents.size).toBe(2);
  });

  test('of three deliveries one is answered', async () => {
    const shop = openShop({ reply: answering });
    const event = shop.event();
    shop.wechat.says(customer, '在吗');
    const answers = [1, 2, 3].map(() => shop.receive(event));
    await shop.pass(allTime);
    expect(await Promise.all(answers)).toEqual(['success', 'success', 'success']);
    expect(shop.read()).toHaveLength(1);
    expect(shop.outcomes().sort()).toEqual(['answered', 'handled elsewhere', 'handled elsewhere']);
  });

  test('a repeat that comes after the answer leaves no typing behind it', async () => {
    const shop = openShop({ reply: answering });
    const event = shop.event();
    await said(shop, '在吗', 5_000, event);
    // Typing first, and then the database says that all is done.
    const again = shop.receive(event);
    await shop.pass(2_000);
    expect([await again, shop.read().length]).toEqual(['success', 1]);
    expect(shop.wechat.calls.slice(-2)).toEqual(['setTyping Typing 0', 'setTyping CancelTyping 0']);
    expect(shop.isTyping()).toBe(false);
  });

  test.each<[string, object]>([
    ['another message', { MsgId: '43' }],
    ['one whose id lost its last digits as a number', { CreateTime: 1_700_000_003 }],
    ['one without an id, of another text', { MsgId: undefined, Content: '有人吗' }],
  ])('%s is another message', async (_, other) => {
    const shop = openShop({ reply: answering });
    const event = shop.event({ MsgId: '42' });
    await said(shop, '在吗', 5_000, event);
    await said(shop, '在吗', 5_000, { ...event, ...other });
    expect(shop.read()).toHaveLength(2);
  });

  test('a customer whose message has another’s id is answered all the same', async () => {
    const shop = openShop({ reply: async ({ openid }) => openid });
    await said(shop, '在吗', 5_000, { MsgId: '42' });
    await said(shop, '在吗', 5_000, { MsgId: '42', openid: 'oSomebodyElse' });
    expect([shop.read(), shop.read('oSomebodyElse')]).toEqual([[customer], ['oSomebodyElse']]);
  });

  test('forgets all of it a day later', async () => {
    const shop = openShop({ reply: answering });
    await said(shop, '在吗', 5_000);
    await shop.pass(86_400_000);
    await said(shop, '在吗', 5_000, { openid: 'oSomebodyElse' });
    const texts = JSON.stringify([...shop.database.documents.values()]);
    expect(texts).not.toContain('1700000000');
    expect(shop.database.documents.size).toBe(2);
  });
});

describe('a greeting', () => {
  const env = { GREETING: '您好，请问有什么可以帮您？' };
  async function enters(shop: ReturnType<typeof openShop>) {
    shop.wechat.says(customer, '(enters)');
    const answer = await shop.receive(shop.event(enter));
    await shop.pass(1_000);
    return answer;
  }

  test('is sent to whoever opens the conversation, once a day, by whatever instance', async () => {
    const shop = openShop({ env });
    shop.wechat.says(customer, '(enters)');
    const event = shop.event(enter);
    const answers = [1, 2].map(() => shop.receive(event));
    expect(await Promise.all(answers)).toEqual(['success', 'success']);
    await enters(shop);
    expect(shop.read()).toEqual([env.GREETING]);
    await shop.pass(86_400_000);
    await enters(shop);
    expect(shop.read()).toEqual([env.GREETING, env.GREETING]);
  });

  test('without the database is sent once by each instance', async () => {
    const shop = openShop({ env });
    shop.database.fault = () => 'no collection';
    await enters(shop);
    await enters(shop);
    expect(shop.read()).toEqual([env.GREETING]);
  });

  test('that can’t be sent is logged, and no more', async () => {
    const shop = openShop({ env });
    shop.wechat.fault = () => 45015;
    expect(await enters(shop)).toBe('success');
    expect(shop.lines()[0]).toMatchObject({
      outcome: 'not greeted',
      failure: 'sending it failed: 45015',
    });
  });

  test('is not for other events', async () => {
    const shop = openShop({ env });
    expect(await shop.receive(shop.event({ ...enter, Event: 'subscribe' }))).toBe('success');
    expect(shop.wechat.calls).toEqual([]);
  });
});

describe('who is written to', () => {
  test.each<[string, Record<string, unknown>]>([
    ['somebody else', { OPENID: 'oSomebodyElse', SOURCE: 'wx_client' }],
    ['nobody', { SOURCE: 'wx_http' }],
    ['a function', { SOURCE: 'wx_client,scf' }],
  ])('is never the FromUserName of an event that comes from %s', async (_, context) => {
    const shop = openShop({
      reply: answering,
      env: { GREETING: 'hi' },
      deps: { getContext: () => context },
    });
    const event = shop.event();
    expect(await shop.receive(event)).toEqual(toPerson(event));
    expect(await shop.receive(shop.event(enter))).toBe('success');
    expect([shop.wechat.calls, shop.database.calls]).toEqual([[], []]);
    expect(shop.lines()[0]).toMatchObject({ outcome: 'not vouched for' });
  });
});

describe('whatever comes', () => {
  test('no message, answer, error text or whole OpenID is in the log', async () => {
    for (const reply of [answering, failing]) {
      const shop = openShop({ reply });
      await said(shop, '在吗', 5_000);
      for (const hidden of ['在吗', '明天', 'sk-123', customer]) {
        expect(shop.raw()).not.toContain(hidden);
      }
    }
  });

  test('a failure of our own hands over', async () => {
    const getContext = () => {
      throw new Error('no context');
    };
    const shop = openShop({ reply: answering, deps: { getContext } });
    const event = shop.event();
    expect(await shop.receive(event)).toEqual(toPerson(event));
    expect(shop.lines()[0]).toMatchObject({ outcome: 'failed unexpectedly' });
  });
});
