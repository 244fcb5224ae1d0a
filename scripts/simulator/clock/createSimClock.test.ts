import fc from 'fast-check';
import type { ClockParticipant } from './clock';
import { createSimClock } from './createSimClock';

/** Real time in the test's hand. */
function handTime(start = 1_000_000) {
  let now = start;
  let waiting: { at: number; run: () => void }[] = [];
  return {
    now: () => now,
    wakeAfter(ms: number, run: () => void) {
      const entry = { at: now + ms, run };
      waiting.push(entry);
      return () => {
        waiting = waiting.filter((other) => other !== entry);
      };
    },
    pass(ms: number) {
      now += ms;
      const due = waiting.filter((entry) => entry.at <= now);
      waiting = waiting.filter((entry) => entry.at > now);
      for (const entry of due) entry.run();
    },
  };
}

function frozenClock() {
  const clock = createSimClock(handTime(0));
  clock.freeze(true);
  return clock;
}

/** Somebody on the clock with timers of its own, who takes a while to settle. */
function participantAt(clock: ReturnType<typeof frozenClock>, ...times: number[]) {
  const done: number[] = [];
  const participant: ClockParticipant = {
    async settle() {
      await new Promise((resolve) => setImmediate(resolve));
      return times[0] ?? null;
    },
    moveTo(now) {
      while (times[0] !== undefined && times[0] <= now) done.push(times.shift() ?? 0);
    },
  };
  return { done, leave: clock.join(participant) };
}

describe('the simulator’s clock', () => {
  test('starts at real time and runs with it', () => {
    const real = handTime(5_000);
    const clock = createSimClock(real);
    real.pass(70);
    expect([clock.now(), clock.frozen]).toEqual([5_070, false]);
  });

  test('stands still while it is frozen, and goes on from there', () => {
    const real = handTime(0);
    const clock = createSimClock(real);
    real.pass(10);
    clock.freeze(true);
    real.pass(1_000);
    expect([clock.now(), clock.frozen]).toEqual([10, true]);
    clock.freeze(false);
    real.pass(5);
    expect([clock.now(), clock.frozen]).toEqual([15, false]);
  });

  test('is real time plus what it was advanced by, however long the advancing took', async () => {
    const real = handTime(0);
    const clock = createSimClock(real);
    clock.join({
      async settle() {
        real.pass(30);
        return null;
      },
      moveTo() {},
    });
    await clock.advance(15_000);
    expect(clock.now()).toBe(real.now() + 15_000);
  });

  test('does not run while an advance is under way, so that nobody loses time to another', async () => {
    const real = handTime(0);
    const clock = createSimClock(real);
    const seen: number[] = [];
    clock.join({
      async settle() {
        real.pass(30);
        return null;
      },
      moveTo() {},
    });
    clock.setTimeout(() => seen.push(clock.now()), 100);
    clock.setTimeout(() => seen.push(clock.now()), 200);
    await clock.advance(200);
    expect(seen).toEqual([100, 200]);
  });

  test('runs a timer when real time has got there', () => {
    const real = handTime(0);
    const clock = createSimClock(real);
    const seen: number[] = [];
    clock.setTimeout(() => seen.push(clock.now()), 50);
    real.pass(49);
    expect(seen).toEqual([]);
    real.pass(1);
    expect(seen).toEqual([50]);
  });

  test('does not run a timer before its time, though real time woke it early', () => {
    const clock = createSimClock({
      now: () => 0,
      wakeAfter(_ms, run) {
        if (woken++ < 2) run();
        return () => {};
      },
    });
    let woken = 0;
    let ran = false;
    clock.setTimeout(() => {
      ran = true;
    }, 50);
    expect([woken > 1, ran]).toEqual([true, false]);
  });

  test('runs what is set for this very moment though it stands still', () => {
    const real = handTime(0);
    const clock = createSimClock(real);
    clock.freeze(true);
    let ran = false;
    clock.setTimeout(() => {
      ran = true;
    }, 0);
    real.pass(0);
    expect(ran).toBe(true);
  });

  test('runs timers in the order in which they fall due, each at its own time', async () => {
    const clock = frozenClock();
    const seen: string[] = [];
    for (const [name, ms] of [
      ['c', 30],
      ['a', 10],
      ['b', 10],
      ['late', 31],
    ] as const) {
      clock.setTimeout(() => seen.push(`${name} ${clock.now()}`), ms);
    }
    await clock.advance(30);
    expect(seen).toEqual(['a 10', 'b 10', 'c 30']);
    expect(clock.now()).toBe(30);
  });

  test('takes a delay that is no number for none, and comes to its end', async () => {
    const clock = frozenClock();
    const seen: number[] = [];
    clock.setTimeout(() => seen.push(clock.now()), Number.NaN);
    await clock.advance(30);
    expect([seen, clock.now()]).toEqual([[0], 30]);
  });

  test('runs what a timer set off for later inside the same advance', async () => {
    const clock = frozenClock();
    const seen: number[] = [];
    const again = () => {
      seen.push(clock.now());
      clock.setTimeout(again, 15);
    };
    clock.setTimeout(again, 15);
    await clock.advance(50);
    expect(seen).toEqual([15, 30, 45]);
  });

  test('lets a chain of promises run to its end before it goes on', async () => {
    const clock = frozenClock();
    const seen: number[] = [];
    clock.setTimeout(async () => {
      for (let step = 0; step < 20; step += 1) await null;
      clock.setTimeout(() => seen.push(clock.now()), 5);
    }, 10);
    clock.setTimeout(() => seen.push(clock.now()), 100);
    await clock.advance(100);
    expect(seen).toEqual([15, 100]);
  });

  test('does not run a timer that was cleared, also by one due at the same moment', async () => {
    const clock = frozenClock();
    const seen: string[] = [];
    clock.setTimeout(() => clock.clearTimeout(second), 10);
    const second = clock.setTimeout(() => seen.push('second'), 10);
    clock.clearTimeout(undefined);
    await clock.advance(20);
    expect(seen).toEqual([]);
  });

  test('stops at the timers of its participants, and at its own, in one order', async () => {
    const clock = frozenClock();
    const seen: number[] = [];
    const { done } = participantAt(clock, 5, 15);
    clock.setTimeout(() => seen.push(done.length), 10);
    clock.setTimeout(() => seen.push(done.length), 20);
    await clock.advance(30);
    expect([done, seen]).toEqual([
      [5, 15],
      [1, 2],
    ]);
  });

  test('waits for no participant who left', async () => {
    const clock = frozenClock();
    const { done, leave } = participantAt(clock, 5);
    leave();
    await clock.advance(10);
    expect(done).toEqual([]);
  });

  test('comes to its end though a participant never runs what is due', async () => {
    const clock = frozenClock();
    clock.join({ settle: async () => 5, moveTo() {} });
    await clock.advance(10);
    expect(clock.now()).toBe(10);
  });

  test('tells whoever joins what time it is, and whether it stands', () => {
    const clock = frozenClock();
    const told: unknown[] = [];
    clock.join({ settle: async () => null, moveTo: (...time) => told.push(time) });
    clock.freeze(false);
    expect(told).toEqual([
      [0, true],
      [0, false],
    ]);
  });

  test('makes one advance after the other where two are asked for at once', async () => {
    const clock = frozenClock();
    const seen: number[] = [];
    clock.setTimeout(() => seen.push(clock.now()), 15);
    await Promise.all([clock.advance(10), clock.advance(10)]);
    expect([seen, clock.now()]).toEqual([[15], 20]);
  });

  test('can be frozen and let go in the middle of an advance', async () => {
    const clock = createSimClock(handTime(0));
    clock.setTimeout(() => clock.freeze(true), 10);
    await clock.advance(20);
    expect([clock.now(), clock.frozen]).toEqual([20, true]);
    clock.setTimeout(() => clock.freeze(false), 10);
    await clock.advance(20);
    expect([clock.now(), clock.frozen]).toEqual([40, false]);
  });

  test('is back at real time after a reset, running, without timers, in the middle of an advance too', async () => {
    const real = handTime(0);
    const clock = createSimClock(real);
    const seen: number[] = [];
    clock.freeze(true);
    clock.setTimeout(() => clock.reset(), 10);
    clock.setTimeout(() => seen.push(clock.now()), 20);
    const second = clock.advance(20).then(() => clock.now());
    const third = clock.advance(1_000).then(() => clock.now());
    expect([await second, await third]).toEqual([0, 0]);
    real.pass(50);
    expect([clock.now(), clock.frozen, seen]).toEqual([50, false, []]);
  });

  test('goes on after a timer that threw, and says so to who advanced it', async () => {
    const clock = frozenClock();
    clock.setTimeout(() => {
      throw new Error('a bug');
    }, 10);
    await expect(clock.advance(20)).rejects.toThrow('a bug');
    await clock.advance(5);
    expect(clock.now()).toBe(15);
  });

  test.each([-1, Number.NaN, Number.POSITIVE_INFINITY])(
    'refuses to be advanced by %p',
    async (ms) => {
      await expect(frozenClock().advance(ms)).rejects.toThrow('0 or more milliseconds');
    },
  );

  test('can be broken off in the middle of an advance that never seems to end, and tells how far it is', async () => {
    // Real time passes with each look at it.
    const time = handTime();
    const passing = () => {
      time.pass(1);
      return time.now();
    };
    const clock = createSimClock({ ...time, now: passing });
    clock.freeze(true);
    const start = clock.now();
    const told: { until: number; function: string | null }[] = [];
    clock.onSlow((progress) => {
      told.push(progress);
      clock.stop();
    });
    let next = start;
    const leave = clock.join({
      settle: async () => next,
      moveTo: (at) => {
        next = at + 1;
      },
      whose: () => 'forgetful',
    });
    await clock.advance(365 * 86_400_000);
    expect(told).toMatchObject([{ until: start + 365 * 86_400_000, function: 'forgetful' }]);
    expect(clock.now()).toBeGreaterThan(start);
    expect(clock.now()).toBeLessThan(start + 86_400_000);
    leave();
    const stopped = clock.now();
    await clock.advance(10);
    expect(clock.now()).toBe(stopped + 10);
  });

  test('tells its listeners of each advance, freeze and reset, until they leave', async () => {
    const clock = createSimClock(handTime(0));
    const told: number[] = [];
    const leave = clock.onChange(() => told.push(clock.now()));
    await clock.advance(10);
    clock.freeze(true);
    clock.reset();
    leave();
    await clock.advance(10);
    expect(told).toEqual([10, 10, 0]);
  });

  test('never goes backwards, and never misses a timer, whatever is advanced and passes', async () => {
    const step = fc.oneof(
      fc.record({ advance: fc.nat(1_000) }),
      fc.record({ pass: fc.nat(1_000) }),
      fc.record({ freeze: fc.boolean() }),
      fc.record({ timer: fc.nat(1_000) }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 20 }), async (steps) => {
        const real = handTime(0);
        const clock = createSimClock(real);
        const pending = new Set<number>();
        let before = 0;
        for (const todo of steps) {
          if ('advance' in todo) await clock.advance(todo.advance);
          if ('pass' in todo) real.pass(todo.pass);
          if ('freeze' in todo) clock.freeze(todo.freeze);
          if ('timer' in todo && todo.timer > 0) {
            const at = clock.now() + todo.timer;
            pending.add(at);
            clock.setTimeout(() => pending.delete(at), todo.timer);
          }
          real.pass(0);
          expect(clock.now()).toBeGreaterThanOrEqual(before);
          before = clock.now();
          for (const at of pending) expect(at).toBeGreaterThan(clock.now());
        }
      }),
      { numRuns: 50 },
    );
  });
});
