import fc from 'fast-check';
import { createDatabase } from './createDatabase';

const doc = (value: object) => JSON.stringify(value);

test('documents are in, with the ids they brought or were given', () => {
  const database = createDatabase(['a']);
  const answer = database.insert('a', [doc({ _id: '1', x: 1 }), doc({ x: 2 })]);
  expect(answer).toMatchObject({
    data: { insertedIds: ['1', expect.stringMatching(/^[0-9a-f]{24}$/)] },
    requestId: expect.any(String),
  });
  expect(database.list()).toMatchObject({ a: [{ _id: '1', x: 1 }, { x: 2 }] });
});

test('of several documents none is in where one _id is there already, or comes twice', () => {
  const database = createDatabase(['a']);
  database.insert('a', [doc({ _id: '1' })]);
  for (const documents of [
    [doc({ _id: '2' }), doc({ _id: '1' })],
    [doc({ _id: '2' }), doc({ _id: '2' })],
  ]) {
    expect(database.insert('a', documents)).toMatchObject({
      code: 'DATABASE_REQUEST_FAILED',
      message: expect.stringMatching(/^\[FailedOperation\.Insert\].*E11000 duplicate key error/),
    });
  }
  expect(database.list()).toEqual({ a: [{ _id: '1' }] });
});

test('an _id is unique within its collection only, and a number is not the text of it', () => {
  const database = createDatabase(['a', 'b']);
  for (const [collection, _id] of [
    ['a', '1'],
    ['b', '1'],
    ['a', 1],
    ['a', { $oid: '1' }],
  ]) {
    expect(database.insert(collection, [doc({ _id })])).toHaveProperty('data');
  }
});

test.each(['others', '__proto__', 'constructor', '', undefined, 7])(
  'the collection %j is not there',
  (collection) => {
    expect(createDatabase(['a']).insert(collection, [doc({})])).toMatchObject({
      code: 'DATABASE_COLLECTION_NOT_EXIST',
      message: expect.stringContaining('declares: a'),
    });
  },
);

test('whatever is no list of documents is refused, and nothing is in', () => {
  fc.assert(
    fc.property(fc.oneof(fc.jsonValue(), fc.array(fc.string()), fc.constant([])), (documents) => {
      const database = createDatabase(['a']);
      const answer = database.insert('a', documents);
      const [first] = Object.values(database.list());
      expect(first?.length === 0).toBe('code' in answer);
    }),
  );
});
