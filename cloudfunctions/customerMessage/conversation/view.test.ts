import { isHeld, isWithPerson, readView } from './view';

const now = 1_700_000_000_000;
const minute = 60_000;

const read = (...documents: unknown[]) => readView({ answer: { data: documents } }, 'c', now);
const open = (id: string, more: object = {}, at = now) => ({
  _id: `c-${id}`,
  open: true,
  at,
  mergeMs: 1_500,
  message: {
    type: 'text',
    content: id,
    title: 't',
    path: 'p',
    picUrl: 'u',
    createdAt: 1_700_000_000,
    messageId: id,
    ...more,
  },
});
const idsOf = (...documents: unknown[]) => read(...documents).open.map(({ id }) => id);

test('a conversation is read as it was written', () => {
  const said = [{ from: 'service', text: '您好', at: now - 1 }];
  const own = { _id: 'c', revision: 7, holder: 'me', until: now + 1, batch: ['c-1'], said };
  expect(read(open('1'), own)).toEqual({
    isThere: true,
    revision: 7,
    holder: 'me',
    until: now + 1,
    batch: ['c-1'],
    said,
    open: [{ id: 'c-1', at: now, mergeMs: 1_500, message: open('1').message }],
  });
});

test.each<[string, Parameters<typeof readView>[0]]>([
  ['is out', 'out'],
  ['says that it is taken', { taken: true, unsure: false }],
  ['answers nothing', { answer: undefined }],
  ['answers no list', { answer: { data: { _id: 'c', holder: 'x' } } }],
  ['knows nothing of it', { answer: { data: [] } }],
  ['knows another', { answer: { data: [{ _id: 'd', holder: 'x', revision: 3 }] } }],
])('where the database %s, nothing is there and nobody answers', (_what, found) => {
  const nobody = {
    isThere: false,
    revision: 0,
    holder: '',
    until: 0,
    batch: [],
    said: [],
    open: [],
  };
  expect(readView(found, 'c', now)).toEqual(nobody);
});

test('fields of another kind than we write count as not there', () => {
  const own = { _id: 'c', revision: '7', holder: 3, until: Number.NaN, batch: 'c-1', said: 'x' };
  const odd = { ...open('1', { content: 5, createdAt: 'x' }), at: now, mergeMs: null };
  expect(read(own, odd)).toMatchObject({
    revision: 0,
    holder: '',
    until: 0,
    batch: [],
    said: [],
    open: [{ mergeMs: 0, message: { content: '', createdAt: 0 } }],
  });
  const speakers = [{ from: 'service' }, { from: 'customer' }, { from: 'x' }, null];
  const said = speakers.map((one) => one && { ...one, text: 1, at: now });
  expect(read({ _id: 'c', said }).said).toEqual([
    { from: 'service', text: '', at: now },
    { from: 'customer', text: '', at: now },
    { from: 'customer', text: '', at: now },
  ]);
});

test('only what is open waits, for an hour at most', () => {
  expect(
    idsOf(
      open('1', {}, now - 60 * minute + 1),
      open('2', {}, now - 60 * minute),
      { ...open('3'), open: false },
      { ...open('4'), open: 'true' },
      { ...open('5'), message: undefined },
      null,
    ),
  ).toEqual(['c-1']);
});

test('what was said is remembered for a day', () => {
  const [kept, gone] = [now - 24 * 60 * minute + 1, now - 24 * 60 * minute];
  const said = [kept, gone].map((at) => ({ from: 'service', text: 'x', at }));
  expect(read({ _id: 'c', said }).said).toEqual([said[0]]);
});

describe('messages stand in the order in which they were written', () => {
  test.each([
    ['by WeChat’s seconds', open('1', { createdAt: 2 }, now - 9), open('9', { createdAt: 1 })],
    ['within one by when they came', open('1', {}, now), open('9', {}, now - 1)],
    ['then by the length of their ids', open('10'), open('9')],
    ['then by their ids', open('12'), open('11')],
  ])('%s', (_by, later, earlier) => {
    const right = [earlier._id, later._id];
    expect([idsOf(later, earlier), idsOf(earlier, later)]).toEqual([right, right]);
  });

  test('two of one id stay as they are', () => {
    const [one, other] = [open('1'), { ...open('1'), _id: 'c-other' }];
    expect([idsOf(one, other), idsOf(other, one)]).toEqual([
      ['c-1', 'c-other'],
      ['c-other', 'c-1'],
    ]);
  });
});

test.each([
  ['nobody', '', now + 1, false, false],
  ['another invocation', 'other', now + 1, true, false],
  ['a person', 'person', now + 1, true, true],
  ['another whose time is over', 'other', now, false, false],
  ['a person whose time is over', 'person', now, false, false],
])('%s has it', (_who, holder, until, held, withPerson) => {
  const view = read({ _id: 'c', holder, until });
  expect([isHeld(view, now), isWithPerson(view, now)]).toEqual([held, withPerson]);
});
