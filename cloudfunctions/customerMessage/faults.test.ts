import type { Reply } from './replyContract';
import { type Fault, faults } from './testing/fakeDatabase';
import { isTransfer, openShop, type Pushed } from './testing/openShop';

jest.setTimeout(60_000);

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

async function countCalls(): Promise<number> {
  const { shop } = await play(() => {});
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
