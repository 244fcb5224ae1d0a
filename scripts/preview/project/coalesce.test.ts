import { coalesce } from './coalesce';

/** Work that lasts until it is told to end. */
function heldWork() {
  const ends: (() => void)[] = [];
  const work = () => new Promise<void>((resolve) => ends.push(resolve));
  const { run: ask, idle } = coalesce(work);
  return { ends, ask, idle };
}

const settle = () => new Promise((resolve) => setImmediate(resolve));

describe('latest', () => {
  test('works at once where nothing is under way', async () => {
    const { ends, ask } = heldWork();
    const done = ask();
    expect(ends).toHaveLength(1);
    ends[0]?.();
    await done;
  });

  test('asked for several times while under way, works once more, and never twice at once', async () => {
    const { ends, ask } = heldWork();
    const first = ask();
    let seen = 0;
    const later = [ask(), ask(), ask()].map((done) =>
      done.then(() => {
        seen += 1;
      }),
    );
    await settle();
    expect(ends).toHaveLength(1);
    ends[0]?.();
    await first;
    await settle();
    expect(ends).toHaveLength(2);
    expect(seen).toBe(0);
    ends[1]?.();
    await Promise.all(later);
    expect(ends).toHaveLength(2);
  });

  test('is idle when nothing is under way or asked for', async () => {
    const { ends, ask, idle } = heldWork();
    await idle();
    ask();
    ask();
    let isIdle = false;
    const done = idle().then(() => {
      isIdle = true;
    });
    ends[0]?.();
    await settle();
    expect(isIdle).toBe(false);
    ends[1]?.();
    await done;
  });

  test('work that failed keeps nobody from asking again', async () => {
    let fails = true;
    const { run: ask } = coalesce(async () => {
      if (fails) throw new Error('not yet');
    });
    await expect(ask()).rejects.toThrow('not yet');
    fails = false;
    await ask();
  });
});
