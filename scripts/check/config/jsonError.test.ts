import fc from 'fast-check';
import { jsonError } from './jsonError';

describe('jsonError', () => {
  test.each([
    ['a trailing comma', '{"a": [1,]}', 9, 'comma'],
    ['a trailing comma, broken over lines', '{"a": 1,\n}', 9, 'comma'],
    ['a comment', '{\n  // why\n  "a": 1}', 4, 'comment'],
    ['single quotes', "{'a': 1}", 1, 'quotes'],
    ['a byte order mark', '\uFEFF{}', 0, 'mark'],
    ['an open bracket', '{"a": [', 7, 'end'],
    ['an open string', '{"a": "b}', 6, 'other'],
    ['nothing', ' \n', 2, 'empty'],
    ['a missing comma', '["a" "b"]', 5, 'other'],
    ['a missing colon', '{"a" 1}', 5, 'other'],
    ['something behind it', '{} x', 3, 'other'],
    ['a key without quotes', '{a: 1}', 1, 'other'],
    ['a number that JSON does not know', '[01]', 2, 'other'],
  ])('finds %s', (_what, text, offset, reason) => {
    expect(jsonError(text)).toEqual({ offset, reason });
  });

  test('has nothing to say against any JSON, however it is indented', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(undefined, 2, '\t'), (value, indent) => {
        expect(jsonError(JSON.stringify(value, null, indent))).toBeUndefined();
      }),
    );
  });

  test('goes all the way through valid JSON before it stumbles over what follows', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(undefined, 2), (value, indent) => {
        const json = JSON.stringify(value, null, indent);
        expect(jsonError(`${json} #`)?.offset).toBe(json.length + 1);
      }),
    );
  });

  test('never looks past the place where a text was cut off', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.nat(), (value, cut) => {
        const json = JSON.stringify(value, null, 2);
        const text = json.slice(0, cut % json.length);
        expect(jsonError(text)?.offset).toBeLessThanOrEqual(text.length);
      }),
    );
  });

  test('survives a text nested deeper than the stack', () => {
    expect(jsonError('['.repeat(200_000))).toBeDefined();
  });
});
