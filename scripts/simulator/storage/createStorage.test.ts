import fc from 'fast-check';
import { createTempFolder } from '../files/createTempFolder';
import { createFileIds } from './cloudPath';
import { createStorage, storageActions } from './createStorage';
import { createSignedUrls } from './signedUrls';

test('whatever is sent is answered in CloudBase’s form', () => {
  const now = () => 0;
  const storage = createStorage({
    now,
    folder: createTempFolder(),
    ids: createFileIds('simulator'),
    urls: createSignedUrls(() => 'http://127.0.0.1', now),
    seeds: { 'a.ts': __filename },
  });
  const value = fc.oneof(fc.jsonValue(), fc.constantFrom('../x', 'a\0', '\ud800', { toString: 1 }));
  fc.assert(
    fc.property(
      fc.constantFrom(...storageActions),
      fc.dictionary(
        fc.constantFrom('path', 'file_list', 'fileid_list'),
        fc.oneof(value, fc.array(fc.oneof(value, fc.record({ fileid: value, max_age: value })))),
      ),
      (action, params) => {
        const answer = storage.run(action, new Map(Object.entries(params)));
        expect(answer.requestId).toEqual(expect.any(String));
        if (!answer.data) expect(answer.code).toBe('INVALID_PARAM');
        JSON.stringify(answer);
      },
    ),
    { numRuns: 1000 },
  );
  expect(storage.list()).toHaveLength(1);
});

test('an address is made only by the one who reads it, for one thing and one file', () => {
  let time = 0;
  const urls = createSignedUrls(
    () => 'http://127.0.0.1',
    () => time,
  );
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (cloudPath) => {
      const { searchParams, pathname } = new URL(
        encodeURI(urls.create({ method: 'GET', cloudPath, expiresAt: time + 1 })),
      );
      const query = Object.fromEntries(searchParams);
      expect(pathname).toMatch(/^\/storage\/[\w.-]*$/);
      expect(urls.read('GET', query)).toBe(cloudPath);
      expect(urls.read('PUT', query)).toBeUndefined();
      expect(urls.read('GET', { ...query, t: '1e9' })).toBeUndefined();
      time += 1;
      expect(urls.read('GET', query)).toBeUndefined();
    }),
  );
});
