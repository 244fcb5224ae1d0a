import fc from 'fast-check';
import { maskOpenId, readOpenIds } from './openId';

test.each([
  ['oA,oB'],
  ['oA，oB'],
  ['oA、oB'],
  ['oA;oB'],
  ['oA； oB'],
  ['oA oB'],
  ['oA\r\noB\t'],
  ['"oA","oB"'],
  ['“oA”，‘oB’'],
  ['["oA", "oB"]'],
  [" ,oA ,, 'oB' ; "],
])('%j holds two OpenIDs and nothing else', (list) => {
  expect(readOpenIds(list)).toEqual({ openIds: ['oA', 'oB'], others: [] });
});

test.each([
  ['oA/oB', [], ['oA/oB']],
  ['oA,客服', ['oA'], ['客服']],
  ['o.A,oB', ['oB'], ['o.A']],
  ['x'.repeat(129), [], ['x'.repeat(129)]],
])('of %j what can be no OpenID is told apart', (list, openIds, others) => {
  expect(readOpenIds(list)).toEqual({ openIds, others });
});

test('nothing is nobody', () => {
  for (const list of [undefined, '', ' , ; ']) {
    expect(readOpenIds(list)).toEqual({ openIds: [], others: [] });
  }
});

test('every list of OpenIDs is read whole, whatever stands between them', () => {
  const openid = fc.stringMatching(/^[A-Za-z0-9_-]{1,128}$/);
  const separator = fc.stringMatching(/^[ ,，、;；"'\n]{1,3}$/);
  fc.assert(
    fc.property(fc.array(fc.tuple(openid, separator)), (entries) => {
      const { openIds, others } = readOpenIds(entries.flat().join(''));
      expect(openIds).toEqual(entries.map(([one]) => one));
      expect(others).toEqual([]);
    }),
  );
});

test('of an OpenID no more than the last four characters is shown', () => {
  expect(['oABCDEF', 'oABC', ''].map(maskOpenId)).toEqual(['…CDEF', '…', '…']);
});
