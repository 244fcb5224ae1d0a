import { comingTo, expectNothingLeft, harness, inHand } from './testing/harness';
import { withTyping } from './withTyping';

const failed = new Error('no answer to be had');
const fail = (errCode?: number): never => {
  throw errCode === undefined ? failed : { errCode };
};

describe('a message that work sends', () => {
  test('takes the status down by itself', async () => {
    const scene = harness();
    scene.says();
    const result = withTyping(
      scene.touser,
      async ({ send }) => {
        await scene.pass(2_000);
        return send(() => scene.message());
      },
      scene.options,
    );
    await scene.advance(2_000);
    expect(await result).toEqual({ errCode: 0 });
    expect(scene.story()).toEqual(['0 Typing 0']);
    expectNothingLeft(scene);
  });

  test('waits for a Typing on its way, which would put the status up again', async () => {
    const scene = harness([{ thereMs: 700 }]);
    scene.says();
    const result = withTyping(
      scene.touser,
      async ({ send }) => {
        await scene.pass(100);
        return send(() => scene.message());
      },
      scene.options,
    );
    await scene.advance(700);
    await result;
    const [, message] = scene.weChat.messages;
    expect(message?.at).toBe(700);
    expect(scene.story()).toEqual(['0 Typing 0']);
    expectNothingLeft(scene);
  });

  test('leaves typing at rest, however long work goes on', async () => {
    const scene = harness();
    scene.says();
    const result = withTyping(
      scene.touser,
      async ({ send }) => {
        await send(() => scene.message());
        await scene.pass(40_000);
      },
      scene.options,
    );
    await scene.advance(40_000);
    await result;
    expect(scene.story()).toEqual([]);
  });

  test('with resumeMs lets it start again, with 30 s anew and all that goes with them', async () => {
    const scene = harness();
    scene.says();
    const result = withTyping(
      scene.touser,
      async ({ send }) => {
        await scene.pass(35_000);
        await send(() => scene.message());
        await scene.pass(60_000);
      },
      { ...scene.options, resumeMs: 1_000 },
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
    ['thrown back', () => fail()],
  ])(
    'leaves the status to be kept up, and taken down at the end, where it is %s',
    async (_, deliver) => {
      const scene = harness();
      scene.says();
      const result = withTyping(
        scene.touser,
        async ({ send }) => {
          await scene.pass(1_000);
          await Promise.resolve(send(deliver)).catch(() => {});
          await scene.pass(19_000);
        },
        scene.options,
      );
      await scene.advance(20_000);
      await result;
      expect(scene.story()).toEqual(['0 Typing 0', '15300 Typing 0', '20000 CancelTyping 0']);
      expectNothingLeft(scene);
    },
  );

  test('gives work what it came to, an error included', async () => {
    const scene = harness();
    scene.says();
    const sent = withTyping(scene.touser, ({ send }) => send(() => 7), scene.options);
    expect(await sent).toBe(7);
    const thrown = withTyping(scene.touser, ({ send }) => send(() => fail()), scene.options);
    await expect(thrown).rejects.toBe(failed);
  });

  test('holds back a renewal that falls due while it is on its way', async () => {
    const scene = harness();
    scene.says();
    const result = withTyping(
      scene.touser,
      async ({ send }) => {
        await scene.pass(15_000);
        await send(() => scene.message(2_000));
      },
      scene.options,
    );
    await scene.advance(17_000);
    await result;
    expect(scene.story()).toEqual(['0 Typing 0']);
    expectNothingLeft(scene);
  });

  test('with resumeMs and no 30 s left at once, typing starts when it is due, not before', async () => {
    const scene = harness();
    scene.says();
    const result = withTyping(
      scene.touser,
      async ({ send }) => {
        await scene.pass(1_000);
        await send(() => scene.message());
        await scene.pass(5_000);
      },
      { ...scene.options, resumeMs: 2_000 },
    );
    await scene.advance(6_000);
    await result;
    expect(scene.story()).toEqual(['0 Typing 0', '3000 Typing 0', '6000 CancelTyping 0']);
  });

  test.each<[string, () => unknown]>([
    ['null', () => null],
    ['nothing', () => undefined],
    ['text', () => 'ok'],
    ['an object without errCode', () => ({ ok: true })],
    ['errCode 0 as text', () => ({ errCode: '0' })],
  ])('of which deliver tells %s was sent', async (_, deliver) => {
    const scene = harness();
    scene.says();
    const result = withTyping(
      scene.touser,
      async ({ send }) => {
        await scene.pass(1_000);
        await send(deliver);
        await scene.pass(1_000);
      },
      scene.options,
    );
    await scene.advance(2_000);
    await result;
    expect(scene.story()).toEqual(['0 Typing 0']);
  });

  test.each<[string, () => { errCode: number }]>([
    ['no answer', () => ({ errCode: -501001 })],
    ['an error', () => fail()],
    ['a body that the SDK could not read', () => Object({ errCode: 0, buffer: '' })],
  ])('that comes to %s is no reason to cancel what never showed', async (_, deliver) => {
    const scene = harness();
    scene.says();
    const result = withTyping(
      scene.touser,
      async ({ send }) => {
        await send(deliver).catch(() => {});
        await scene.pass(1_000);
      },
      { ...scene.options, delayMs: 5_000 },
    );
    await scene.advance(1_000);
    await result;
    expect(scene.story()).toEqual([]);
  });

  test('without an await, delivered after the work has ended, starts no typing again', async () => {
    const scene = harness();
    scene.says();
    const result = withTyping(
      scene.touser,
      async ({ send }) => {
        await scene.pass(1_000);
        void send(() => scene.message(700));
      },
      { ...scene.options, resumeMs: 0 },
    );
    await scene.advance(5_000);
    await result;
    expect(scene.story()).toEqual(['0 Typing 0']);
  });

  test.each<[string, () => unknown]>([
    ['an answer that is none', () => ({ errCode: -501001 })],
    ['an errCode that is empty', () => ({ errCode: '' })],
    ['an error', () => fail()],
  ])(
    'that comes to %s leaves a status that is not cancelled before its time, either',
    async (_, deliver) => {
      const scene = harness();
      scene.says();
      const result = withTyping(
        scene.touser,
        async ({ send }) => {
          await scene.pass(16_000);
          await send(deliver).catch(() => {});
          await scene.pass(14_000);
        },
        scene.options,
      );
      await scene.advance(30_000);
      await result;
      expect(scene.story().slice(1)).toEqual([
        '15300 Typing 0',
        '29000 Typing 45081',
        '30000 CancelTyping 0',
      ]);
    },
  );

  test('whose fate nobody knows leaves a status that is not cancelled before its time', async () => {
    const scene = harness();
    scene.says();
    const result = withTyping(
      scene.touser,
      async ({ send }) => {
        await scene.pass(16_000);
        await send(() => ({ errCode: -501001 }));
        // It had arrived, and another instance shows typing now.
        scene.weChat.send();
        scene.weChat.setTyping('Typing');
        await scene.pass(14_500);
      },
      scene.options,
    );
    await scene.advance(30_000);
    expect(scene.story()).toEqual(['0 Typing 0', '15300 Typing 0', '29000 Typing 45081']);
    await scene.advance(500);
    await result;
  });

  test.each<[string, () => { errCode: number }]>([
    ['refused', () => ({ errCode: 45047 })],
    ['refused by a throw', () => fail(45047)],
    ['not permitted', () => ({ errCode: -604101 })],
  ])('%s leaves what shows ours: the last renewal is brought forward', async (_, deliver) => {
    const scene = harness();
    scene.says();
    const result = withTyping(
      scene.touser,
      async ({ send }) => {
        await scene.pass(16_000);
        await send(deliver).catch(() => {});
        await scene.pass(24_000);
      },
      scene.options,
    );
    await scene.advance(40_000);
    await result;
    expect(scene.story().slice(1)).toEqual([
      '15300 Typing 0',
      '29000 CancelTyping 0',
      '29000 Typing 0',
      '40000 CancelTyping 0',
    ]);
  });

  test('without an await is delivered and waited for, and its failure ends no process', async () => {
    const scene = harness();
    scene.says();
    const unhandled: unknown[] = [];
    const note = (reason: unknown) => unhandled.push(reason);
    process.on('unhandledRejection', note);
    const result = comingTo(
      withTyping(
        scene.touser,
        async ({ send }) => {
          await scene.pass(1_000);
          void send(() => scene.message(700));
          void send(() => scene.pass(500).then(() => fail()));
          return 'answer';
        },
        scene.options,
      ),
    );
    await scene.advance(1_699);
    expect(result.at).toBeUndefined();
    await scene.advance(1);
    process.off('unhandledRejection', note);
    expect([result.value, unhandled]).toEqual(['answer', []]);
    expect(scene.story()).toEqual(['0 Typing 0']);
    expectNothingLeft(scene);
  });

  test('without an await, failed: the status is taken down by a call', async () => {
    const scene = harness();
    scene.says();
    const result = withTyping(
      scene.touser,
      async ({ send }) => {
        await scene.pass(1_000);
        void send(() => scene.pass(700).then(() => ({ errCode: 45047 })));
      },
      { ...scene.options, resumeMs: 0 },
    );
    await scene.advance(1_700);
    await result;
    expect(scene.story()).toEqual(['0 Typing 0', '1700 CancelTyping 0']);
    expectNothingLeft(scene);
  });

  test('after the work has ended is refused, says why, and ends no process', async () => {
    const scene = harness();
    scene.says();
    const late = inHand<unknown>();
    let delivered = false;
    const result = withTyping(
      scene.touser,
      async ({ send }) => {
        const slow = async () => {
          await scene.pass(3_000);
          const sent = send(() => {
            delivered = true;
          });
          await sent.catch(late.resolve);
        };
        await Promise.race([slow(), scene.pass(1_000)]);
      },
      scene.options,
    );
    await scene.advance(1_000);
    await result;
    await scene.advance(2_000);
    expect(await late.promise).toMatchObject({
      name: 'AbortError',
      message: expect.stringContaining('await it inside the work'),
    });
    expect(delivered).toBe(false);
    expectNothingLeft(scene);
  });

  test('that never arrives holds back the result for callMs, and typing no longer', async () => {
    const scene = harness();
    scene.says();
    const never = () => new Promise<never>(() => {});
    const result = comingTo(
      withTyping(
        scene.touser,
        async ({ send }) => {
          await scene.pass(14_000);
          void send(never);
          await scene.pass(2_000);
          return 'answer';
        },
        { ...scene.options, callMs: 3_000 },
      ),
    );
    await scene.advance(16_999);
    expect(result.at).toBeUndefined();
    await scene.advance(1);
    expect(result.value).toBe('answer');
    // Its 15 s were over by then: nothing to take down.
    expect(scene.story()).toEqual(['0 Typing 0']);
    expectNothingLeft(scene);
  });

  test('on its way for longer than callMs no longer holds typing back, which is taken down in the end', async () => {
    const scene = harness();
    scene.says();
    const result = withTyping(
      scene.touser,
      async ({ send }) => {
        await scene.pass(14_000);
        await send(() => scene.message(4_000));
        // A Typing that overtook the message, or was overtaken: who knows.
        scene.weChat.setTyping('Typing');
        await scene.pass(1_000);
      },
      { ...scene.options, callMs: 3_000 },
    );
    await scene.advance(19_000);
    await result;
    expect(scene.story()).toEqual(['0 Typing 0', '17000 Typing 0', '19000 CancelTyping 0']);
    expectNothingLeft(scene);
  });

  test('waits for a CancelTyping on its way, whose second try it spares', async () => {
    const scene = harness([{}, {}, { dropped: true, backMs: 500 }, {}]);
    scene.says();
    const result = withTyping(
      scene.touser,
      async ({ send }) => {
        await scene.pass(29_200);
        await send(() => scene.message());
      },
      scene.options,
    );
    await scene.advance(31_000);
    await result;
    expect(scene.story()).toEqual(['0 Typing 0', '15300 Typing 0', '29000 CancelTyping undefined']);
    expect(scene.weChat.messages.at(-1)?.at).toBe(29_500);
    expectNothingLeft(scene);
  });
});

describe('a message that waits when work is given up', () => {
  test('is not delivered: somebody else may be answering by then', async () => {
    const scene = harness([{ thereMs: 1_400 }, {}]);
    scene.says();
    let delivered = false;
    const result = comingTo(
      withTyping(
        scene.touser,
        async ({ send }) => {
          await scene.pass(1_000);
          await send(() => {
            delivered = true;
          });
        },
        { ...scene.options, deadlineMs: 1_200 },
      ),
    );
    await scene.advance(1_400);
    expect(result.error).toMatchObject({ name: 'TimeoutError' });
    expect(delivered).toBe(false);
    expect(scene.story()).toEqual(['0 Typing 0', '1400 CancelTyping 0']);
    expectNothingLeft(scene);
  });

  test('by a signal: the same, with its reason for whoever waits for the message', async () => {
    const scene = harness([{ thereMs: 1_400 }, {}]);
    scene.says();
    const reason = new Error('the customer left');
    const controller = new AbortController();
    const told = inHand<unknown>();
    const result = comingTo(
      withTyping(
        scene.touser,
        async ({ send }) => {
          await scene.pass(1_000);
          await send(() => scene.message()).catch(told.resolve);
        },
        { ...scene.options, signal: controller.signal },
      ),
    );
    await scene.advance(1_300);
    controller.abort(reason);
    await scene.advance(100);
    expect([result.error, await told.promise]).toEqual([reason, reason]);
    expect(scene.weChat.messages).toHaveLength(1);
  });
});
