import fc from 'fast-check';
import type { Reply } from './replyContract';
import { type Fault, faults } from './testing/fakeDatabase';
import type { WeChatFault } from './testing/fakeWeChat';
import { closeShops, isTransfer, openShop, type Pushed } from './testing/openShop';

const texts = ['你好', '我买的鞋', '什么时候发货？'];

/** Three messages 600 ms apart to a reply that takes 2 s, and a fourth while it is being made. */
async function play(
  prepare: (shop: ReturnType<typeof openShop>) => void,
  limitMs = 20_000,
): Promise<{ shop: ReturnType<typeof openShop>; pushes: Pushed[] }> {
  const reply: Reply = async ({ text }) => {
    await shop.takes(2_000);
    return text;
  };
  const shop = openShop({ reply, limitMs });
  prepare(shop);
  const pushes: Pushed[] = [];
  for (const text of texts) {
    pushes.push(shop.says(text));
    await shop.pass(600);
  }
  await shop.pass(2_000);
  pushes.push(shop.says('急'));
  await shop.pass(90_000);
  shop.close();
  return { shop, pushes };
}

/** Every message has an answer that has seen it, or a person has the conversation. */
function judge(shop: ReturnType<typeof openShop>, pushes: Pushed[]) {
  const read = shop.read().join('\n').split('\n');
  const person = pushes.some(({ answers }) => answers.some(isTransfer));
  const unanswered = [...texts, '急'].filter((text) => !read.includes(text));
  return { unanswered: person ? [] : unanswered, person, messages: shop.read().length };
}

async function countCalls(limitMs?: number): Promise<number> {
  const { shop } = await play(() => {}, limitMs);
  return shop.database.calls.length;
}

test('without a fault four messages get two answers', async () => {
  const { shop, pushes } = await play(() => {});
  expect(shop.read()).toEqual([texts.join('\n'), '急']);
  expect(judge(shop, pushes)).toEqual({ unanswered: [], person: false, messages: 2 });
});

test.each(faults)(
  'a database call that %s, whichever it is: an answer or a person',
  async (fault: Fault) => {
    const calls = await countCalls();
    for (let failing = 0; failing < calls; failing += 1) {
      const { shop, pushes } = await play(({ database }) => {
        database.fault = (call) => (call === failing ? fault : undefined);
      });
      const judged = judge(shop, pushes);
      expect([failing, shop.database.calls[failing], judged.unanswered, shop.isTyping()]).toEqual([
        failing,
        shop.database.calls[failing],
        [],
        false,
      ]);
      expect(judged.messages).toBeLessThanOrEqual(5);
    }
  },
);

test('an instance that dies at whichever call of its to the database: an answer or a person', async () => {
  const calls = await countCalls();
  for (let failing = 0; failing < calls; failing += 1) {
    const { shop, pushes } = await play((shop) => {
      shop.database.fault = (call) => {
        if (call === failing) shop.killCaller();
        return undefined;
      };
    });
    const judged = judge(shop, pushes);
    expect([failing, judged.unanswered]).toEqual([failing, []]);
  }
});

test.each<[WeChatFault]>([['hangs'], ['lost'], [-1], [45080], [45015]])(
  'a call to WeChat that is answered %j, whichever it is: an answer or a person',
  async (fault) => {
    const { shop: first } = await play(() => {});
    for (let failing = 0; failing < first.wechat.calls.length; failing += 1) {
      const { shop, pushes } = await play(({ wechat }) => {
        wechat.fault = () => (wechat.calls.length === failing ? fault : undefined);
      });
      expect([failing, judge(shop, pushes).unanswered]).toEqual([failing, []]);
    }
  },
);

test.each(faults)('a database that always %s: an answer or a person', async (fault) => {
  const { shop, pushes } = await play(({ database }) => {
    database.fault = () => fault;
  });
  expect(judge(shop, pushes).unanswered).toEqual([]);
});

test.each([3_000, 60_000])('in a function of %i ms: an answer or a person', async (limitMs) => {
  const calls = await countCalls(limitMs);
  for (let failing = 0; failing < calls; failing += 1) {
    for (const fault of ['never settles', 'its answer is lost', 'dies'] as const) {
      const { shop, pushes } = await play((shop) => {
        shop.database.fault = (call) => {
          if (call !== failing) return undefined;
          if (fault === 'dies') shop.killCaller();
          return fault === 'dies' ? undefined : fault;
        };
      }, limitMs);
      expect([failing, fault, judge(shop, pushes).unanswered]).toEqual([failing, fault, []]);
    }
  }
});

test('a holder that dies, and a repeat whose first try at the database is refused: an answer', async () => {
  const shop = openShop({ reply: async ({ text }) => text, limitMs: 60_000 });
  shop.database.fault = (call) => {
    if (call === 3) shop.killCaller();
    return call === 4 ? 'refused' : undefined;
  };
  shop.says('m0');
  await shop.pass(200_000);
  expect(shop.read()).toEqual(['m0']);
});

test('whatever comes when, with any two faults, no message is lost and none is answered before an earlier one', () =>
  fc.assert(
    fc.asyncProperty(
      fc.array(
        fc.record({
          waits: fc.integer({ min: 0, max: 6_000 }),
          takes: fc.integer({ min: 0, max: 9_000 }),
        }),
        {
          minLength: 1,
          maxLength: 6,
        },
      ),
      fc.dictionary(fc.nat(60).map(String), fc.constantFrom(...faults, 'dies' as const), {
        maxKeys: 2,
      }),
      fc.constantFrom(3_000, 20_000, 60_000),
      async (says, failing, limitMs) => {
        let asked = 0;
        const reply: Reply = async ({ text }) => {
          const { takes } = says[asked % says.length] ?? { takes: 0 };
          asked += 1;
          await shop.takes(takes);
          return text;
        };
        const shop = openShop({ reply, limitMs });
        let hasCollection = true;
        let hasDied = false;
        shop.database.fault = (call) => {
          const fault = failing[call];
          hasDied ||= fault === 'dies';
          if (fault === 'dies') shop.killCaller();
          // Nobody deletes a collection for the length of one call.
          hasCollection &&= fault !== 'no collection';
          if (!hasCollection) return 'no collection';
          return fault === 'dies' ? undefined : fault;
        };
        const pushes: Pushed[] = [];
        for (const [index, { waits }] of says.entries()) {
          pushes.push(shop.says(`m${index}`));
          await shop.pass(waits);
        }
        await shop.pass(200_000);
        const read = shop.read().flatMap((answer) => answer.split('\n'));
        const person = pushes.some(({ answers }) => answers.some(isTransfer));
        // WeChat delivers a message three times at most: two instances that die with it may be the
        // last that had it.
        const diedWith = ({ answers }: Pushed) => answers.filter((it) => it === undefined).length;
        // What was left to an instance stands in the database only: where that one dies and the
        // database is gone for good, nobody knows of it.
        const isForgotten = ({ answers }: Pushed) =>
          hasDied && !hasCollection && answers.includes('success');
        const lost = pushes.flatMap((push, index) =>
          read.includes(`m${index}`) || diedWith(push) > 1 || isForgotten(push)
            ? []
            : [`m${index}`],
        );
        if (!person) expect(lost).toEqual([]);
        if (Object.keys(failing).length === 0) {
          expect(read).toEqual([...new Set(read)].sort());
        }
        expect(shop.isTyping()).toBe(false);
        closeShops();
      },
    ),
    {
      numRuns: 150,
      examples: [
        [
          [
            { waits: 1500, takes: 2000 },
            { waits: 0, takes: 3501 },
            { waits: 0, takes: 0 },
          ],
          { '33': 'dies', '34': 'no collection' },
          60_000,
        ],
      ],
    },
  ));
