import type { Push } from '../push';
import { fakeDatabase } from '../testing/fakeDatabase';
import { type Conversation, openConversation } from './conversation';
import { openDatabase } from './database';
import type { View } from './view';

const push: Push = {
  kind: 'message',
  openid: 'oABCDEFGHIJKLMNOPQRSTUVWXYZ1',
  account: 'wx0',
  type: 'text',
  content: '在吗',
  title: '',
  path: '',
  picUrl: '',
  createdAt: 1_700_000_000,
  messageId: '1',
};

/** Two invocations, of two messages of one customer, on a clock that stands still. */
function open() {
  let time = 1_700_000_000_000;
  const clock = { now: () => time, setTimeout: () => undefined, clearTimeout() {} };
  const { cloud } = fakeDatabase();
  const [first, second] = ['first', 'second'].map((me, index) => {
    const limits = { callMs: 1_000, deadline: time + 20_000 };
    const database = openDatabase({ cloud, clock, limits, onOut() {} });
    const own = { ...push, messageId: String(index) };
    return openConversation(own, { database, me, startedAt: time + index, now: clock.now });
  });
  if (!first || !second) throw new Error('no conversations');
  const pass = (ms: number) => {
    time += ms;
  };
  return { first, second, look: () => seenBy(first), pass, deadline: time + 20_000 };
}

async function seenBy(conversation: Conversation): Promise<View> {
  const view = await conversation.look();
  if (view === 'out') throw new Error('the database is out');
  return view;
}

test('a message is there once, and both are seen in their order', async () => {
  const { first, second, look } = open();
  expect([await second.join(1_500), await first.join(1_500), await first.join(1_500)]).toEqual([
    'first',
    'first',
    'again',
  ]);
  expect((await look()).open.map(({ id }) => id)).toEqual([first.id, second.id]);
});

test('one at a time answers, and whoever is silent for 6 s is taken for dead', async () => {
  const { first, second, look, pass, deadline } = open();
  await first.join(0);
  const view = await look();
  expect([await first.take(view, deadline), await second.take(view, deadline)]).toEqual([
    true,
    false,
  ]);
  pass(5_000);
  expect(await first.keep(deadline)).toBe(true);
  pass(5_000);
  expect(await second.take(await look(), deadline)).toBe(false);
  pass(1_001);
  expect(await second.take(await look(), deadline)).toBe(true);
  expect(await first.keep(deadline)).toBe(false);
});

test('nobody takes what has been answered since they looked', async () => {
  const { first, second, look, deadline } = open();
  await first.join(0);
  // The first time there is no document yet, the second time there is.
  for (let time = 1; time <= 2; time += 1) {
    const before = await look();
    await first.take(before, deadline);
    await first.finish(before, []);
    expect(await second.take(before, deadline)).toBe(false);
  }
  expect(await second.take(await look(), deadline)).toBe(true);
});

test('a person takes it from whoever answers, once', async () => {
  const { first, second, look, deadline } = open();
  await first.join(0);
  await first.take(await look(), deadline);
  expect([await second.handOver(), await first.handOver()]).toEqual(['newly', 'already']);
  expect(await first.keep(deadline)).toBe(false);
  expect((await look()).open).toEqual([]);
});

describe('what lies in the database', () => {
  function openOne(more: Partial<Push> = {}) {
    const start = 1_700_000_000_000;
    let time = start;
    const clock = { now: () => time, setTimeout: () => undefined, clearTimeout() {} };
    const fake = fakeDatabase();
    const database = openDatabase({
      cloud: fake.cloud,
      clock,
      limits: { callMs: 1_000, deadline: start + 20_000 },
      onOut() {},
    });
    const of = (change: Partial<Push> = more, me = 'me') =>
      openConversation({ ...push, ...change }, { database, me, startedAt: start, now: clock.now });
    return {
      start,
      fake,
      of,
      one: of(),
      documents: () => [...fake.documents.values()],
      pass: (ms: number) => {
        time += ms;
      },
    };
  }

  test('tells of no OpenID, and of no message any more once it is answered, handed over or left', async () => {
    for (const end of ['finish', 'handOver', 'leave'] as const) {
      const { one, documents, start } = openOne();
      await one.join(0);
      const before = await seenBy(one);
      await one.take(before, start + 20_000);
      expect(JSON.stringify(documents())).toContain('在吗');
      if (end === 'finish') await one.finish(before, []);
      else await one[end]();
      expect(JSON.stringify(documents())).not.toMatch(/在吗|oABC/);
      expect(await one.look()).toMatchObject({ open: [] });
      // It stays, so that the message is known again.
      expect(await one.join(0)).toBe('again');
    }
  });

  test('a person called for one customer takes nothing from another', async () => {
    const { one, of } = openOne();
    const other = of({ openid: 'oSomebodyElse' });
    await one.join(0);
    await other.join(0);
    expect(await one.handOver()).toBe('newly');
    expect(await other.look()).toMatchObject({ holder: '', open: [{ id: other.id }] });
  });

  test('a person has them for 30 minutes, and begins with nothing said before', async () => {
    const { one, start } = openOne();
    const before = await seenBy(one);
    await one.take(before, start + 20_000);
    await one.finish(before, [{ from: 'service', text: '好'.repeat(2_001), at: start }]);
    expect(await one.look()).toMatchObject({
      revision: 1,
      holder: '',
      until: 0,
      batch: [],
      said: [{ text: '好'.repeat(2_000) }],
    });
    await one.handOver();
    expect(await one.look()).toMatchObject({
      holder: 'person',
      until: start + 30 * 60_000,
      batch: [],
      said: [],
    });
  });

  test('after 30 minutes another invocation calls a person anew', async () => {
    const { one, of, pass } = openOne();
    await one.handOver();
    pass(30 * 60_000);
    expect(await of({}, 'next').handOver()).toBe('already');
    pass(1);
    expect(await of({}, 'next').handOver()).toBe('newly');
  });

  test('a customer is greeted once a day, by whoever comes first, and not while a person has them', async () => {
    const { one, of, pass } = openOne();
    const second = of({}, 'second');
    expect([await one.mayGreet(), await second.mayGreet()]).toEqual([true, false]);
    // The same one asks again, not knowing whether it was heard.
    expect(await one.mayGreet()).toBe(true);
    expect(await of({ openid: 'oSomebodyElse' }, 'third').mayGreet()).toBe(true);
    pass(24 * 60 * 60_000 + 1);
    expect(await second.mayGreet()).toBe(true);
    await one.handOver();
    pass(29 * 60_000);
    expect(await of({}, 'fourth').mayGreet()).toBe(false);
  });

  test('messages are told apart by id, without one by what they say, and by their second', () => {
    const { of } = openOne();
    const ids = (change: Partial<Push>) => of(change).id;
    expect(ids({ content: 'other' })).toBe(ids({}));
    expect(ids({ messageId: '2' })).not.toBe(ids({}));
    expect(ids({ createdAt: 1 })).not.toBe(ids({}));
    expect(ids({ openid: 'oSomebodyElse' })).not.toBe(ids({}));
    const nameless = { messageId: '' };
    expect(ids({ ...nameless, content: 'a' })).toBe(ids({ ...nameless, content: 'a' }));
    expect(ids({ ...nameless, content: 'a' })).not.toBe(ids({ ...nameless, content: 'b' }));
    expect(ids({ ...nameless, type: 'a', content: 'bc' })).not.toBe(
      ids({ ...nameless, type: 'ab', content: 'c' }),
    );
    // Equally long, so that the database's order is that of time; and short of what an _id may have.
    expect(ids({ createdAt: 5 })).toMatch(/^[0-9a-f]{32}-00000000005-[0-9a-f]{16}$/);
  });

  test.each(['join', 'look', 'take', 'keep', 'handOver', 'mayGreet'] as const)(
    '%s says that the database is out where it is',
    async (what) => {
      const { one, fake, start } = openOne();
      await one.join(0);
      const there = await seenBy(one);
      fake.fault = () => 'refused';
      const calls = {
        join: () => one.join(0),
        look: () => one.look(),
        take: () => one.take(there, start),
        keep: () => one.keep(start),
        handOver: () => one.handOver(),
        mayGreet: () => one.mayGreet(),
      };
      expect(await calls[what]()).toBe('out');
      // Once more where the customer's document is there already.
      if (what === 'take') expect(await one.take({ ...there, isThere: true }, start)).toBe('out');
    },
  );

  test.each([['handOver' as const], ['mayGreet' as const]])(
    '%s says so, too, where it is out only for what is new',
    async (what) => {
      const { one, fake } = openOne();
      fake.fault = (_call, asked) => (asked === 'add' ? 'refused' : undefined);
      expect(await one[what]()).toBe('out');
    },
  );

  test('the end of an answer is written although the database was out before', async () => {
    const { one, fake, start, documents } = openOne();
    await one.join(0);
    const before = await seenBy(one);
    await one.take(before, start + 20_000);
    fake.fault = () => 'refused';
    expect(await one.keep(start)).toBe('out');
    fake.fault = () => undefined;
    await one.finish(before, []);
    expect(documents()).toEqual([
      expect.objectContaining({ open: false }),
      expect.objectContaining({ holder: '', revision: 1 }),
    ]);
  });
});
