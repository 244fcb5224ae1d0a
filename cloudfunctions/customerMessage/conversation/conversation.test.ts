import type { Push } from '../push';
import { fakeDatabase } from '../testing/fakeDatabase';
import { openConversation } from './conversation';
import { openDatabase } from './database';

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
  const look = async () => {
    const view = await first.look();
    if (view === 'out') throw new Error('the database is out');
    return view;
  };
  return { first, second, look, pass, deadline: time + 20_000 };
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
