import { getEventListeners } from 'node:events';
import { comingTo, expectNothingLeft, harness, inHand, working } from './testing/harness';
import { withTyping } from './withTyping';

const failed = new Error('no answer to be had');
const fail = () => {
  throw failed;
};

describe('while work goes on', () => {
  test('typing starts beside the work and is taken down when it has returned', async () => {
    const scene = harness();
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
    const scene = harness();
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
    const scene = harness();
    scene.says();
    const result = working(scene, 60_000, () => 'answer', { bringForward: false });
    const seen = await scene.watch(60_000);
    await result;
    expect(scene.story()).toEqual(['0 Typing 0', '15300 Typing 0']);
    expect(seen.at(-1)).toBe(30_200);
  });

  test('the 30 s run from the last message, not from the start of the work', async () => {
    const scene = harness();
    scene.says();
    const lastMessageAt = scene.clock.now();
    await scene.advance(20_000);
    const result = working(scene, 60_000, () => 'answer', { lastMessageAt });
    const seen = await scene.watch(60_000);
    await result;
    expect(scene.story()).toEqual(['20000 Typing 0', '29000 CancelTyping 0', '29000 Typing 0']);
    expect(seen.at(-1)).toBe(43_900);
  });

  test('the last renewal is not brought forward where it would gain less than a second', async () => {
    const scene = harness();
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
    const scene = harness();
    scene.says();
    expect(await withTyping(scene.touser, work, scene.options)).toBe('answer');
    expect(scene.story()).toEqual([]);
    expectNothingLeft(scene);
  });

  test('shows nothing where it takes less than delayMs', async () => {
    const scene = harness();
    scene.says();
    const result = working(scene, 799, () => 'answer', { delayMs: 800 });
    await scene.advance(799);
    expect(await result).toBe('answer');
    expectNothingLeft(scene);
    await scene.advance(60_000);
    expect(scene.story()).toEqual([]);
  });

  test('shows typing from delayMs on where it takes longer', async () => {
    const scene = harness();
    scene.says();
    const result = working(scene, 2_000, () => 'answer', { delayMs: 800 });
    await scene.advance(2_000);
    await result;
    expect(scene.story()).toEqual(['800 Typing 0', '2000 CancelTyping 0']);
  });

  test('that ends during a call waits for it, and then takes down what it showed', async () => {
    const scene = harness([{ thereMs: 400, backMs: 400 }]);
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
    const scene = harness();
    scene.says();
    const result = comingTo(working(scene, 2_000, fail));
    await scene.advance(2_000);
    expect(result.error).toBe(failed);
    expect(scene.story()).toEqual(['0 Typing 0', '2000 CancelTyping 0']);
    expectNothingLeft(scene);
  });

  test('at once, by a throw, calls nobody', async () => {
    const scene = harness();
    scene.says();
    await expect(withTyping(scene.touser, fail, scene.options)).rejects.toBe(failed);
    expect(scene.story()).toEqual([]);
    expectNothingLeft(scene);
  });

  test('when the status is gone by itself cancels nothing', async () => {
    const scene = harness();
    scene.says();
    const result = comingTo(working(scene, 50_000, fail));
    await scene.advance(50_000);
    expect(result.error).toBe(failed);
    expect(scene.calls.at(-1)?.at).toBe(29_000);
  });
});

describe('giving up', () => {
  test('at the deadline work that never ends is told, typing taken down, and a TimeoutError thrown', async () => {
    const scene = harness();
    scene.says();
    let told: unknown;
    const never = ({ signal }: { signal: AbortSignal }) =>
      new Promise<never>(() => {
        signal.addEventListener('abort', () => {
          told = signal.reason;
        });
      });
    const result = comingTo(
      withTyping(scene.touser, never, { ...scene.options, deadlineMs: 20_000 }),
    );
    await scene.advance(20_000);
    expect(result.error).toMatchObject({
      name: 'TimeoutError',
      message: 'The work took longer than 20000 ms',
    });
    expect(told).toBe(result.error);
    expect(scene.story().at(-1)).toBe('20000 CancelTyping 0');
    expectNothingLeft(scene);
  });

  test('work that ends in time leaves no deadline behind', async () => {
    const scene = harness();
    scene.says();
    const result = working(scene, 1_000, () => 'answer', { deadlineMs: 20_000 });
    await scene.advance(1_000);
    expect(await result).toBe('answer');
    expectNothingLeft(scene);
  });

  test('aborted before: work is not even started', async () => {
    const scene = harness();
    let started = false;
    const work = () => {
      started = true;
    };
    const signal = AbortSignal.abort(failed);
    await expect(withTyping(scene.touser, work, { ...scene.options, signal })).rejects.toBe(failed);
    expect([started, scene.story()]).toEqual([false, []]);
  });

  test('aborted during: typing is taken down at once and the reason thrown', async () => {
    const scene = harness();
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

  test('with a signal that gives no reason, as on Node 16.13: an AbortError', async () => {
    const scene = harness();
    const controller = new AbortController();
    Object.defineProperty(controller.signal, 'reason', { value: undefined });
    const { signal } = controller;
    const result = comingTo(working(scene, 60_000, () => 'answer', { signal }));
    await scene.advance(1_000);
    controller.abort();
    await scene.advance(0);
    const expected = { name: 'AbortError', message: 'The work was aborted' };
    expect(result.error).toMatchObject(expected);
    await expect(
      withTyping(scene.touser, fail, { ...scene.options, signal }),
    ).rejects.toMatchObject(expected);
  });

  test('leaves no listener on the signal', async () => {
    const scene = harness();
    const { signal } = new AbortController();
    const result = working(scene, 1_000, () => 'answer', { signal });
    expect(getEventListeners(signal, 'abort')).toHaveLength(1);
    await scene.advance(1_000);
    await result;
    expect(getEventListeners(signal, 'abort')).toHaveLength(0);
  });

  test('aborted after: nothing happens any more', async () => {
    const scene = harness();
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
    const scene = harness();
    scene.says();
    const late = inHand<unknown>();
    const result = comingTo(
      withTyping(
        scene.touser,
        async ({ send }) => {
          await scene.pass(10_000);
          await send(() => scene.message()).catch(late.resolve);
        },
        { ...scene.options, deadlineMs: 5_000 },
      ),
    );
    await scene.advance(10_000);
    expect(await late.promise).toBe(result.error);
    expect(scene.weChat.messages).toHaveLength(1);
  });

  test('a message on its way when work is given up is waited for, and nothing cancelled after it', async () => {
    const scene = harness();
    scene.says();
    const result = comingTo(
      withTyping(
        scene.touser,
        async ({ send }) => {
          await scene.pass(4_000);
          await send(() => scene.message(2_000));
        },
        { ...scene.options, deadlineMs: 5_000 },
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
    const scene = harness();
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
