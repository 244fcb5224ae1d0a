import type { Question, Reply } from './replyContract';
import { closeShops, openShop } from './testing/openShop';

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
    },
  );

  test('what comes while the reply is being made is answered after it', async () => {
    const { open } = replying(2_000);
    const shop = open();
    shop.says('一');
    await shop.pass(2_000);
    shop.says('二');
    await shop.pass(20_000);
    expect(shop.read()).toEqual(['答：一', '答：二']);
  });
});
