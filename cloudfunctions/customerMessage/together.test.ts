import fc from 'fast-check';
import type { Question, Reply } from './replyContract';
import { closeShops, isTransfer, openShop } from './testing/openShop';

afterEach(closeShops);

/** A reply that takes so long, and what it was asked. */
function replying(
  ms: number,
  answer: (question: Question) => string = ({ text }) => `答：${text}`,
) {
  const asked: Question[] = [];
  let shop: ReturnType<typeof openShop> | undefined;
  const reply: Reply = async (question) => {
    asked.push(question);
    if (ms > 0) await shop?.takes(ms);
    return answer(question);
  };
  return {
    asked,
    open(options: Parameters<typeof openShop>[0] = {}) {
      shop = openShop({ reply, ...options });
      return shop;
    },
  };
}

describe('messages in quick succession', () => {
  test.each([400, 700, 1_000])(
    'three of them %i ms apart get one answer, which has seen all in order',
    async (apart) => {
      const { asked, open } = replying(2_000);
      const shop = open();
      const pushes = [];
      for (const text of ['你好', '我买的鞋', '什么时候发货？']) {
        pushes.push(shop.says(text));
        await shop.pass(apart);
      }
      await shop.pass(20_000);
      expect(shop.read()).toEqual(['答：你好\n我买的鞋\n什么时候发货？']);
      expect(asked).toHaveLength(1);
      expect(pushes.map(({ heard }) => heard)).toEqual(['success', 'success', 'success']);
      expect(shop.outcomes().sort()).toEqual([
        'answered',
        'handled elsewhere',
        'handled elsewhere',
      ]);
      expect(shop.isTyping()).toBe(false);
      // Whoever has the newest message answers: of its time most is left.
      const [answered] = shop.lines().filter(({ outcome }) => outcome === 'answered');
      expect(answered?.ms).toBe(3_500);
    },
  );

  test.each([
    ['a reply that takes its time asks once more whose it is to send, right before', 400, 3],
    ['an answer that is there at once does not', 0, 2],
  ])('%s', async (_, ms, updates) => {
    const shop = replying(ms).open({ env: { MERGE_MS: '0' } });
    shop.says('一');
    await shop.pass(5_000);
    expect(shop.database.calls.filter((call) => call.startsWith('update'))).toHaveLength(updates);
    expect(shop.outcomes()).toEqual(['answered']);
  });

  test('what comes while the reply is being made is answered after it', async () => {
    const { open } = replying(2_000);
    const shop = open();
    shop.says('一');
    await shop.pass(2_000);
    shop.says('二');
    await shop.pass(20_000);
    expect(shop.read()).toEqual(['答：一', '答：二']);
  });

  test('a rule answers at once, and what waits with it goes to the reply in its order', async () => {
    const { asked, open } = replying(1_000);
    const rules = [{ when: { text: '价格' }, reply: [{ text: '十元。' }] }];
    const shop = open({ rules });
    shop.says('价格');
    await shop.pass(300);
    expect(shop.read()).toEqual(['十元。']);
    await shop.pass(10_000);
    shop.says('你好');
    await shop.pass(300);
    shop.says('价格');
    await shop.pass(10_000);
    expect(shop.read()).toEqual(['十元。', '答：你好', '十元。']);
    expect(asked).toHaveLength(1);
  });

  test.each([
    [100, '200', '199', '答：一\n二'],
    [0, '1000', '999', '答：二\n一'],
  ])(
    'of one second, %i ms apart, are in the order of their coming, then of their ids',
    async (ms, first, second, answer) => {
      const { open } = replying(0);
      const shop = open();
      shop.says('一', { MsgId: first });
      await shop.pass(ms);
      shop.says('二', { MsgId: second });
      await shop.pass(10_000);
      expect(shop.read()).toEqual([answer]);
    },
  );

  test('which go on are answered after a while all the same', async () => {
    const { asked, open } = replying(0);
    const shop = open();
    for (let count = 0; count < 12; count += 1) {
      shop.says(String(count));
      await shop.pass(1_000);
    }
    await shop.pass(20_000);
    expect(asked.length).toBeGreaterThan(1);
    expect(shop.read().join('\n').replaceAll('答：', '')).toBe([...Array(12).keys()].join('\n'));
  });

  test.each([3_000, 60_000])('in a function of %i ms none is lost', async (limitMs) => {
    const { open } = replying(1_000);
    const shop = open({ limitMs });
    const pushes = [];
    for (const text of ['一', '二', '三']) {
      pushes.push(shop.says(text));
      await shop.pass(400);
    }
    await shop.pass(60_000);
    const read = shop.read().join('\n');
    const person = pushes.some(({ answers }) => answers.some(isTransfer));
    expect(person || ['一', '二', '三'].every((text) => read.includes(text))).toBe(true);
  });

  test('with MERGE_MS=0 the model is asked at once', async () => {
    const { asked, open } = replying(0);
    const shop = open({ env: { MERGE_MS: '0' } });
    shop.says('一');
    await shop.pass(200);
    expect(asked).toHaveLength(1);
  });
});

describe('what was said before', () => {
  test('goes with a question, oldest first, of the last HISTORY_TURNS, across instances', async () => {
    const { asked, open } = replying(0, ({ text }) => `${text}！`);
    const shop = open({ env: { HISTORY_TURNS: '2' } });
    for (const text of ['一', '二', '三', '四']) {
      shop.says(text);
      await shop.pass(5_000);
      shop.retireInstances();
    }
    expect(asked.at(-1)?.history).toEqual([
      { from: 'customer', text: '二' },
      { from: 'service', text: '二！' },
      { from: 'customer', text: '三' },
      { from: 'service', text: '三！' },
    ]);
  });

  test('what rules answered, and pictures, are in it by what they are', async () => {
    const { asked, open } = replying(0);
    const rules = [{ when: { text: '价格' }, reply: [{ image: 'prices.png' }] }];
    const shop = open({ rules });
    shop.says('价格');
    await shop.pass(5_000);
    shop.says('便宜点');
    await shop.pass(5_000);
    expect(asked[0]?.history).toEqual([
      { from: 'customer', text: '价格' },
      { from: 'service', text: '[图片]' },
    ]);
  });

  test.each([
    ['HISTORY_TURNS is 0', { HISTORY_TURNS: '0' }, 1_000],
    ['a day has passed', {}, 86_400_000],
  ])('is nothing where %s', async (_, env, ms) => {
    const { asked, open } = replying(0);
    const shop = open({ env });
    shop.says('一');
    await shop.pass(5_000 + ms);
    shop.says('二');
    await shop.pass(5_000);
    expect(asked.map(({ history }) => history)).toEqual([[], []]);
  });

  test('is bounded, however much is said', async () => {
    const { open } = replying(0, () => '好'.repeat(3_000));
    const shop = open({ env: { HISTORY_TURNS: '999' } });
    for (let turn = 0; turn < 60; turn += 1) {
      shop.says('问'.repeat(3_000));
      await shop.pass(5_000);
    }
    const kept = JSON.stringify([...shop.database.documents.values()]);
    expect(kept.length).toBeLessThan(60 * 200 + 100 * 2_100);
  });

  test('of two customers never mixes', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ who: fc.nat(2), waits: fc.nat(3_000) }), { maxLength: 12 }),
        async (turns) => {
          const { asked, open } = replying(500, ({ openid, text }) => `${openid} ${text}`);
          const shop = open();
          for (const [index, { who, waits }] of turns.entries()) {
            shop.says(`c${who} ${index}`, { openid: `c${who}` });
            await shop.pass(waits);
          }
          await shop.pass(60_000);
          for (const { openid, text, history } of asked) {
            const all = [text, ...history.map((said) => said.text)].join('\n');
            const others = ['c0', 'c1', 'c2'].filter((other) => other !== openid);
            expect(others.filter((other) => all.includes(other))).toEqual([]);
          }
          closeShops();
        },
      ),
      { numRuns: 60 },
    ));
});
