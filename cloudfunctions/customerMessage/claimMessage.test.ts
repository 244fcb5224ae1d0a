import { createSimClock } from '../../scripts/simulator/clock/createSimClock';
import { type CloudDatabase, claimMessage } from './claimMessage';
import type { Push } from './push';

const push: Push = {
  kind: 'message',
  openid: 'customer-1',
  account: 'wx0123456789abcdef',
  type: 'text',
  content: '在吗',
  createdAt: 1_700_000_000,
  messageId: '42',
};

const taken = {
  errCode: -502001,
  errMsg: '[FailedOperation.Insert] multiple write errors: [{E11000 duplicate key error}]',
};
const unanswered = { errCode: -501001, errMsg: 'socket hang up' };
type Fate = 'works' | 'hangs' | object;

/** A database whose next inserts go as told, and then work. */
function database(...fates: Fate[]) {
  const documents = new Map<unknown, object>();
  const tries: object[] = [];
  const cloud: CloudDatabase = {
    database: () => ({
      collection: (name) => ({
        async add({ data }) {
          tries.push(data);
          expect(name).toBe('handled_messages');
          const fate = fates.shift() ?? 'works';
          if (fate === 'hangs') await new Promise(() => {});
          if (typeof fate === 'object') throw fate;
          const id: unknown = Reflect.get(data, '_id');
          if (documents.has(id)) throw taken;
          documents.set(id, data);
        },
      }),
    }),
  };
  return { cloud, tries };
}

function setUp(...fates: Fate[]) {
  const clock = createSimClock();
  clock.freeze(true);
  const { cloud, tries } = database(...fates);
  const claim = (one: Partial<Push> = {}) =>
    claimMessage({ ...push, ...one }, { cloud, clock, deadline: clock.now() + 1_000 });
  return { clock, claim, tries };
}

test('the first has it, a repeat does not', async () => {
  const { claim } = setUp();
  expect(await claim()).toEqual({ holder: 'ours' });
  expect(await claim()).toEqual({ holder: 'theirs' });
});

test.each<[string, Partial<Push>]>([
  ['another message', { messageId: '43' }],
  ['one of the same id by somebody else, who may have forged it', { openid: 'customer-2' }],
  ['one whose id lost its last digits as a number', { createdAt: 1_700_000_001 }],
])('%s is another message', async (_, other) => {
  const { claim } = setUp();
  await claim();
  expect(await claim(other)).toEqual({ holder: 'ours' });
});

test('without an id two texts of one second are two messages, and an event is itself', async () => {
  const { claim } = setUp();
  await claim({ messageId: '' });
  expect(await claim({ messageId: '', content: '有人吗' })).toEqual({ holder: 'ours' });
  expect(await claim({ messageId: '' })).toEqual({ holder: 'theirs' });
});

test('no OpenID lies in the database, and the time does, by which old documents can be removed', async () => {
  const { claim, tries, clock } = setUp();
  await claim();
  expect(tries).toEqual([
    { _id: expect.stringMatching(/^[0-9a-f]{32}$/), at: new Date(clock.now()) },
  ]);
});

test('a try without an answer is made once more', async () => {
  const { claim, tries } = setUp(unanswered);
  expect(await claim()).toEqual({ holder: 'ours' });
  expect(tries).toHaveLength(2);
});

test('"taken" after a try without an answer was that try', async () => {
  const { claim } = setUp(unanswered, taken);
  expect(await claim()).toEqual({ holder: 'ours' });
});

test.each<[string, Fate[], number]>([
  ['no collection', [{ errCode: -502005, errMsg: 'not exist' }], -502005],
  ['a refusal that is not E11000', [{ errCode: -502001, errMsg: 'over quota' }], -502001],
  ['two tries without an answer', [unanswered, unanswered], -501001],
  ['errors that are none of the SDK’s', [new TypeError('no'), new TypeError('no')], -1],
])('%s: the database can’t tell, and says by which code', async (_, fates, errCode) => {
  const { claim } = setUp(...fates);
  expect(await claim()).toEqual({ holder: 'unknown', errCode });
});

test('one that hangs costs half of the time, and the second try has the other half', async () => {
  const { claim, clock, tries } = setUp('hangs', 'hangs');
  const claimed = claim();
  await clock.advance(500);
  expect(tries).toHaveLength(2);
  await clock.advance(500);
  expect(await claimed).toEqual({ holder: 'unknown', errCode: -501002 });
});
