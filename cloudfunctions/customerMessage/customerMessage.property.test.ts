import fc from 'fast-check';
import { outcomes } from './outcomes';
import { closeShops, customer, openShop } from './testing/openShop';

jest.setTimeout(60_000 * Number(process.env.PROPERTY_TIMES ?? 1));

afterEach(closeShops);

describe('whatever comes', () => {
  const pushLike = fc.record(
    {
      FromUserName: fc.oneof(fc.constantFrom(customer, 'oSomebodyElse', ''), fc.anything()),
      ToUserName: fc.oneof(fc.string(), fc.anything()),
      MsgType: fc.oneof(
        fc.constantFrom('text', 'image', 'miniprogrampage', 'event', 'voice', 'TEXT'),
        fc.anything(),
      ),
      Event: fc.oneof(fc.constantFrom('user_enter_tempsession', 'subscribe'), fc.anything()),
      Content: fc.oneof(fc.constantFrom('在吗', '转人工', '价格'), fc.string(), fc.anything()),
      MsgId: fc.oneof(fc.constantFrom('1', 2, '3'), fc.anything()),
      CreateTime: fc.oneof(fc.integer(), fc.anything()),
      Title: fc.anything(),
      PagePath: fc.anything(),
      PicUrl: fc.anything(),
    },
    { requiredKeys: [] },
  );

  test('never a throw, never a message to somebody else, never a hand-over lost: 10,000 pushes', async () => {
    const touched = new Set<string>();
    const seen = new Set<unknown>();
    const known = Object.keys(outcomes);
    const open = () =>
      openShop({
        reply: async ({ text }) => (text.length % 2 === 0 ? '好的' : { handOver: true }),
        rules: [{ when: { text: '价格' }, reply: [{ text: '一元' }] }],
        env: { GREETING: '您好', MERGE_MS: '0' },
      });
    let shop = open();
    let runs = 0;
    await fc.assert(
      fc.asyncProperty(fc.oneof(pushLike, fc.anything()), fc.anything(), async (event, context) => {
        runs += 1;
        if (runs % 50 === 0) {
          shop.close();
          shop = open();
        }
        shop.forgetLog();
        shop.wechat.says(customer, '');
        let answer: unknown;
        const answered = shop.receive(event as object, customer, context).then((given) => {
          answer = given;
        });
        // Most need no time; the rest has the longest that a context can ask for.
        await Promise.race([answered, shop.pass(0)]);
        if (answer === undefined) await shop.pass(1_000);
        if (answer === undefined) await shop.pass(20_000);
        const lines = shop.lines().filter(({ outcome }) => outcome);
        const [line] = lines;
        const isTransfer = Reflect.get(Object(answer), 'MsgType') === 'transfer_customer_service';
        // One expectation a run: each takes longer than the function.
        expect([lines.length, known.includes(String(line?.outcome)), isTransfer || answer]).toEqual(
          [1, true, line?.handedOver ? true : 'success'],
        );
        seen.add(line?.outcome);
        for (const openid of shop.touched()) touched.add(openid);
      }),
      // What a tenth of the runs may miss by chance: somebody enters, a rule answers.
      {
        numRuns: 10_000,
        examples: [
          [{ MsgType: 'event', Event: 'user_enter_tempsession', FromUserName: customer }, {}],
          [{ MsgType: 'text', Content: '价格', FromUserName: customer }, {}],
        ],
      },
    );
    expect([...touched]).toEqual([customer]);
    expect([...seen].sort()).toEqual(
      expect.arrayContaining([
        'answered',
        'for a person',
        'greeted',
        'not a push of WeChat’s',
        'not vouched for',
        'with a person',
      ]),
    );
  });
});
