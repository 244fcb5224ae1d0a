import { runCommand } from '../cli/runCommand';
import { fakeTerminal } from '../cli/testing/fakeTerminal';
import type { BurstResult } from './burst/playBurst';
import { type DemoDeps, demoCommand } from './demoCommand';
import type { Played } from './playStep';
import type { Step } from './steps';

const goodBurst: BurstResult = { typing: 120, refused: 0, answered: 100, leftTyping: 0 };

/** The command on a conversation that goes as documented, but for what the test says. */
async function demo(
  argv: string[],
  {
    seen = () => ({}),
    burst = {},
    ...more
  }: {
    /** What the step of this number, from 1, showed otherwise. */
    seen?(number: number): Partial<Played> & { typing?: boolean };
    burst?: Partial<BurstResult>;
  } & Partial<DemoDeps> = {},
) {
  let number = 0;
  let closed = 0;
  const playStep = async (_: unknown, { expected, actions }: Step): Promise<Played> => {
    const { typing = expected.typing, ...rest } = seen(++number);
    const said = actions.flatMap((action) => ('say' in action ? [action.say] : [])).at(-1);
    return {
      errCode: expected.errCode,
      errMsg: 'what WeChat said',
      screen: { typing, last: said === undefined ? undefined : { from: 'customer', text: said } },
      ...rest,
    };
  };
  const { terminal, written } = fakeTerminal(argv);
  const code = await runCommand(
    'demo',
    demoCommand({
      build: async () => {},
      openDemo: async () => ({
        url: 'http://127.0.0.1:1',
        clock: Object({ freeze() {} }),
        account: { appid: '', secret: '' },
        close: async () => {
          closed += 1;
        },
      }),
      playStep,
      playBurst: async () => ({ ...goodBurst, ...burst }),
      ...more,
    }),
    terminal,
  );
  return { code, ...written, closed };
}

test('tells each step with its code, what it means and the customer’s screen', async () => {
  const { code, out, closed } = await demo([]);
  expect([code, closed]).toEqual([0, 1]);
  expect(out).toMatch(/✔ 2\. .*\n +0 OK {2}.*\n[^✔]*对方正在输入…\n[^✔]*在吗？/);
  expect(out).toMatch(/✔ 10\..*stranger.*\n +-401001 NO_PERMISSION/);
  expect(out).toContain('Everything as WeChat documents it.');
  expect(out).toMatch(/What to do next[\s\S]*npm run simulate/);
});

test('and in Chinese', async () => {
  const { out } = await demo(['--lang', 'zh']);
  expect(out).toMatch(/✔ 3\. 马上再下发一次 Typing\n +45081 ALREADY_TYPING/);
  expect(out).toMatch(/全部与微信文档一致[\s\S]*接下来可以/);
});

test('ends with 1 and a line at the step whose code is not as documented', async () => {
  const { code, out } = await demo([], {
    seen: (number) => (number === 2 ? { errCode: 45009 } : {}),
  });
  expect(code).toBe(1);
  expect(out).toMatch(/✔ 1\./);
  expect(out).toMatch(
    /✘ 2\.[^✔]*✘ NOT AS DOCUMENTED: errCode 0 is due here, but it was 45009\n +what WeChat said/,
  );
  expect(out).toContain('1 of 13 not as documented');
});

test('ends with 1 and a line at the step whose screen is not as documented', async () => {
  const wrong = (number: number) => (number === 7 ? { typing: true } : {});
  const { code, out } = await demo(['--lang', 'zh'], { seen: wrong });
  expect(code).toBe(1);
  expect(out).toMatch(/✘ 7\.[^✔]*✘ 与文档不符：此时客户的画面上不应显示“对方正在输入…”/);
  const english = await demo([], { seen: (number) => (number === 2 ? { typing: false } : {}) });
  expect(english.out).toContain('对方正在输入… should be on the customer’s screen here');
});

test.each<[string, Partial<BurstResult>, RegExp]>([
  ['a message is not answered', { answered: 99 }, /99 of 100 messages answered/],
  ['a customer is left with typing', { leftTyping: 1 }, /1 customers left with typing/],
  ['a call is refused', { refused: 2 }, /2 refused/],
  ['it takes more calls than needed', { typing: 121 }, /121 Typing calls where 120 are needed/],
])('ends with 1 and a line where in the burst %s', async (_, burst, line) => {
  const { code, out } = await demo([], { burst });
  expect(code).toBe(1);
  expect(out).toMatch(/✘ A burst/);
  expect(out).toMatch(line);
});

test('--json prints the same for machines, and nothing else', async () => {
  const { code, out, err } = await demo(['--json'], {
    seen: (number) => (number === 1 ? { errCode: 0 } : {}),
  });
  expect([code, err]).toEqual([1, '']);
  const { asDocumented, steps, burst } = JSON.parse(out);
  expect(asDocumented).toBe(false);
  expect(steps[0]).toMatchObject({ step: 1, errCode: 0, asDocumented: false });
  expect(steps[5]).toMatchObject({ step: 6, errCode: null, asDocumented: true });
  expect(burst).toMatchObject({ typingNeeded: 120, withTyping: goodBurst, asDocumented: true });
});

test('bad usage ends with 2, help with 0', async () => {
  expect(await demo(['--nope'])).toMatchObject({ code: 2, out: '' });
  expect(await demo(['--help'])).toMatchObject({
    code: 0,
    out: expect.stringContaining('--json'),
  });
});

test('what fails in the middle closes the simulator all the same, and ends with 1', async () => {
  const playBurst = async () => {
    throw new Error('no more memory');
  };
  const { code, err, closed } = await demo([], { playBurst });
  expect([code, closed]).toEqual([1, 1]);
  expect(err).toContain('no more memory');
});
