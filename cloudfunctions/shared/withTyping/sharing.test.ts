import { resolveOptions } from './options';
import { acquireStatus } from './status';
import { comingTo, expectNothingLeft, harness, working } from './testing/harness';
import { withTyping } from './withTyping';

describe('two at once for one customer', () => {
  test('share one status: no 45081, and the first to end leaves it to the other', async () => {
    const scene = harness();
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
    const scene = harness();
    scene.says();
    const first = withTyping(
      scene.touser,
      async ({ send }) => {
        await scene.pass(3_000);
        await send(() => scene.message());
      },
      scene.options,
    );
    const second = working(scene, 6_000, () => 'second');
    await scene.advance(6_000);
    await Promise.all([first, second]);
    expect(scene.story()).toEqual(['0 Typing 0', '3000 Typing 0', '6000 CancelTyping 0']);
    expectNothingLeft(scene);
  });

  test('the later message of the customer lets the status last longer', async () => {
    const scene = harness();
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
    const scene = harness([{}, { thereMs: 500 }, {}]);
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
    const scene = harness([{ thereMs: 500 }]);
    scene.says();
    const both = [working(scene, 100, () => 1), working(scene, 200, () => 2)];
    await scene.advance(1_000);
    expect(await Promise.all(both)).toEqual([1, 2]);
    expect(scene.story()).toEqual(['0 Typing 0', '500 CancelTyping 0']);
    expectNothingLeft(scene);
  });

  test('share it over different transports: the SDK makes a new object at each access', async () => {
    const scene = harness();
    scene.says();
    const cloud = {
      get customerServiceMessage() {
        return { setTyping: scene.transport.setTyping };
      },
    };
    const inline = () => ({ transport: cloud.customerServiceMessage });
    const both = [
      working(scene, 1_000, () => 1, inline()),
      working(scene, 2_000, () => 2, inline()),
    ];
    await scene.advance(2_000);
    await Promise.all(both);
    expect(scene.story()).toEqual(['0 Typing 0', '2000 CancelTyping 0']);
  });

  test('with different accounts know nothing of each other', async () => {
    const scene = harness();
    const other = harness();
    scene.says();
    other.says();
    const first = working(scene, 1_000, () => 1, { account: 'a' });
    const second = withTyping(scene.touser, () => scene.pass(2_000), {
      ...scene.options,
      transport: other.transport,
      account: 'b',
    });
    await scene.advance(2_000);
    await Promise.all([first, second]);
    expect(scene.story()).toEqual(['0 Typing 0', '1000 CancelTyping 0']);
    expect(other.calls.map(({ command }) => command)).toEqual(['Typing', 'CancelTyping']);
  });

  test('and the first has ended: what is left goes by the options of the other', async () => {
    const scene = harness([{}, { refused: 48001 }]);
    scene.says();
    const used: string[] = [];
    const by = (name: string) => ({
      transport: {
        setTyping: (call: Parameters<typeof scene.transport.setTyping>[0]) => {
          used.push(`${name} ${call.command}`);
          return scene.transport.setTyping(call);
        },
      },
      log: () => used.push(`${name} logs`),
    });
    const first = working(scene, 1_000, () => 1, by('first'));
    const second = working(scene, 20_000, () => 2, by('second'));
    await scene.advance(20_000);
    await Promise.all([first, second]);
    expect(used).toEqual(['first Typing', 'second Typing', 'second logs']);
  });

  test.each([
    ['older', -3_000],
    ['the same', 0],
  ])('one that joins with an %s time of the message changes nothing', async (_, earlier) => {
    const scene = harness();
    await scene.advance(5_000);
    scene.says();
    const lastMessageAt = scene.momentAt(5_000);
    const first = working(scene, 55_000, () => 'first', { lastMessageAt });
    // The last renewal has been brought forward already, at 34 000.
    await scene.advance(29_100);
    const second = working(scene, 1_000, () => 2, {
      lastMessageAt: lastMessageAt + earlier,
      delayMs: 100,
    });
    await scene.advance(30_000);
    await Promise.all([first, second]);
    expect(scene.story()).toEqual([
      '5000 Typing 0',
      '20300 Typing 0',
      '34000 CancelTyping 0',
      '34000 Typing 0',
    ]);
  });

  test('one that joins with the same message does not ask again what WeChat refused', async () => {
    const scene = harness([{ refused: 48001 }, {}]);
    scene.says();
    const lastMessageAt = scene.momentAt(0);
    const first = working(scene, 5_000, () => 'first', { lastMessageAt });
    await scene.advance(1_000);
    const second = working(scene, 3_000, () => 'second', { lastMessageAt });
    await scene.advance(1_000);
    expect(scene.story()).toEqual(['0 Typing 48001']);
    scene.says();
    const third = working(scene, 1_000, () => 'third', { lastMessageAt: scene.momentAt(2_000) });
    await scene.advance(3_000);
    await Promise.all([first, second, third]);
    expect(scene.story()[1]).toBe('2000 Typing 0');
  });

  test('one that joins while the last call of the other is awaited keeps what that call shows', async () => {
    const scene = harness([{ thereMs: 400, backMs: 400 }, {}]);
    scene.says();
    const first = comingTo(working(scene, 100, () => 'first'));
    await scene.advance(200);
    const second = working(scene, 2_000, () => 'second');
    await scene.advance(600);
    expect(first.value).toBe('first');
    expect(scene.typing()).toBe(true);
    await scene.advance(1_400);
    await second;
    expect(scene.story()).toEqual(['0 Typing 0', '2200 CancelTyping 0']);
    expectNothingLeft(scene);
  });

  test('one that joins then goes by its own options', async () => {
    const scene = harness([{ thereMs: 400 }, {}]);
    scene.says();
    const used: string[] = [];
    const by = (name: string) => ({
      transport: {
        setTyping: (call: Parameters<typeof scene.transport.setTyping>[0]) => {
          used.push(`${name} ${call.command}`);
          return scene.transport.setTyping(call);
        },
      },
    });
    const first = working(scene, 100, () => 'first', by('first'));
    await scene.advance(200);
    const second = working(scene, 1_000, () => 'second', by('second'));
    await scene.advance(1_000);
    await Promise.all([first, second]);
    expect(used).toEqual(['first Typing', 'second CancelTyping']);
  });

  test('one that joins while the last CancelTyping fails knows that the status still shows', async () => {
    const scene = harness([{}, { thereMs: 400, refused: 48001 }, {}]);
    scene.says();
    const first = working(scene, 1_000, () => 'first');
    await scene.advance(1_200);
    const second = working(scene, 3_000, () => 'second');
    await scene.advance(3_000);
    await Promise.all([first, second]);
    expect(scene.story()).toEqual(['0 Typing 0', '1000 CancelTyping 48001', '4200 CancelTyping 0']);
  });

  test('while one still sends, unawaited, the other’s end takes nothing down', async () => {
    const scene = harness();
    scene.says();
    const first = withTyping(
      scene.touser,
      async ({ send }) => {
        await scene.pass(1_000);
        void send(() => scene.message(1_000));
      },
      scene.options,
    );
    const second = working(scene, 1_500, () => 'second');
    await scene.advance(2_000);
    await Promise.all([first, second]);
    expect(scene.story()).toEqual(['0 Typing 0']);
    expectNothingLeft(scene);
  });

  test('a message of one that never arrives keeps the typing of the others off for callMs only', async () => {
    const scene = harness();
    scene.says();
    const controller = new AbortController();
    const hung = comingTo(
      withTyping(scene.touser, ({ send }) => send(() => new Promise<never>(() => {})), {
        ...scene.options,
        callMs: 2_000,
        signal: controller.signal,
      }),
    );
    await scene.advance(1_000);
    const second = working(scene, 5_000, () => 'second');
    await scene.advance(5_000);
    await second;
    expect(scene.story()).toEqual(['2000 Typing 0']);
    controller.abort();
    await scene.advance(3_000);
    expect(hung.error).toMatchObject({ name: 'AbortError' });
    expectNothingLeft(scene);
  });

  test('where the last CancelTyping fails for all that end together, it is tried for one', async () => {
    const scene = harness([{}, { dropped: true }]);
    scene.says();
    const all = [1, 2, 3].map((one) => working(scene, 1_000, () => one));
    await scene.advance(1_000);
    expect(await Promise.all(all)).toEqual([1, 2, 3]);
    expect(scene.story()).toEqual([
      '0 Typing 0',
      '1000 CancelTyping undefined',
      '1000 CancelTyping undefined',
    ]);
  });

  test('what such a CancelTyping left is known to the work that comes next, and taken down', async () => {
    const scene = harness([{}, { dropped: true }, { dropped: true }, {}]);
    scene.says();
    const first = working(scene, 1_000, () => 'first');
    await scene.advance(1_000);
    await first;
    const second = working(scene, 1_000, () => 'second');
    await scene.advance(1_000);
    await second;
    expect(scene.story().slice(3)).toEqual(['1000 Typing 45081', '2000 CancelTyping 0']);
    expectNothingLeft(scene);
  });

  test('and no longer than it can show: then a status is somebody else’s again', async () => {
    const scene = harness([{}, { dropped: true }, { dropped: true }, {}]);
    scene.says();
    const first = working(scene, 1_000, () => 'first');
    await scene.advance(15_500);
    await first;
    scene.weChat.setTyping('Typing');
    const second = working(scene, 1_000, () => 'second');
    await scene.advance(1_000);
    await second;
    expect(scene.story().slice(3)).toEqual(['15500 Typing 45081']);
    expect(scene.typing()).toBe(true);
  });
});

describe('what is kept of a customer', () => {
  const scene = harness([{}, { dropped: true }]);
  const options = resolveOptions(scene.options);

  test('is nothing once nobody is in it', () => {
    const first = acquireStatus('one', options);
    acquireStatus('another', options);
    expect(acquireStatus('one', options)).not.toBe(first);
  });

  test('is what a call without an answer may show, for as long as it may, by the same clock', async () => {
    scene.says();
    const result = working(scene, 1_000, () => 'answer');
    await scene.advance(1_000);
    await result;
    const kept = acquireStatus(scene.touser, options);
    await scene.advance(13_999);
    expect(acquireStatus(scene.touser, options)).toBe(kept);
    const other = { ...options, clock: { ...options.clock } };
    expect(acquireStatus(scene.touser, other)).not.toBe(kept);
    await scene.advance(1);
    expect(acquireStatus(scene.touser, options)).not.toBe(kept);
  });
});

describe('a status that another instance set', () => {
  test('is not taken for ours by the work that comes next, either', async () => {
    const scene = harness();
    scene.says();
    scene.weChat.setTyping('Typing');
    for (const one of [1, 2]) {
      const result = working(scene, 1_000, () => one);
      await scene.advance(1_000);
      await result;
    }
    expect(scene.story()).toEqual(['0 Typing 45081', '1000 Typing 45081']);
    expect(scene.typing()).toBe(true);
  });

  test('is not cancelled to be sent again before the 30 s end', async () => {
    const scene = harness();
    scene.says();
    await scene.advance(14_000);
    scene.weChat.setTyping('Typing');
    const lastMessageAt = scene.momentAt(0);
    await scene.advance(2_000);
    const result = working(scene, 30_000, () => 'answer', { lastMessageAt });
    await scene.advance(12_900);
    expect(scene.typing()).toBe(true);
    await scene.advance(17_100);
    await result;
    expect(scene.story()).toEqual(['16000 Typing 45081']);
  });

  test('after ours had run out is not taken down at the end', async () => {
    const scene = harness();
    scene.says();
    const result = working(scene, 20_000, () => 'answer');
    await scene.advance(15_100);
    scene.weChat.setTyping('Typing');
    await scene.advance(4_900);
    await result;
    expect(scene.story()).toEqual(['0 Typing 0', '15300 Typing 45081']);
    expect(scene.typing()).toBe(true);
  });
});
