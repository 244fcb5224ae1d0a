import { expectNothingLeft, harness, working } from './testing/harness';
import { withTyping } from './withTyping';

const failed = new Error('no answer to be had');
const fail = () => {
  throw failed;
};

describe('what WeChat answers', () => {
  test('45081 first: somebody else’s status shows, so it goes on, and leaves that one alone', async () => {
    const scene = harness();
    scene.says();
    scene.weChat.setTyping('Typing');
    await scene.advance(5_000);
    const result = working(scene, 9_000, () => 'answer');
    await scene.advance(9_000);
    expect(await result).toBe('answer');
    expect(scene.story()).toEqual(['5000 Typing 45081']);
    expect(scene.typing()).toBe(true);
    expect(scene.timersLeft()).toBe(0);
  });

  test('45081 first: it shows its own when the other’s must be over', async () => {
    const scene = harness();
    scene.says();
    scene.weChat.setTyping('Typing');
    const lastMessageAt = scene.clock.now();
    await scene.advance(5_000);
    const result = working(scene, 17_000, () => 'answer', { lastMessageAt });
    await scene.advance(17_000);
    await result;
    expect(scene.story()).toEqual(['5000 Typing 45081', '20300 Typing 0', '22000 CancelTyping 0']);
    expectNothingLeft(scene);
  });

  test('45080 first: it takes no more, so there are no more calls, and nothing to report', async () => {
    const scene = harness();
    const result = working(scene, 60_000, () => 'answer');
    await scene.advance(60_000);
    expect(await result).toBe('answer');
    expect(scene.story()).toEqual(['0 Typing 45080']);
    expect(scene.logged).toEqual([]);
  });

  test('45080 first, and then a message: typing starts again', async () => {
    const scene = harness([{ refused: 45080 }, {}]);
    scene.says();
    const result = withTyping(
      scene.touser,
      async ({ send }) => {
        await scene.pass(5_000);
        await send(() => scene.message());
        await scene.pass(5_000);
      },
      { ...scene.options, resumeMs: 0 },
    );
    await scene.advance(10_000);
    await result;
    expect(scene.story()).toEqual(['0 Typing 45080', '5000 Typing 0', '10000 CancelTyping 0']);
  });

  test('any other refusal stops it quietly: one call, one line in the log', async () => {
    const scene = harness([{ refused: 48001 }]);
    scene.says();
    const result = working(scene, 60_000, () => 'answer');
    await scene.advance(60_000);
    expect(await result).toBe('answer');
    expect(scene.story()).toEqual(['0 Typing 48001']);
    expect(scene.logged).toEqual([{ what: 'typing stopped', errCode: 48001 }]);
  });

  test('a CancelTyping that is refused makes a status last no longer than it does', async () => {
    const scene = harness([{}, {}, { refused: 45080 }, {}]);
    scene.says();
    const result = working(scene, 40_000, () => 'answer');
    await scene.advance(40_000);
    await result;
    expect(scene.story().slice(2)).toEqual(['29000 CancelTyping 45080', '29000 Typing 45081']);
    expectNothingLeft(scene);
  });

  test('a CancelTyping that is refused does no harm: the status is still ours, to be taken down', async () => {
    const scene = harness([{}, {}, { refused: 45080 }, {}]);
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

  test('a log that throws is no failure of the work', async () => {
    const scene = harness([{ refused: 48001 }]);
    const result = working(scene, 1_000, () => 'answer', { log: fail });
    await scene.advance(1_000);
    expect(await result).toBe('answer');
  });

  test('nor is one that rejects a moment later, which no one awaits', async () => {
    const scene = harness([{ refused: 48001 }]);
    const unhandled: unknown[] = [];
    const note = (reason: unknown) => unhandled.push(reason);
    process.on('unhandledRejection', note);
    const log = () => scene.pass(100).then(fail);
    const result = working(scene, 1_000, () => 'answer', { log });
    await scene.advance(1_000);
    process.off('unhandledRejection', note);
    expect([await result, unhandled]).toEqual(['answer', []]);
  });

  test('without a log of one’s own, the line goes to the console as JSON', async () => {
    const warn = jest.spyOn(console, 'warn').mockImplementation(() => {});
    const { transport, clock, pass, advance, touser } = harness([{ refused: 48001 }]);
    const result = withTyping(touser, () => pass(1_000), { transport, clock });
    await advance(1_000);
    await result;
    const lines = warn.mock.calls.flat();
    warn.mockRestore();
    expect(lines).toEqual(['{"what":"typing stopped","errCode":48001}']);
  });

  test('a code that ends it is told once, though a message gave it another chance', async () => {
    const scene = harness([{ refused: 48001 }]);
    const result = withTyping(
      scene.touser,
      async ({ send }) => {
        await scene.pass(1_000);
        await send(() => scene.message());
        await scene.pass(30_000);
      },
      { ...scene.options, resumeMs: 0 },
    );
    await scene.advance(31_000);
    await result;
    expect(scene.story()).toEqual(['0 Typing 48001']);
    expect(scene.logged).toEqual([{ what: 'typing stopped', errCode: 48001 }]);
  });
});
