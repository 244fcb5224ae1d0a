import { retriedCodes } from './callWeChat';
import { comingTo, expectNothingLeft, type Fate, harness, working } from './testing/harness';
import { withTyping } from './withTyping';

/** The calls of work that takes `ms`. */
async function play(fates: Fate[], ms: number) {
  const scene = harness(fates);
  scene.says();
  const result = working(scene, ms, () => 'answer');
  await scene.advance(ms + 10_000);
  expect(await result).toBe('answer');
  return { scene, story: scene.story() };
}

test('the codes that are tried once more, and which of them leave the first try’s fate open', () => {
  expect(Object.fromEntries(retriedCodes)).toEqual({
    '-1': 'answered',
    '-501001': 'unanswered',
    '-501002': 'unanswered',
    '-604102': 'unanswered',
    '-604103': 'unanswered',
  });
});

describe('what is tried once more', () => {
  test.each([...retriedCodes.keys()])('%i is, and no more than once', async (refused) => {
    const { story } = await play([{ refused }, { refused }, {}], 100);
    expect(story.filter((line) => line.includes(' Typing '))).toHaveLength(2);
  });

  test.each([
    -604101, -604100, -604104, -401001, -501003, -501007, -404011, -999999, 40001, 45009, 48001,
  ])('%i is not: one call, and nothing to cancel', async (refused) => {
    const { scene, story } = await play([{ refused }], 60_000);
    expect(story).toEqual([`0 Typing ${refused}`]);
    expect(scene.logged).toEqual([{ what: 'typing stopped', errCode: refused }]);
  });

  test.each<[string, () => Promise<{ errCode: number }>, string[], number[]]>([
    [
      'a closed connection, thrown without a code, is',
      () => Promise.reject(Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' })),
      ['Typing', 'Typing', 'CancelTyping', 'CancelTyping'],
      [-501001],
    ],
    [
      'a refusal thrown at once is not',
      () => {
        throw Object.assign(new Error('before init'), { errCode: -401003 });
      },
      ['Typing'],
      [-401003],
    ],
    ['one that WeChat wrote as text is not', refusing('48001'), ['Typing'], [48001]],
    ['busy, written as text, is', refusing('-1'), ['Typing', 'Typing'], [-1]],
    [
      'a body that the SDK could not read, though it says 0, is',
      async () => Object({ errCode: 0, errMsg: 'ok', buffer: '', contentType: 'text/html' }),
      ['Typing', 'Typing', 'CancelTyping', 'CancelTyping'],
      [-501001],
    ],
    ...['buffer', 'contentType', 'result'].map(
      (key): [string, () => Promise<{ errCode: number }>, string[], number[]] => [
        `a body that the SDK could not read, by its ${key}, is`,
        async () => Object({ errCode: 0, [key]: '' }),
        ['Typing', 'Typing', 'CancelTyping', 'CancelTyping'],
        [-501001],
      ],
    ),
    [
      'a refusal with such a field is not',
      async () => Object({ errCode: 45009, result: '' }),
      ['Typing'],
      [45009],
    ],
    [
      'a TypeError of another code is not',
      () => Promise.reject(Object.assign(new TypeError('x'), { errCode: -401003 })),
      ['Typing'],
      [-401003],
    ],
    ...[null, 'busy', Number.NaN, {}].map(
      (errCode): [string, () => Promise<{ errCode: number }>, string[], number[]] => [
        `a code that is none (${String(errCode)}) is`,
        async () => Object({ errCode }),
        ['Typing', 'Typing', 'CancelTyping', 'CancelTyping'],
        [-501001],
      ],
    ),
    [
      'a success with a field more is a success',
      async () => Object({ errCode: 0, errMsg: 'ok', msgid: '1' }),
      ['Typing', 'CancelTyping'],
      [],
    ],
    [
      'the SDK’s own TypeError, which it labels -1, may have arrived',
      () => Promise.reject(Object.assign(new TypeError('x'), { errCode: -1 })),
      ['Typing', 'Typing', 'CancelTyping', 'CancelTyping'],
      [-501001],
    ],
    [
      'an error that can’t even be read is',
      () =>
        Promise.reject({
          get errCode() {
            throw new Error('no');
          },
        }),
      ['Typing', 'Typing', 'CancelTyping', 'CancelTyping'],
      [-501001],
    ],
    ['nothing at all is', async () => Object(undefined), ['Typing', 'Typing'], [-501001]],
  ])('%s', async (_, answer, commands, codes) => {
    const scene = harness();
    const called: string[] = [];
    const transport = {
      setTyping: (call: { command: string }) => {
        called.push(call.command);
        return answer();
      },
    };
    const result = working(scene, 1_000, () => 'answer', { transport });
    await scene.advance(1_000);
    expect(await result).toBe('answer');
    expect(called.slice(0, commands.length)).toEqual(commands);
    expect(scene.logged.map(({ errCode }) => errCode)).toEqual(codes);
  });

  function refusing(errCode: string) {
    return () => Promise.reject(Object.assign(new Error('said so'), { errCode }));
  }
});

describe('what a first try without an answer may have done', () => {
  test('is not known, so the call is tried once more', async () => {
    const { scene, story } = await play([{ dropped: true }, {}], 5_000);
    expect(story).toEqual(['0 Typing undefined', '0 Typing 0', '5000 CancelTyping 0']);
    expectNothingLeft(scene);
  });

  test('45081 on the second says: it had arrived, and is renewed and cancelled as ours', async () => {
    const { scene, story } = await play([{ lost: true, backMs: 500 }, {}], 17_000);
    expect(story).toEqual([
      '0 Typing 0',
      '500 Typing 45081',
      '15800 Typing 0',
      '17000 CancelTyping 0',
    ]);
    expectNothingLeft(scene);
  });

  test('is not cancelled before its time: what shows may be another instance’s', async () => {
    const { story } = await play([{}, { lost: true }, {}], 60_000);
    expect(story).toEqual(['0 Typing 0', '15300 Typing 0', '15300 Typing 45081']);
  });

  test.each([45080, 48001, -604101])(
    'is not forgotten where the second is refused with %i: it is taken down',
    async (refused) => {
      const { scene, story } = await play([{ lost: true, backMs: 400 }, { refused }, {}], 5_000);
      expect(story).toEqual(['0 Typing 0', `400 Typing ${refused}`, '5000 CancelTyping 0']);
      expectNothingLeft(scene);
    },
  );

  test('nor is a second’s, after WeChat was busy', async () => {
    const { scene, story } = await play([{ refused: -1 }, { lost: true }, {}], 5_000);
    expect(story.at(-1)).toBe('5000 CancelTyping 0');
    expectNothingLeft(scene);
  });

  test('WeChat busy twice took nothing: there is nothing to cancel', async () => {
    const { story } = await play([{ refused: -1 }], 5_000);
    expect(story).toEqual(['0 Typing -1', '0 Typing -1']);
  });

  test('45081 after WeChat was busy is somebody else’s', async () => {
    const scene = harness([{ refused: -1 }, {}]);
    scene.says();
    scene.weChat.setTyping('Typing');
    const result = working(scene, 5_000, () => 'answer');
    await scene.advance(5_000);
    await result;
    expect(scene.story()).toEqual(['0 Typing -1', '0 Typing 45081']);
    expect(scene.typing()).toBe(true);
  });

  test('both lost: its 15 s are counted from the later', async () => {
    const { story } = await play([{ lost: true }, { dropped: true, backMs: 700 }, {}], 17_000);
    // WeChat's own began at 0, but nobody here can know that.
    expect(story[2]).toBe('16000 Typing 0');
  });

  test('both lost: the status may be showing, so it is cancelled', async () => {
    const { scene, story } = await play([{ lost: true }, { lost: true }, {}], 5_000);
    expect(story.at(-1)).toBe('5000 CancelTyping 0');
    expectNothingLeft(scene);
  });
});

describe('a first try that hangs', () => {
  test('leaves the second half of the time, on a connection of its own', async () => {
    const { scene, story } = await play([{ hangs: true }, {}], 20_000);
    expect(story.slice(0, 2)).toEqual(['0 Typing undefined', '1500 Typing 0']);
    expect(scene.typing()).toBe(false);
  });

  test('and was taken all the same: 45081 on the second says so', async () => {
    const { story } = await play([{ silent: true }, { thereMs: 200 }, {}], 18_000);
    // Known since the second's answer at 1700, which is when its 15 s began at the latest.
    expect(story).toEqual([
      '0 Typing 0',
      '1500 Typing 45081',
      '17000 Typing 0',
      '18000 CancelTyping 0',
    ]);
  });

  test('what a slow but living WeChat answers to it counts', async () => {
    const { scene, story } = await play(
      [{ thereMs: 1_000, backMs: 1_000 }, { hangs: true }, {}],
      5_000,
    );
    expect(story).toEqual(['0 Typing 0', '1500 Typing undefined', '5000 CancelTyping 0']);
    expect(scene.logged).toEqual([]);
  });

  test('is waited for, too: it could put the status up after it was taken down', async () => {
    const { scene, story } = await play([{ thereMs: 2_500 }, {}], 2_000);
    expect(story).toEqual(['0 Typing 45081', '1500 Typing 0', '2500 CancelTyping 0']);
    expectNothingLeft(scene);
  });

  test('no third try after a second that hangs; the rest of the time is theirs', async () => {
    const { scene, story } = await play([{ hangs: true }, { hangs: true }, {}], 2_900);
    expect(story).toEqual(['0 Typing undefined', '1500 Typing undefined', '3000 CancelTyping 0']);
    expect(scene.timersLeft()).toBe(0);
  });

  test('no second try for work that ended meanwhile', async () => {
    const { story } = await play([{ hangs: true }, {}], 1_000);
    expect(story).toEqual(['0 Typing undefined', '3000 CancelTyping 0']);
  });

  test('no second try once the 30 s are over', async () => {
    const scene = harness([{ dropped: true, backMs: 1_100 }, {}]);
    scene.says();
    const result = working(scene, 31_000, () => 'answer', { delayMs: 29_000 });
    await scene.advance(31_000);
    await result;
    expect(scene.story().slice(0, 2)).toEqual(['29000 Typing undefined', '31000 CancelTyping 0']);
  });

  test('no second try while a message waits, which is then not held up by it', async () => {
    const scene = harness([{ dropped: true, backMs: 800 }, { thereMs: 700 }]);
    scene.says();
    const result = withTyping(
      scene.touser,
      async ({ send }) => {
        await scene.pass(500);
        await send(() => scene.message());
      },
      scene.options,
    );
    await scene.advance(5_000);
    await result;
    expect(scene.weChat.messages.at(-1)).toEqual({ from: 'service', at: 800 });
    expect(scene.story()).toEqual(['0 Typing undefined']);
  });

  test('for ever, like all after it: the answer waits no longer than three times callMs', async () => {
    const scene = harness([{ hangs: true }]);
    scene.says();
    const result = comingTo(working(scene, 500, () => 'answer', { callMs: 2_000 }));
    await scene.advance(1_999);
    expect(result.at).toBeUndefined();
    await scene.advance(2_001);
    expect(result.value).toBe('answer');
    expect(scene.timersLeft()).toBe(0);
  });

  test('a message, too, waits for it no longer than callMs', async () => {
    const scene = harness([{ hangs: true }]);
    scene.says();
    const result = comingTo(
      withTyping(
        scene.touser,
        ({ send }) => scene.pass(100).then(() => send(() => scene.message())),
        {
          ...scene.options,
          callMs: 2_000,
        },
      ),
    );
    await scene.advance(6_000);
    expect(result.value).toEqual({ errCode: 0 });
    expect(scene.weChat.messages.at(-1)).toEqual({ from: 'service', at: 2_000 });
  });
});

describe('a Typing that was let go', () => {
  test('is told as -501002, no answer in time', async () => {
    const { scene } = await play([{ hangs: true }, { hangs: true }, {}], 5_000);
    expect(scene.logged).toEqual([{ what: 'typing stopped', errCode: -501002 }]);
  });

  test('beside one that was refused is ours, too, where 45081 tells of it', async () => {
    const never: Fate = { thereMs: 6_000, silent: true };
    const { story } = await play([never, { refused: -1 }, {}], 19_000);
    expect(story.slice(2)).toEqual(['18300 Typing 45081', '19000 CancelTyping 0']);
  });

  test('and is refused late changes nothing', async () => {
    const late: Fate = { thereMs: 5_000, refused: 48001 };
    const { story } = await play([late, { hangs: true }, {}], 19_000);
    expect(story.slice(2)).toEqual(['18300 Typing 0', '19000 CancelTyping 0']);
  });

  test('and is taken late shows from then on, and is taken down', async () => {
    const late: Fate = { thereMs: 4_000 };
    const { scene, story } = await play([late, { hangs: true }, {}], 20_500);
    // Taken at 4000: sent again 15.3 s later, not at 18 300, when it still shows.
    expect(story.slice(2)).toEqual(['19300 Typing 0', '20500 CancelTyping 0']);
    expect(scene.timersLeft()).toBe(0);
  });

  test('and is taken by nobody knows when is ours, where 45081 tells of it', async () => {
    // Both let go at 3000; the first is taken at 6000, the renewal at 18 300 meets it.
    const never: Fate = { thereMs: 6_000, silent: true };
    const { scene, story } = await play([never, { hangs: true }, {}], 19_000);
    expect(story.slice(2)).toEqual(['18300 Typing 45081', '19000 CancelTyping 0']);
    expect(scene.typing()).toBe(false);
  });

  test('leaves the work that comes next a status to take down', async () => {
    const scene = harness([{ silent: true }, { hangs: true }, { hangs: true }, {}]);
    scene.says();
    const first = working(scene, 100, () => 'first');
    await scene.advance(6_000);
    await first;
    const second = working(scene, 1_000, () => 'second');
    await scene.advance(1_000);
    expect(await second).toBe('second');
    expect(scene.story().slice(-2)).toEqual(['6000 Typing 45081', '7000 CancelTyping 0']);
    expect([scene.typing(), scene.timersLeft()]).toEqual([false, 0]);
  });

  test('and answered when all is over sets no timer and makes no call', async () => {
    const scene = harness([{ thereMs: 8_000 }, { hangs: true }, {}]);
    const result = working(scene, 100, () => 'answer');
    await scene.advance(7_000);
    await result;
    const calls = scene.calls.length;
    scene.says();
    await scene.advance(10_000);
    expect(scene.calls).toHaveLength(calls);
    expect(scene.timersLeft()).toBe(0);
  });
});

describe('a failure that may pass', () => {
  test('does not end typing for a long reply: it is tried again after the time of a status', async () => {
    const { scene, story } = await play(
      [{ refused: -1, backMs: 50 }, { refused: -1, backMs: 50 }, {}],
      20_000,
    );
    expect(story).toEqual([
      '0 Typing -1',
      '50 Typing -1',
      '15400 Typing 0',
      '20000 CancelTyping 0',
    ]);
    expect(scene.logged).toEqual([{ what: 'typing stopped', errCode: -1 }]);
  });

  test('late in the 30 s has its next chance just before they end', async () => {
    const { story } = await play([{}, { refused: -1 }, { refused: -1 }, {}], 40_000);
    expect(story).toEqual([
      '0 Typing 0',
      '15300 Typing -1',
      '15300 Typing -1',
      '29000 Typing 0',
      '40000 CancelTyping 0',
    ]);
  });

  test('WeChat busy all the time: no more than that, and no storm before the 30 s end', async () => {
    const { story } = await play([{ refused: -1 }], 60_000);
    const at = story.map((line) => Number.parseInt(line, 10));
    expect(at).toEqual([0, 0, 15_300, 15_300, 29_000, 29_000]);
  });

  test('WeChat down: six tries in 60 s, one line in the log, and the answer is not held back', async () => {
    const { scene, story } = await play([{ dropped: true }], 60_000);
    expect(story.map((line) => Number.parseInt(line, 10))).toEqual([
      0, 0, 15_300, 15_300, 29_000, 29_000,
    ]);
    expect(scene.logged).toHaveLength(1);
    expectNothingLeft(scene);
  });
});

describe('slow WeChat', () => {
  test('the 15 s are counted from its answer, so that none is a 45081', async () => {
    const slow: Fate = { thereMs: 1_000, backMs: 400 };
    const { scene } = await play([slow, { thereMs: 100, backMs: 100 }], 60_000);
    expect(scene.calls.map(({ errCode }) => errCode)).toEqual([0, 0, 0, 0]);
    expect(scene.calls[1]?.at).toBe(16_700);
  });

  test('the last renewal is brought forward by as much, and is in time', async () => {
    const { story } = await play([{ thereMs: 700, backMs: 700 }], 60_000);
    expect(story).toEqual([
      '0 Typing 0',
      '16700 Typing 0',
      '27600 CancelTyping 0',
      '29000 Typing 0',
    ]);
  });
});
