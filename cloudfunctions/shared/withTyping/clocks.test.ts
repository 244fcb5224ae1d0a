import { comingTo, expectNothingLeft, harness, type Options, working } from './testing/harness';
import { withTyping } from './withTyping';

/** Work of 60 s beside a message that WeChat had at 0 and the function `ageMs` later. */
async function play(skewMs: number, ageMs: number, more: Options = {}) {
  const scene = harness([{}], { skewMs });
  scene.says();
  await scene.advance(ageMs);
  const lastMessageAt = scene.momentAt(0);
  const result = working(scene, 60_000, () => 'answer', { lastMessageAt, ...more });
  const seen = await scene.watch(60_000);
  expect(await result).toBe('answer');
  expectNothingLeft(scene);
  return { story: scene.story(), until: seen.at(-1) };
}

const asDocumented = ['0 Typing 0', '15300 Typing 0', '29000 CancelTyping 0', '29000 Typing 0'];

describe('a function’s clock that is off from WeChat’s', () => {
  test.each<[string, number, string[], number]>([
    ['right', 0, asDocumented, 43_900],
    [
      '1 s ahead: brought forward 1 s early',
      1_000,
      ['0 Typing 0', '15300 Typing 0', '28000 CancelTyping 0', '28000 Typing 0'],
      42_900,
    ],
    [
      '10 s ahead: brought forward 10 s early',
      10_000,
      ['0 Typing 0', '15300 Typing 0', '19000 CancelTyping 0', '19000 Typing 0'],
      33_900,
    ],
    ['40 s ahead: the message seems too old, so WeChat decides', 40_000, asDocumented, 43_900],
    [
      '1 s behind: the message lies ahead, so it counts as written now',
      -1_000,
      asDocumented,
      43_900,
    ],
    ['10 s behind: the same', -10_000, asDocumented, 43_900],
    ['40 s behind: the same', -40_000, asDocumented, 43_900],
  ])('%s', async (_, skewMs, story, until) => {
    expect(await play(skewMs, 0)).toEqual({ story, until });
  });

  test('ahead by just less than 30 s, typing is tried all the same, though it begins later', async () => {
    const { story } = await play(29_500, 0, { delayMs: 800 });
    expect(story[0]).toBe('800 Typing 0');
  });

  test('behind, with a message that took its time: the last renewal comes too late, no more', async () => {
    const { story, until } = await play(-10_000, 5_000);
    expect(story).toEqual([
      '5000 Typing 0',
      '20300 Typing 0',
      '34000 CancelTyping 0',
      '34000 Typing 45080',
    ]);
    expect(until).toBe(33_900);
  });

  test.each([30_000, 31_000])(
    'a message that is truly too old, %i ms, costs one call',
    async (ageMs) => {
      const story = [`${ageMs} Typing 45080`];
      expect(await play(0, ageMs)).toEqual({ story, until: undefined });
    },
  );
});

describe('a time that is none', () => {
  test.each<[string, Options]>([
    ['lastMessageAt NaN, of a sample called by hand', { lastMessageAt: Number.NaN }],
    ['lastMessageAt in seconds', { lastMessageAt: 1_700_000_000 }],
    ['lastMessageAt without end', { lastMessageAt: Infinity }],
    ['delayMs NaN', { delayMs: Number.NaN }],
    ['marginMs and leadMs NaN', { marginMs: Number.NaN, leadMs: Number.NaN }],
    ['callMs NaN', { callMs: Number.NaN }],
    ['deadlineMs NaN', { deadlineMs: Number.NaN }],
    ['resumeMs NaN', { resumeMs: Number.NaN }],
  ])('%s counts as left out', async (_, more) => {
    const scene = harness();
    scene.says();
    const result = working(scene, 60_000, () => 'answer', more);
    await scene.advance(60_000);
    expect(await result).toBe('answer');
    expect(scene.story()).toEqual(asDocumented);
  });
});

test('times below 0 count as 0: no storm of calls', async () => {
  const scene = harness();
  scene.says();
  const wrong = { delayMs: -5, marginMs: -20_000, leadMs: -1, resumeMs: -1 };
  const result = working(scene, 60_000, () => 'answer', wrong);
  await scene.advance(60_000);
  expect(await result).toBe('answer');
  expect(scene.story()).toEqual(['0 Typing 0', '15000 Typing 0']);
});

describe('a clock that is set while work goes on', () => {
  test.each([15_000, 40_000, 3_600_000, -15_000, -3_600_000])(
    'by %i ms: the CancelTyping that is owed is sent',
    async (ms) => {
      const scene = harness();
      scene.says();
      const result = working(scene, 5_000, () => 'answer');
      await scene.advance(1_000);
      scene.setClock(ms);
      await scene.advance(4_000);
      expect(await result).toBe('answer');
      expect(scene.story()).toEqual(['0 Typing 0', '5000 CancelTyping 0']);
      expectNothingLeft(scene);
    },
  );

  test('forward: a renewal that comes early meets 45081, and the status stays ours', async () => {
    const scene = harness();
    scene.says();
    const result = working(scene, 17_000, () => 'answer');
    await scene.advance(2_000);
    scene.setClock(14_000);
    // Somebody joins, by which the time is looked at again.
    const other = working(scene, 1_000, () => 'other');
    await scene.advance(15_000);
    await Promise.all([result, other]);
    expect(scene.story()[1]).toBe('2000 Typing 45081');
    expectNothingLeft(scene);
  });

  test('back: what is due comes when it is due', async () => {
    const scene = harness();
    scene.says();
    const result = working(scene, 60_000, () => 'answer');
    await scene.advance(5_000);
    scene.setClock(-15_000);
    await scene.advance(55_000);
    await result;
    expect(scene.story()).toEqual(asDocumented);
  });

  test('back while a call is on its way: it is waited for no longer than callMs', async () => {
    const scene = harness([{ hangs: true }]);
    scene.says();
    const result = comingTo(working(scene, 100, () => 'answer'));
    await scene.advance(50);
    scene.setClock(-60_000);
    await scene.advance(6_000);
    expect(result.value).toBe('answer');
  });

  test('forward during a call: the last renewal is not brought forward by as much', async () => {
    const scene = harness([{ thereMs: 100 }, {}]);
    scene.says();
    const result = working(scene, 40_000, () => 'answer');
    await scene.advance(50);
    scene.setClock(10_000);
    await scene.advance(50_000);
    await result;
    // The call seemed to take 10 s; none takes longer than callMs.
    expect(scene.story()).toEqual(['0 Typing 0', '15400 Typing 0']);
  });
});

describe('with the real clock', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  test('times are milliseconds, and a deadline further off than timers reach does not go off', async () => {
    const calls: string[] = [];
    const startedAt = Date.now();
    const transport = {
      async setTyping({ command }: { command: string }) {
        calls.push(`${Date.now() - startedAt} ${command}`);
        return { errCode: 0 };
      },
    };
    const work = () => new Promise<string>((resolve) => setTimeout(resolve, 20_000, 'answer'));
    const result = withTyping('customer', work, { transport, deadlineMs: 2 ** 40 });
    await jest.advanceTimersByTimeAsync(20_000);
    expect(await result).toBe('answer');
    expect(calls).toEqual(['0 Typing', '15300 Typing', '20000 CancelTyping']);
    expect(jest.getTimerCount()).toBe(0);
  });
});
