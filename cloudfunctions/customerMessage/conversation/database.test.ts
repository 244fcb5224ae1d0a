import { type Fault, fakeDatabase } from '../testing/fakeDatabase';
import { openDatabase, updatedBy } from './database';

/** One invocation’s database, whose calls go wrong as listed; time passes only where it waits for it. */
function open(...wrong: (Fault | 'taken' | undefined)[]) {
  const fake = fakeDatabase();
  fake.fault = (call) => {
    const fault = wrong[call];
    return fault === 'taken' ? undefined : fault;
  };
  let now = 1_000_000;
  const waits: number[] = [];
  const clock = {
    now: () => now,
    setTimeout: (run: () => void, ms: number) => {
      const never = ['never settles', 'its answer never comes'];
      const timer = { isCleared: false };
      waits.push(ms);
      // After whatever an answer takes.
      setImmediate(() => {
        if (timer.isCleared || !never.includes(wrong[fake.calls.length - 1] ?? '')) return;
        now += ms;
        run();
      });
      return timer;
    },
    clearTimeout: (timer: unknown) => void Object.assign(timer as object, { isCleared: true }),
  };
  const outs: number[] = [];
  const limits = { callMs: 500, deadline: now + 700 };
  const database = openDatabase({
    cloud: fake.cloud,
    clock,
    limits,
    onOut: (errCode) => outs.push(errCode),
  });
  const add = (anyway?: boolean) =>
    database.call((collection) => collection.add({ data: { _id: 'a' } }), anyway);
  return { fake, database, add, outs, waits };
}

test('an answer is given as it is, and the database counts as used only then', async () => {
  const { database, add } = open();
  expect(database.used).toBe(false);
  expect(await add()).toEqual({ answer: { _id: 'a' } });
  expect(database.used).toBe(true);
});

test('what is there already is taken, for sure', async () => {
  const { add, fake } = open();
  await add();
  expect(await add()).toEqual({ taken: true, unsure: false });
  expect(fake.calls).toHaveLength(2);
});

test('taken after a try without an answer may be our own', async () => {
  const { add } = open('its answer is lost');
  expect(await add()).toEqual({ taken: true, unsure: true });
});

test.each<[Fault, number]>([
  ['refused', -502001],
  ['breaks off', -501001],
  ['never settles', -501002],
])(
  '%s twice: it is out, told once, and not asked again but for what must be',
  async (fault, errCode) => {
    const { add, fake, outs } = open(fault, fault);
    expect([await add(), await add()]).toEqual(['out', 'out']);
    expect([fake.calls.length, outs]).toEqual([2, [errCode]]);
    expect(await add(true)).toEqual({ answer: { _id: 'a' } });
  },
);

test.each<Fault>(['refused', 'breaks off', 'never settles'])(
  '%s once is made good',
  async (fault) => {
    const { add, outs } = open(fault);
    expect(await add()).toEqual({ answer: { _id: 'a' } });
    expect(outs).toEqual([]);
  },
);

test('without the collection a second try is not made', async () => {
  const { add, fake, outs } = open('no collection');
  expect(await add()).toBe('out');
  expect([fake.calls.length, outs]).toEqual([1, [-502005]]);
});

test('a try takes 500 ms at most, and no longer than the invocation has', async () => {
  const { add, waits } = open('never settles', 'never settles');
  await add();
  expect(waits).toEqual([500, 200]);
});

test.each([
  [{ errCode: 'DATABASE_PERMISSION_DENIED' }, -1, 2],
  [{ errCode: -502003 }, -502003, 1],
  [new Error('E11000'), -1, 2],
  [{ errCode: -501001, errMsg: 'E11000 in another error' }, -501001, 2],
  [undefined, -1, 2],
])('thrown %j: out as %j after %i tries', async (error, errCode, tries) => {
  const outs: number[] = [];
  let calls = 0;
  const database = openDatabase({
    cloud: fakeDatabase().cloud,
    clock: { now: () => 0, setTimeout: () => undefined, clearTimeout() {} },
    limits: { callMs: 1, deadline: 1 },
    onOut: (code) => outs.push(code),
  });
  const fail = async () => {
    calls += 1;
    throw error;
  };
  expect(await database.call(fail)).toBe('out');
  expect([outs, calls]).toEqual([[errCode], tries]);
});

test.each<[Parameters<typeof updatedBy>[0], number | 'out']>([
  ['out', 'out'],
  [{ taken: true, unsure: false }, 'out'],
  [{ answer: { stats: { updated: 2 } } }, 2],
  [{ answer: { stats: { updated: '2' } } }, 0],
  [{ answer: undefined }, 0],
])('%j has changed %j documents', (called, count) => {
  expect(updatedBy(called)).toBe(count);
});
