import type { Question, Reply } from './replyContract';
import type { Rule } from './rules/rules';
import { closeShops, customer, isTransfer, openShop, toPerson } from './testing/openShop';

afterEach(closeShops);

const minute = 60_000;
const answering: Reply = async ({ text }) => `答：${text}`;
const rules: Rule[] = [
  { when: { contains: '投诉' }, handOver: true },
  { when: { contains: '退款' }, reply: [{ text: '请稍等。' }], handOver: true },
  { when: { text: '价格' }, reply: [{ text: '十元。' }] },
];

async function said(shop: ReturnType<typeof openShop>, text: string, ms = 10_000) {
  const pushed = shop.says(text);
  await shop.pass(ms);
  return pushed;
}

describe('a person is called, and from then on the function is silent', () => {
  const ways: [string, string, Reply, string[], string][] = [
    ['by a word', '我要转人工', answering, [], 'the customer asked'],
    ['by a rule', '我要投诉', answering, [], 'a rule'],
    ['by a rule that says something first', '退款', answering, ['请稍等。'], 'a rule'],
    ['by the reply', '在吗', async () => ({ handOver: true }), [], 'the reply'],
  ];
  test.each(ways)('%s', async (_, text, reply, says, because) => {
    const shop = openShop({ reply, rules, env: { HANDOVER_TEXT: '正在转接。' } });
    const { event, heard } = await said(shop, text);
    expect(heard).toEqual(toPerson(event));
    expect(shop.lines()[0]).toMatchObject({ outcome: 'for a person', because });

    // Whatever the customer writes while they wait goes to the person, and is not answered.
    for (const next of ['价格', '有人吗', '转人工', '退款']) {
      const { event, heard } = await said(shop, next, 5 * minute);
      expect(heard).toEqual(toPerson(event));
    }
    expect(shop.read()).toEqual([...says, '正在转接。']);
    expect(shop.isTyping()).toBe(false);
  });

  test('by a reply that fails, or comes too late', async () => {
    const failing: Reply = async () => {
      throw new Error('x');
    };
    for (const reply of [failing, (() => new Promise(() => {})) as Reply]) {
      const shop = openShop({ reply, env: { HANDOVER_TEXT: '正在转接。' } });
      const { answers } = await said(shop, '在吗', minute);
      expect(isTransfer(answers[0])).toBe(true);
      const { event, heard } = await said(shop, '有人吗');
      expect(heard).toEqual(toPerson(event));
      expect(shop.read()).toEqual(['正在转接。']);
    }
  });

  test('30 minutes later the customer is answered again, without what was said before', async () => {
    const asked: Question[] = [];
    const reply: Reply = async (question) => {
      asked.push(question);
      return '在的。';
    };
    const shop = openShop({ reply });
    await said(shop, '一');
    await said(shop, '转人工');
    await said(shop, '有人吗', 29 * minute);
    expect(isTransfer((await said(shop, '？', minute)).heard)).toBe(true);
    expect((await said(shop, '二')).heard).toBe('success');
    expect(asked.map(({ text, history }) => [text, history.length])).toEqual([
      ['一', 0],
      ['二', 0],
    ]);
    expect(shop.read()).toEqual(['在的。', '在的。']);
  });

  test('another instance, which knows it from the database only, says nothing either', async () => {
    const shop = openShop({ reply: answering, env: { HANDOVER_TEXT: '正在转接。' } });
    for (const text of ['转人工', '在吗', '转人工']) {
      const { event, heard } = await said(shop, text);
      expect(heard).toEqual(toPerson(event));
      shop.retireInstances();
    }
    expect([shop.read(), shop.isTyping()]).toEqual([['正在转接。'], false]);
    // What waited for a person is not answered afterwards.
    await shop.pass(30 * minute);
    shop.retireInstances();
    await said(shop, '二');
    expect(shop.read()).toEqual(['正在转接。', '答：二']);
  });

  test('without the database each instance knows of itself', async () => {
    const shop = openShop({ reply: answering });
    shop.database.fault = () => 'no collection';
    await said(shop, '转人工');
    expect(isTransfer((await said(shop, '在吗')).heard)).toBe(true);
    expect(shop.read()).toEqual([]);
  });

  test('somebody else is answered meanwhile', async () => {
    const shop = openShop({ reply: answering });
    await said(shop, '转人工');
    shop.says('在吗', { openid: 'oSomebodyElse' });
    await shop.pass(5_000);
    expect(shop.read('oSomebodyElse')).toEqual(['答：在吗']);
  });
});

describe('an answer that is being made when a person is called', () => {
  test('is not sent any more, and its push is handed over too', async () => {
    const shop = openShop({
      reply: async ({ text }) => {
        await shop.takes(6_000);
        return text;
      },
    });
    const first = shop.says('一');
    await shop.pass(3_000);
    const second = shop.says('转人工');
    await shop.pass(minute);
    expect(second.heard).toEqual(toPerson(second.event));
    expect(first.answers.some(isTransfer)).toBe(true);
    expect([shop.read(), shop.isTyping()]).toEqual([[], false]);
  });

  test('leaves nothing for later: the messages before it are the person’s', async () => {
    const shop = openShop({ reply: answering });
    shop.says('一');
    await shop.pass(500);
    shop.says('转人工');
    await shop.pass(31 * minute);
    await said(shop, '二');
    expect(shop.read()).toEqual(['答：二']);
  });
});

describe('the reply of a model', () => {
  test('that takes longer than WeChat listens and then calls a person is heard through a repeat', async () => {
    const shop = openShop({
      reply: async () => {
        await shop.takes(6_000);
        return { handOver: true };
      },
    });
    const { event, heard } = await said(shop, '在吗', minute);
    expect(heard).toEqual(toPerson(event));
  });
});

test('a customer who enters and whom a rule leaves to people is not greeted, and goes to one', async () => {
  const shop = openShop({
    reply: answering,
    rules: [{ when: { enters: true }, handOver: true }],
    env: { GREETING: '您好' },
  });
  const enter = { MsgType: 'event', Event: 'user_enter_tempsession', MsgId: undefined };
  await shop.receive(shop.event({ ...enter, FromUserName: customer }));
  await shop.pass(1_000);
  const { event, heard } = await said(shop, '在吗');
  expect(heard).toEqual(toPerson(event));
  expect(shop.read()).toEqual([]);
});
