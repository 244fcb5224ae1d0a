import { doc, held, open } from './testing/openDatabase';

const insert = (documents: unknown, collection: unknown = 'empty') => ({
  collectionName: collection,
  data: documents,
});

describe('insertDocument', () => {
  test('takes documents with the ids that they bring or are given', async () => {
    const { database, run } = open();
    expect(await run('insertDocument', insert([doc({ _id: '1', x: 1 }), doc({ x: 2 })]))).toEqual({
      data: { insertedIds: ['1', expect.stringMatching(/^[0-9a-f]{32}$/)] },
      requestId: expect.any(String),
    });
    expect(database.list()).toMatchObject({ empty: [{ _id: '1', x: 1 }, { x: 2 }] });
  });

  test('takes none where one _id is there already, or comes twice', async () => {
    const { database, run } = open();
    for (const documents of [
      [doc({ _id: '3' }), doc({ _id: '1' })],
      [doc({ _id: '3' }), doc({ _id: '3' })],
    ]) {
      expect(await run('insertDocument', insert(documents, 'a'))).toMatchObject({
        code: 'DATABASE_REQUEST_FAILED',
        message: expect.stringMatching(/^\[FailedOperation\.Insert\].*E11000 duplicate key error/),
      });
    }
    expect(database.list().a).toEqual(held.a);
  });

  test('holds an _id against those of its collection and type', async () => {
    const { run } = open();
    for (const [collection, _id] of [
      ['empty', '1'],
      ['a', 1],
      ['a', { $oid: '000000000000000000000001' }],
    ]) {
      expect(await run('insertDocument', insert([doc({ _id })], collection))).toHaveProperty(
        'data',
      );
    }
  });
});

test.each(['others', '__proto__', 'constructor', '', undefined, 7, { toString: 1 }])(
  'the collection %j is not there, for any action',
  async (collectionName) => {
    const { run } = open();
    for (const action of [
      'getDocument',
      'insertDocument',
      'removeDocument',
      'aggregateDocuments',
    ]) {
      expect(await run(action, { collectionName, data: [doc({})] })).toMatchObject({
        code: 'DATABASE_COLLECTION_NOT_EXIST',
      });
    }
  },
);

describe('where mingo alone does otherwise than MongoDB', () => {
  const project = async (value: unknown) => {
    const { run } = open();
    const stages = [{ stageKey: '$project', stageValue: doc({ _id: 0, v: value }) }];
    const { data } = await run('aggregateDocuments', { collectionName: 'a', stages });
    return JSON.parse((data as { list: string[] }).list[0] ?? '{}').v;
  };

  test.each([
    [{ $substr: ['1999-12-12', 8, -1] }, '12'],
    [{ $substrBytes: ['中文', 3, -1] }, '文'],
    [{ $indexOfCP: ['😀ab', 'b'] }, { $numberInt: '2' }],
    [{ $indexOfCP: ['abab', 'a', 1] }, { $numberInt: '2' }],
    [{ $indexOfCP: ['ab', 'c'] }, { $numberInt: '-1' }],
    [{ $week: { $date: '2019-05-14T09:38:51.686Z' } }, { $numberInt: '19' }],
    [{ $week: { $date: '2023-01-01T00:00:00Z' } }, { $numberInt: '1' }],
    [{ $week: { $date: '2022-01-01T00:00:00Z' } }, { $numberInt: '0' }],
  ])('%j is %j', async (value, result) => {
    expect(await project(value)).toEqual(result);
  });

  test('conditions on fields pass over entries without fields; a JSON schema is heard', async () => {
    const { run } = open();
    const documents = [
      { _id: 'scalars', list: [5] },
      { _id: 'objects', list: [{ v: 5 }] },
    ];
    await run('insertDocument', insert(documents.map(doc)));
    for (const [query, ids] of [
      [{ list: { $elemMatch: { v: { $gt: 0 } } } }, ['objects']],
      [{ list: { $elemMatch: { $gt: 0 } } }, ['scalars']],
      [{ $jsonSchema: { required: ['list'] } }, ['scalars', 'objects']],
      [{ $nor: [{ $jsonSchema: { required: ['list'] } }] }, []],
    ] as const) {
      const { data } = await run('getDocument', { collectionName: 'empty', query: doc(query) });
      const found = (data as { list: string[] }).list.map((text) => JSON.parse(text)._id);
      expect([query, found]).toEqual([query, ids]);
    }
  });
});

describe('a transaction', () => {
  const one = { collectionName: 'a', query: doc({ _id: '1' }), multi: false };
  const set = (n: number, transactionId?: unknown) => ({
    ...one,
    data: doc({ $set: { n } }),
    merge: true,
    ...(transactionId === undefined ? {} : { transactionId }),
  });
  const start = async ({ run }: ReturnType<typeof open>, owner?: string) =>
    (await run('startTransaction', {}, owner)).transactionId;
  const conflict = { code: 'DATABASE_TRANSACTION_CONFLICT' };
  const over = { code: 'DATABASE_TRANSACTION_FAIL' };
  const n = async ({ run }: ReturnType<typeof open>, transactionId?: unknown) => {
    const { data } = await run('getDocument', {
      ...one,
      ...(transactionId ? { transactionId } : {}),
    });
    return JSON.parse((data as { list: string[] }).list[0] ?? '{}').n;
  };

  // What Tencent’s own tests of its node SDK state: github.com/TencentCloudBase/node-sdk,
  // test/database/unit/transaction.test.ts
  test('sees its own changes, which nobody else sees before it commits', async () => {
    const opened = open();
    const id = await start(opened);
    await opened.run('modifyDocument', set(5, id));
    expect(await n(opened, id)).toEqual({ $numberInt: '5' });
    expect(await n(opened)).toEqual({ $numberInt: '1' });
    expect(await opened.run('commitTransaction', { transactionId: id })).not.toHaveProperty('code');
    expect(await n(opened)).toEqual({ $numberInt: '5' });
    expect(await opened.run('modifyDocument', set(6, id))).toMatchObject(over);
  });

  test('sees what others wrote before it first asks', async () => {
    const opened = open();
    const id = await start(opened);
    await opened.run('modifyDocument', set(5));
    expect(await n(opened, id)).toEqual({ $numberInt: '5' });
  });

  test('conflicts with what others wrote since it first asked', async () => {
    const opened = open();
    const id = await start(opened);
    expect(await n(opened, id)).toEqual({ $numberInt: '1' });
    await opened.run('modifyDocument', set(5));
    expect(await n(opened, id)).toEqual({ $numberInt: '1' });
    expect(await opened.run('modifyDocument', set(6, id))).toMatchObject(conflict);
    expect(await opened.run('abortTransaction', { transactionId: id })).toMatchObject(over);
  });

  test('conflicts with another one that has written to the same document', async () => {
    const opened = open('side-by-side');
    const [first, second] = [await start(opened, 'one'), await start(opened, 'two')];
    await opened.run('modifyDocument', set(5, first));
    expect(await opened.run('modifyDocument', set(6, second))).toMatchObject(conflict);
    await opened.run('commitTransaction', { transactionId: first });
    expect(await n(opened)).toEqual({ $numberInt: '5' });
  });

  test('is over after 30 seconds, and with the call that began it', async () => {
    const opened = open();
    const late = await start(opened);
    await opened.clock.advance(30_000);
    expect(await opened.run('commitTransaction', { transactionId: late })).toMatchObject(over);
    const left = await start(opened);
    opened.database.ended('me');
    expect(await opened.run('commitTransaction', { transactionId: left })).toMatchObject(over);
  });

  test('waits for one of another call, unless its own call is over', async () => {
    const opened = open();
    const first = await start(opened, 'one');
    const second = opened.run('startTransaction', {}, 'two');
    const third = opened.run('startTransaction', {}, 'three');
    opened.database.ended('three');
    expect(await third).toMatchObject(over);
    await opened.run('modifyDocument', set(5, first));
    await opened.run('commitTransaction', { transactionId: first });
    expect(await n(opened, (await second).transactionId)).toEqual({ $numberInt: '5' });
  });

  test('is rolled back by a reset, with those that wait', async () => {
    const opened = open();
    await start(opened, 'one');
    const second = opened.run('startTransaction', {}, 'two');
    opened.database.reset();
    expect(await second).toMatchObject(over);
    expect(await start(opened, 'three')).toEqual(expect.any(String));
  });
});

test('an update that would fail at the second document changes none', async () => {
  const { database, run } = open();
  const update = {
    collectionName: 'a',
    query: '{}',
    data: doc({ $inc: { list: 1 } }),
    multi: true,
    merge: true,
  };
  expect(await run('modifyDocument', update)).toMatchObject({ code: 'DATABASE_REQUEST_FAILED' });
  expect(database.list().a).toEqual(held.a);
});

test('what comes to no end is broken off', async () => {
  const { database, run } = open('in-turn', 100);
  database.replace({ empty: [{ _id: '1', s: `${'a'.repeat(40)}b` }] });
  const query = doc({ s: { $regularExpression: { pattern: '^(a+)+$', options: '' } } });
  expect(await run('getDocument', { collectionName: 'empty', query })).toMatchObject({
    code: 'DATABASE_REQUEST_FAILED',
    message: expect.stringContaining('timed out'),
  });
});

test('nothing reaches out of the documents', async () => {
  const { run } = open();
  for (const path of ['__proto__.x', 'a.__proto__.x', 'constructor.prototype.x']) {
    for (const operator of ['$set', '$inc', '$push']) {
      const data = doc({ [operator]: { [path]: 1 } });
      await run('modifyDocument', {
        collectionName: 'a',
        query: '{}',
        data,
        multi: true,
        merge: true,
      });
    }
    const rename = doc({ $rename: { n: path } });
    await run('modifyDocument', {
      collectionName: 'a',
      query: '{}',
      data: rename,
      multi: true,
      merge: true,
    });
    for (const stage of [
      { stageKey: '$addFields', stageValue: doc({ [path]: 1 }) },
      {
        stageKey: '$lookup',
        stageValue: doc({ from: 'a', localField: 'n', foreignField: 'n', as: path }),
      },
    ]) {
      await run('aggregateDocuments', { collectionName: 'a', stages: [stage] });
    }
  }
  expect(({} as { x?: unknown }).x).toBeUndefined();
  expect(Object.keys(Object.prototype)).toEqual([]);
});
