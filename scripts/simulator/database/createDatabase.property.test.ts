import fc from 'fast-check';
import { type Database, databaseActions } from './createDatabase';
import { doc, open } from './testing/openDatabase';

describe('whatever is sent', () => {
  const operators = [
    '$set',
    '$inc',
    '$push',
    '$gt',
    '$in',
    '$or',
    '$not',
    '$regex',
    '$where',
    '$expr',
    '$size',
    '$unset',
    '$rename',
    '$pop',
    '$elemMatch',
    '$oid',
    '$date',
    '$numberLong',
    '$tcb_server_date',
    '$regularExpression',
    '$binary',
    '$code',
    'a',
    'a.b',
    '_id',
    '__proto__',
    '',
  ];
  const rubbish: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      fc.constantFrom(null, true, 0, -1, 1.5, 1e300, '', '1', '$a', 'a.$.b'),
      fc.string(),
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(fc.oneof(fc.constantFrom(...operators), fc.string()), tie('value'), {
        maxKeys: 3,
      }),
    ),
  })).value;
  const text = rubbish.map((value) => JSON.stringify(value));
  const field = fc.oneof(text, rubbish, fc.string());
  const stages = fc.array(
    fc.record({
      stageKey: fc.constantFrom(
        '$match',
        '$group',
        '$project',
        '$lookup',
        '$unwind',
        '$limit',
        '$sort',
        '$out',
        '$foo',
        '$geoNear',
        '$sample',
        '$facet',
        '$bucket',
        '$replaceRoot',
      ),
      stageValue: field,
    }),
    { maxLength: 3 },
  );
  const params = fc.record(
    {
      collectionName: fc.oneof(
        { weight: 9, arbitrary: fc.constant('a') },
        { weight: 1, arbitrary: rubbish },
      ),
      query: fc.oneof(fc.constantFrom('{}', '{"_id":"1"}'), field),
      data: fc.oneof(
        field,
        fc.array(field),
        fc.dictionary(fc.constantFrom(...operators), rubbish).map(doc),
      ),
      order: field,
      projection: field,
      offset: rubbish,
      limit: rubbish,
      multi: fc.oneof(fc.boolean(), rubbish),
      merge: fc.oneof(fc.boolean(), rubbish),
      upsert: fc.oneof(fc.boolean(), rubbish),
      stages: fc.oneof(stages, rubbish),
      transactionId: rubbish,
    },
    { requiredKeys: ['collectionName'] },
  );

  test('is answered in CloudBase’s form, and an error changes nothing', async () => {
    const known = databaseActions
      .map((action) => action.replace('database.', ''))
      .filter((action) => action !== 'startTransaction');
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...known), params, async (action, given) => {
        const { database, run } = open();
        const before = database.list();
        const answer = await run(action, given);
        expect(answer.requestId).toEqual(expect.any(String));
        JSON.stringify(database.list());
        if ('code' in answer) {
          expect(answer).toEqual({
            code: expect.stringMatching(/^(INVALID_PARAM|DATABASE_[A-Z_]+)$/),
            message: expect.stringMatching(/./),
            requestId: expect.any(String),
          });
          expect(database.list()).toEqual(before);
        } else if (action !== 'removeDocument') {
          const ids = (all: ReturnType<Database['list']>) =>
            (all.a as { _id: unknown }[]).map(({ _id }) => _id);
          expect(ids(database.list())).toEqual(expect.arrayContaining(ids(before)));
        }
      }),
      { numRuns: 3000 },
    );
  });
});
