import type { Clock, Transport } from '../contract';
import type { TypingClock, TypingTransport } from './options';
import { inHand, type Road, stage } from './testing/harness';
import { withTyping } from './withTyping';

type Stage = ReturnType<typeof stage>;
type Options = Partial<Parameters<typeof withTyping>[2]>;

const optionsOf = ({ transport, clock, log }: Stage, more: Options = {}) => ({
  transport,
  clock,
  log,
  ...more,
});

/** Work that takes `ms` and then does `then`. */
function working<T>(scene: Stage, ms: number, then: () => T, more: Options = {}): Promise<T> {
  const work = async () => {
    await scene.pass(ms);
    return then();
  };
  return withTyping(scene.touser, work, optionsOf(scene, more));
}

/** As it has to be after withTyping has returned. */
function expectNothingLeft(scene: Stage): void {
  expect({
    timers: scene.timersLeft(),
    calls: scene.callsUnderWay(),
    typing: scene.typing(),
  }).toEqual({ timers: 0, calls: 0, typing: false });
}

/** What a promise comes to, without waiting for it. */
function comingTo(promise: Promise<unknown>) {
  const seen: { value?: unknown; error?: unknown; at?: 'settled' } = {};
  promise.then(
    (value) => Object.assign(seen, { value, at: 'settled' }),
    (error) => Object.assign(seen, { error, at: 'settled' }),
  );
  return seen;
}

const failed = new Error('no answer to be had');
const fail = () => {
  throw failed;
};

test('the transport and the clock of our functions fit', () => {
  const fits = (transport: Transport, clock: Clock): [TypingTransport, TypingClock] => [
    transport,
    clock,
  ];
  expect(fits).toBeDefined();
});

describe('while work goes on', () => {
  test('typing starts beside the work and is taken down when it has returned', async () => {
    const scene = stage();
    scene.says();
    const result = working(scene, 5_000, () => 'answer');
    await scene.advance(4_000);
    expect(scene.typing()).toBe(true);
    await scene.advance(1_000);
    expect(await result).toBe('answer');
    expect(scene.story()).toEqual(['0 Typing 0', '5000 CancelTyping 0']);
    expectNothingLeft(scene);
  });

  test('it is sent again when its 15 s are over, and shows until 44 s after the message', async () => {
    const scene = stage();
    scene.says();
    const result = working(scene, 60_000, () => 'answer');
    const seen = await scene.watch(60_000);
    await result;
    expect(scene.story()).toEqual([
      '0 Typing 0',
      '15300 Typing 0',
      '29000 CancelTyping 0',
      '29000 Typing 0',
    ]);
    expect(seen.at(-1)).toBe(43_900);
    expect(seen.length).toBe(436);
    expectNothingLeft(scene);
  });

  test('without bringing forward it shows until its last 15 s are over', async () => {
    const scene = stage();
    scene.says();
    const result = working(scene, 60_000, () => 'answer', { bringForward: false });
    const seen = await scene.watch(60_000);
    await result;
    expect(scene.story()).toEqual(['0 Typing 0', '15300 Typing 0']);
    expect(seen.at(-1)).toBe(30_200);
  });

  test('the 30 s run from the last message, not from the start of the work', async () => {
    const scene = stage();
    scene.says();
    const lastMessageAt = scene.clock.now();
    await scene.advance(20_000);
    const result = working(scene, 60_000, () => 'answer', { lastMessageAt });
    const seen = await scene.watch(60_000);
    await result;
    expect(scene.story()).toEqual(['20000 Typing 0', '29000 CancelTyping 0', '29000 Typing 0']);
    expect(seen.at(-1)).toBe(43_900);
  });

  test('with the 30 s over already, WeChat is not called at all', async () => {
    const scene = stage();
    scene.says();
    const lastMessageAt = scene.clock.now();
    await scene.advance(30_000);
    const result = working(scene, 1_000, () => 'answer', { lastMessageAt });
    await scene.advance(1_000);
    expect([await result, scene.story()]).toEqual(['answer', []]);
  });

  test('a clock behind WeChat’s, which puts the message into the future, gains nothing', async () => {
    const scene = stage();
    scene.says();
    const lastMessageAt = scene.clock.now() + 10_000;
    const result = working(scene, 60_000, () => 'answer', { lastMessageAt });
    await scene.advance(60_000);
    await result;
    expect(scene.calls.map(({ at }) => at)).toEqual([0, 15_300, 29_000, 29_000]);
  });

  test('the last renewal is not brought forward where it would gain less than a second', async () => {
    const scene = stage();
    scene.says();
    const result = working(scene, 60_000, () => 'answer', { delayMs: 13_000 });
    await scene.advance(60_000);
    await result;
    expect(scene.story()).toEqual(['13000 Typing 0', '28300 Typing 0']);
  });
});

describe('work that is over soon', () => {
  test.each<[string, () => unknown]>([
    ['has its answer at hand', () => 'answer'],
    ['promises it at once', async () => 'answer'],
  ])('shows nothing where it %s', async (_, work) => {
    const scene = stage();
    scene.says();
    expect(await withTyping(scene.touser, work, optionsOf(scene))).toBe('answer');
    expect(scene.story()).toEqual([]);
    expectNothingLeft(scene);
  });

  test('shows nothing where it takes less than delayMs', async () => {
    const scene = stage();
    scene.says();
    const result = working(scene, 799, () => 'answer', { delayMs: 800 });
    await scene.advance(799);
    expect(await result).toBe('answer');
    expectNothingLeft(scene);
    await scene.advance(60_000);
    expect(scene.story()).toEqual([]);
  });

  test('shows typing from delayMs on where it takes longer', async () => {
    const scene = stage();
    scene.says();
    const result = working(scene, 2_000, () => 'answer', { delayMs: 800 });
    await scene.advance(2_000);
    await result;
    expect(scene.story()).toEqual(['800 Typing 0', '2000 CancelTyping 0']);
  });

  test('that ends during a call waits for it, and then takes down what it showed', async () => {
    const scene = stage([{ thereMs: 400, backMs: 400 }]);
    scene.says();
    const result = comingTo(working(scene, 100, () => 'answer'));
    await scene.advance(800);
    expect(result.at).toBeUndefined();
    await scene.advance(800);
    expect(result.value).toBe('answer');
    expect(scene.story()).toEqual(['0 Typing 0', '800 CancelTyping 0']);
    expectNothingLeft(scene);
  });
});

describe('work that fails', () => {
  test('fails the same way for the caller, with the status taken down', async () => {
    const scene = stage();
    scene.says();
    const result = comingTo(working(scene, 2_000, fail));
    await scene.advance(2_000);
    expect(result.error).toBe(failed);
    expect(scene.story()).toEqual(['0 Typing 0', '2000 CancelTyping 0']);
    expectNothingLeft(scene);
  });

  test('at once, by a throw, calls nobody', async () => {
    const scene = stage();
    scene.says();
    await expect(withTyping(scene.touser, fail, optionsOf(scene))).rejects.toBe(failed);
    expect(scene.story()).toEqual([]);
    expectNothingLeft(scene);
  });

  test('when the status is gone by itself cancels nothing', async () => {
    const scene = stage();
    scene.says();
    const result = comingTo(working(scene, 50_000, fail));
    await scene.advance(50_000);
    expect(result.error).toBe(failed);
    expect(scene.calls.at(-1)?.at).toBe(29_000);
  });
});

describe('a message that work sends', () => {
  test('takes the status down by itself', async () => {
    const scene = stage();
    scene.says();
    const result = withTyping(
      scene.touser,
      async ({ send }) => {
        await scene.pass(2_000);
        return send(() => scene.message());
      },
      optionsOf(scene),
    );
    await scene.advance(2_000);
    expect(await result).toEqual({ errCode: 0 });
    expect(scene.story()).toEqual(['0 Typing 0']);
    expectNothingLeft(scene);
  });

  test('waits for a Typing on its way, which would put the status up again', async () => {
    const scene = stage([{ thereMs: 700 }]);
    scene.says();
    const result = withTyping(
      scene.touser,
      async ({ send }) => {
        await scene.pass(100);
        return send(() => scene.message());
      },
      optionsOf(scene),
    );
    await scene.advance(700);
    await result;
    const [, message] = scene.conversation.view(scene.touser).messages;
    expect((message?.at ?? 0) - (scene.clock.now() - scene.at())).toBe(700);
    expect(scene.story()).toEqual(['0 Typing 0']);
    expectNothingLeft(scene);
  });

  test('leaves typing at rest, however long work goes on', async () => {
    const scene = stage();
    scene.says();
    const result = withTyping(
      scene.touser,
      async ({ send }) => {
        await send(() => scene.message());
        await scene.pass(40_000);
      },
      optionsOf(scene),
    );
    await scene.advance(40_000);
    await result;
    expect(scene.story()).toEqual([]);
  });

  test('with resumeMs lets it start again, with 30 s anew and all that goes with them', async () => {
    const scene = stage();
    scene.says();
    const result = withTyping(
      scene.touser,
      async ({ send }) => {
        await scene.pass(35_000);
        await send(() => scene.message());
        await scene.pass(60_000);
      },
      optionsOf(scene, { resumeMs: 1_000 }),
    );
    await scene.advance(95_000);
    await result;
    expect(scene.story()).toEqual([
      '0 Typing 0',
      '15300 Typing 0',
      '29000 CancelTyping 0',
      '29000 Typing 0',
      '36000 Typing 0',
      '51300 Typing 0',
      '64000 CancelTyping 0',
      '64000 Typing 0',
    ]);
  });

  test.each<[string, () => { errCode: number }]>([
    ['refused', () => ({ errCode: 45047 })],
    ['thrown back', fail],
  ])(
    'leaves the status to be kept up, and taken down at the end, where it is %s',
    async (_, deliver) => {
      const scene = stage();
      scene.says();
      const result = withTyping(
        scene.touser,
        async ({ send }) => {
          await scene.pass(1_000);
          await Promise.resolve(send(deliver)).catch(() => {});
          await scene.pass(19_000);
        },
        optionsOf(scene),
      );
      await scene.advance(20_000);
      await result;
      expect(scene.story()).toEqual(['0 Typing 0', '15300 Typing 0', '20000 CancelTyping 0']);
      expectNothingLeft(scene);
    },
  );

  test('gives work what it came to, an error included', async () => {
    const scene = stage();
    scene.says();
    const sent = withTyping(scene.touser, ({ send }) => send(() => 7), optionsOf(scene));
    expect(await sent).toBe(7);
    const thrown = withTyping(scene.touser, ({ send }) => send(fail), optionsOf(scene));
    await expect(thrown).rejects.toBe(failed);
  });

  test('holds back a renewal that falls due while it is on its way', async () => {
    const scene = stage();
    scene.says();
    const result = withTyping(
      scene.touser,
      async ({ send }) => {
        await scene.pass(15_000);
        await send(() => scene.message(2_000));
      },
      optionsOf(scene),
    );
    await scene.advance(17_000);
    await result;
    expect(scene.story()).toEqual(['0 Typing 0']);
    expectNothingLeft(scene);
  });
});

describe('what WeChat answers', () => {
  test('45081 first: somebody else’s status shows, so it goes on, and leaves that one alone', async () => {
    const scene = stage();
    scene.says();
    scene.conversation.setTyping({ touser: scene.touser, command: 'Typing' });
    await scene.advance(5_000);
    const result = working(scene, 9_000, () => 'answer');
    await scene.advance(9_000);
    expect(await result).toBe('answer');
    expect(scene.story()).toEqual(['5000 Typing 45081']);
    expect(scene.typing()).toBe(true);
    expect(scene.timersLeft()).toBe(0);
  });

  test('45081 first: it shows its own when the other’s must be over', async () => {
    const scene = stage();
    scene.says();
    scene.conversation.setTyping({ touser: scene.touser, command: 'Typing' });
    const lastMessageAt = scene.clock.now();
    await scene.advance(5_000);
    const result = working(scene, 17_000, () => 'answer', { lastMessageAt });
    await scene.advance(17_000);
    await result;
    expect(scene.story()).toEqual(['5000 Typing 45081', '20300 Typing 0', '22000 CancelTyping 0']);
    expectNothingLeft(scene);
  });

  test('45080 first: it takes no more, so there are no more calls, and nothing to report', async () => {
    const scene = stage();
    const result = working(scene, 60_000, () => 'answer');
    await scene.advance(60_000);
    expect(await result).toBe('answer');
    expect(scene.story()).toEqual(['0 Typing 45080']);
    expect(scene.logged).toEqual([]);
  });

  test('45080 first, and then a message: typing starts again', async () => {
    const scene = stage([{ refused: 45080 }, {}]);
    scene.says();
    const result = withTyping(
      scene.touser,
      async ({ send }) => {
        await scene.pass(5_000);
        await send(() => scene.message());
        await scene.pass(5_000);
      },
      optionsOf(scene, { resumeMs: 0 }),
    );
    await scene.advance(10_000);
    await result;
    expect(scene.story()).toEqual(['0 Typing 45080', '5000 Typing 0', '10000 CancelTyping 0']);
  });

  test('any other refusal stops it quietly: one call, one line in the log', async () => {
    const scene = stage([{ refused: 48001 }]);
    scene.says();
    const result = working(scene, 60_000, () => 'answer');
    await scene.advance(60_000);
    expect(await result).toBe('answer');
    expect(scene.story()).toEqual(['0 Typing 48001']);
    expect(scene.logged).toEqual([{ what: 'typing stopped', errCode: 48001 }]);
  });

  test('no answer: the call is tried once more', async () => {
    const scene = stage([{ dropped: true }, {}]);
    scene.says();
    const result = working(scene, 5_000, () => 'answer');
    await scene.advance(5_000);
    await result;
    expect(scene.story()).toEqual(['0 Typing undefined', '0 Typing 0', '5000 CancelTyping 0']);
    expectNothingLeft(scene);
  });

  test('no answer, then 45081: the first try had arrived, and is renewed and cancelled as ours', async () => {
    const scene = stage([{ lost: true, backMs: 500 }, {}]);
    scene.says();
    const result = working(scene, 17_000, () => 'answer');
    await scene.advance(17_000);
    await result;
    expect(scene.story()).toEqual([
      '0 Typing 0',
      '500 Typing 45081',
      '15800 Typing 0',
      '17000 CancelTyping 0',
    ]);
    expectNothingLeft(scene);
  });

  test('WeChat down: two tries, one line in the log, and the answer is not held back', async () => {
    const scene = stage([{ dropped: true }]);
    scene.says();
    const result = working(scene, 60_000, () => 'answer');
    await scene.advance(60_000);
    expect(await result).toBe('answer');
    expect(scene.calls).toHaveLength(2);
    expect(scene.logged).toHaveLength(1);
    expectNothingLeft(scene);
  });

  test('two answers lost: the status may be showing, so it is cancelled', async () => {
    const scene = stage([{ lost: true }, { lost: true }, {}]);
    scene.says();
    const result = working(scene, 5_000, () => 'answer');
    await scene.advance(5_000);
    await result;
    expect(scene.calls.at(-1)?.command).toBe('CancelTyping');
    expectNothingLeft(scene);
  });

  test('none, for ever: the answer waits no longer than three times callMs', async () => {
    const scene = stage([{ hangs: true }]);
    scene.says();
    const result = comingTo(working(scene, 500, () => 'answer', { callMs: 2_000 }));
    await scene.advance(1_999);
    expect(result.at).toBeUndefined();
    await scene.advance(2_001);
    expect(result.value).toBe('answer');
    expect(scene.timersLeft()).toBe(0);
  });

  test('slow WeChat: the 15 s are counted from its answer, so that none is a 45081', async () => {
    const scene = stage([
      { thereMs: 1_400, backMs: 600 },
      { thereMs: 100, backMs: 100 },
    ]);
    scene.says();
    const result = working(scene, 60_000, () => 'answer');
    await scene.advance(60_000);
    await result;
    expect(scene.calls.map(({ errCode }) => errCode)).toEqual([0, 0, 0, 0]);
    expect(scene.calls[1]?.at).toBe(17_300);
  });

  test('slow WeChat: the last renewal is brought forward by as much, and is in time', async () => {
    const scene = stage([{ thereMs: 900, backMs: 900 }]);
    scene.says();
    const result = working(scene, 60_000, () => 'answer');
    await scene.advance(60_000);
    await result;
    expect(scene.story()).toEqual([
      '0 Typing 0',
      '17100 Typing 0',
      '27200 CancelTyping 0',
      '29000 Typing 0',
    ]);
  });

  test('a CancelTyping that is refused does no harm: the status is still ours, to be taken down', async () => {
    const scene = stage([{}, {}, { refused: 45080 }, {}]);
    scene.says();
    const result = working(scene, 29_500, () => 'answer');
    await scene.advance(29_500);
    expect(await result).toBe('answer');
    expect(scene.story().slice(2)).toEqual([
      '29000 CancelTyping 45080',
      '29000 Typing 45081',
      '29500 CancelTyping 0',
    ]);
    expect(scene.logged).toEqual([]);
    expectNothingLeft(scene);
  });

  test('a throw, synchronous or not, with an errCode or not, is as good as an answer', async () => {
    const codes: (number | undefined)[] = [];
    for (const setTyping of [
      () => {
        throw Object.assign(new Error('before init'), { errCode: -401003 });
      },
      () => Promise.reject(new Error('reset')),
      () => Promise.reject(Object.assign(new Error('no'), { errCode: 48001 })),
    ]) {
      const scene = stage();
      scene.says();
      const log = ({ errCode }: { errCode: number }) => codes.push(errCode);
      const result = working(scene, 1_000, () => 'answer', { transport: { setTyping }, log });
      await scene.advance(1_000);
      expect(await result).toBe('answer');
    }
    expect(codes).toEqual([-401003, -1, 48001]);
  });

  test('a log that throws is no failure of the work', async () => {
    const scene = stage([{ refused: 48001 }]);
    const result = working(scene, 1_000, () => 'answer', { log: fail });
    await scene.advance(1_000);
    expect(await result).toBe('answer');
  });
});

describe('giving up', () => {
  test('at the deadline work that never ends is told, typing taken down, and a TimeoutError thrown', async () => {
    const scene = stage();
    scene.says();
    let told: unknown;
    const never = ({ signal }: { signal: AbortSignal }) =>
      new Promise<never>(() => {
        signal.addEventListener('abort', () => {
          told = signal.reason;
        });
      });
    const result = comingTo(
      withTyping(scene.touser, never, optionsOf(scene, { deadlineMs: 20_000 })),
    );
    await scene.advance(20_000);
    expect(result.error).toMatchObject({ name: 'TimeoutError' });
    expect(told).toBe(result.error);
    expect(scene.story().at(-1)).toBe('20000 CancelTyping 0');
    expectNothingLeft(scene);
  });

  test('work that ends in time leaves no deadline behind', async () => {
    const scene = stage();
    scene.says();
    const result = working(scene, 1_000, () => 'answer', { deadlineMs: 20_000 });
    await scene.advance(1_000);
    expect(await result).toBe('answer');
    expectNothingLeft(scene);
  });

  test('aborted before: work is not even started', async () => {
    const scene = stage();
    let started = false;
    const work = () => {
      started = true;
    };
    const signal = AbortSignal.abort(failed);
    await expect(withTyping(scene.touser, work, optionsOf(scene, { signal }))).rejects.toBe(failed);
    expect([started, scene.story()]).toEqual([false, []]);
  });

  test('aborted during: typing is taken down at once and the reason thrown', async () => {
    const scene = stage();
    scene.says();
    const controller = new AbortController();
    const result = comingTo(working(scene, 60_000, () => 'answer', { signal: controller.signal }));
    await scene.advance(3_000);
    controller.abort(failed);
    await scene.advance(0);
    expect(result.error).toBe(failed);
    expect(scene.story()).toEqual(['0 Typing 0', '3000 CancelTyping 0']);
    expectNothingLeft(scene);
  });

  test('aborted after: nothing happens any more', async () => {
    const scene = stage();
    scene.says();
    const controller = new AbortController();
    const result = working(scene, 1_000, () => 'answer', { signal: controller.signal });
    await scene.advance(1_000);
    expect(await result).toBe('answer');
    controller.abort(failed);
    await scene.advance(1_000);
    expect(scene.calls).toHaveLength(2);
  });

  test('work that was given up can send no more: somebody else may be answering', async () => {
    const scene = stage();
    scene.says();
    const late = inHand<unknown>();
    const result = comingTo(
      withTyping(
        scene.touser,
        async ({ send }) => {
          await scene.pass(10_000);
          await send(() => scene.message()).catch(late.resolve);
        },
        optionsOf(scene, { deadlineMs: 5_000 }),
      ),
    );
    await scene.advance(10_000);
    expect(await late.promise).toBe(result.error);
    expect(scene.conversation.view(scene.touser).messages).toHaveLength(1);
  });

  test('a message on its way when work is given up is waited for, and nothing cancelled after it', async () => {
    const scene = stage();
    scene.says();
    const result = comingTo(
      withTyping(
        scene.touser,
        async ({ send }) => {
          await scene.pass(4_000);
          await send(() => scene.message(2_000));
        },
        optionsOf(scene, { deadlineMs: 5_000 }),
      ),
    );
    await scene.advance(5_999);
    expect(result.at).toBeUndefined();
    await scene.advance(1);
    expect(result.error).toMatchObject({ name: 'TimeoutError' });
    expect(scene.story()).toEqual(['0 Typing 0']);
    expectNothingLeft(scene);
  });

  test('work that fails after it was given up is no unhandled rejection', async () => {
    const scene = stage();
    scene.says();
    const unhandled = jest.fn();
    process.on('unhandledRejection', unhandled);
    const result = comingTo(working(scene, 10_000, fail, { deadlineMs: 5_000 }));
    await scene.advance(10_000);
    process.off('unhandledRejection', unhandled);
    expect(result.error).toMatchObject({ name: 'TimeoutError' });
    expect(unhandled).not.toHaveBeenCalled();
  });
});

describe('two at once for one customer', () => {
  test('share one status: no 45081, and the first to end leaves it to the other', async () => {
    const scene = stage();
    scene.says();
    const first = working(scene, 10_000, () => 'first');
    await scene.advance(2_000);
    const second = working(scene, 20_000, () => 'second');
    await scene.advance(8_000);
    expect(await first).toBe('first');
    expect(scene.typing()).toBe(true);
    await scene.advance(12_000);
    expect(await second).toBe('second');
    expect(scene.story()).toEqual(['0 Typing 0', '15300 Typing 0', '22000 CancelTyping 0']);
    expectNothingLeft(scene);
  });

  test('the answer of one takes the status down, so the other puts it up again', async () => {
    const scene = stage();
    scene.says();
    const first = withTyping(
      scene.touser,
      async ({ send }) => {
        await scene.pass(3_000);
        await send(() => scene.message());
      },
      optionsOf(scene),
    );
    const second = working(scene, 6_000, () => 'second');
    await scene.advance(6_000);
    await Promise.all([first, second]);
    expect(scene.story()).toEqual(['0 Typing 0', '3000 Typing 0', '6000 CancelTyping 0']);
    expectNothingLeft(scene);
  });

  test('the later message of the customer lets the status last longer', async () => {
    const scene = stage();
    scene.says();
    const first = working(scene, 80_000, () => 'first');
    await scene.advance(10_000);
    scene.says();
    const second = working(scene, 80_000, () => 'second');
    await scene.advance(80_000);
    await Promise.all([first, second]);
    expect(scene.story()).toEqual([
      '0 Typing 0',
      '15300 Typing 0',
      '30600 Typing 0',
      '39000 CancelTyping 0',
      '39000 Typing 0',
    ]);
  });

  test('one that begins while the other’s CancelTyping is on its way comes after it', async () => {
    const scene = stage([{}, { thereMs: 500 }, {}]);
    scene.says();
    const first = working(scene, 1_000, () => 'first');
    await scene.advance(1_200);
    const second = working(scene, 5_000, () => 'second');
    await scene.advance(5_000);
    await Promise.all([first, second]);
    expect(scene.story()).toEqual([
      '0 Typing 0',
      '1000 CancelTyping 0',
      '1500 Typing 0',
      '6200 CancelTyping 0',
    ]);
    expectNothingLeft(scene);
  });

  test('both ended during one call cancel once', async () => {
    const scene = stage([{ thereMs: 500 }]);
    scene.says();
    const both = [working(scene, 100, () => 1), working(scene, 200, () => 2)];
    await scene.advance(1_000);
    expect(await Promise.all(both)).toEqual([1, 2]);
    expect(scene.story()).toEqual(['0 Typing 0', '500 CancelTyping 0']);
    expectNothingLeft(scene);
  });

  test('over different transports know nothing of each other', async () => {
    const scene = stage();
    scene.says();
    const other: Road[] = [];
    const transport: TypingTransport = {
      setTyping: (call) => {
        other.push({});
        return scene.transport.setTyping(call);
      },
    };
    const both = [working(scene, 1_000, () => 1), working(scene, 2_000, () => 2, { transport })];
    await scene.advance(2_000);
    await Promise.all(both);
    expect(other).not.toHaveLength(0);
  });
});
