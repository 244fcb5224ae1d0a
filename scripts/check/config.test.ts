import fc from 'fast-check';
import { jsonError } from './config';
import { writePermissions } from './writePermissions';

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

const send = 'customerServiceMessage.send';
const typing = 'customerServiceMessage.setTyping';

describe('writePermissions', () => {
  test('makes a file where there is none', () => {
    expect(writePermissions(undefined, [send])).toBe(
      `{\n  "permissions": {\n    "openapi": [\n      "${send}"\n    ]\n  }\n}\n`,
    );
  });

  test('keeps a list that stands in one line in one line', () => {
    const text = `{ "permissions": { "openapi": ["${send}"] } }`;
    expect(writePermissions(text, [typing, send])).toBe(
      `{ "permissions": { "openapi": ["${typing}", "${send}"] } }`,
    );
  });

  test('keeps tabs and CRLF', () => {
    const text = `{\r\n\t"permissions": {\r\n\t\t"openapi": [\r\n\t\t\t"a.b"\r\n\t\t]\r\n\t}\r\n}\r\n`;
    expect(writePermissions(text, [send, typing])).toBe(
      text.replace('"a.b"', `"${send}",\r\n\t\t\t"${typing}"`),
    );
  });

  test('keeps CRLF where the list has yet to be made', () => {
    expect(writePermissions('{\r\n  "triggers": []\r\n}\r\n', ['a.b'])).toMatch(
      /^\{\r\n {2}"triggers": \[\],\r\n(?:[^\r\n]*\r\n)+$/,
    );
  });

  const trigger = '{ "name": "t",  "type":"timer"}';
  test.each([
    ['a list in one line, without spaces', '{"permissions":{"openapi":["a.b"]}}', '["c.d","e.f"]'],
    [
      'a list in one line, spaced',
      '{ "permissions": { "openapi": [ "a.b" ] } }',
      '[ "c.d", "e.f" ]',
    ],
    [
      'a list in several lines whose brackets share them with others',
      '{\n"permissions": { "openapi": [\n      "a.b"\n    ], "other": 1 }\n}',
      '[\n      "c.d",\n      "e.f"\n    ]',
    ],
    ['its own gaps', '{\n  "permissions":{"openapi":["a.b" , "x.y"]}}', '["c.d" , "e.f"]'],
    ['an empty list in one line', '{\n  "permissions": {"openapi": []}\n}', '["c.d", "e.f"]'],
    [
      'an empty list in two',
      '{\r\n\t"permissions": {\r\n\t\t"openapi": [\r\n\t\t]\r\n\t}\r\n}',
      '[\r\n\t\t\t"c.d",\r\n\t\t\t"e.f"\r\n\t\t]',
    ],
  ])('changes nothing but the names in %s', (_what, permissions, list) => {
    const before = permissions.replace(/\}$/, `, "triggers": [${trigger}]}`);
    const after = before.replace(/(?<="openapi": ?)\[[^\]]*\]/, list);
    expect(writePermissions(before, ['c.d', 'e.f'])).toBe(after);
  });

  test.each([
    ['{}', '{\n  "permissions": {\n    "openapi": [\n      "c.d"\n    ]\n  }\n}\n'],
    [`{"triggers":[${trigger}]}`, `{"triggers":[${trigger}],"permissions":{"openapi":["c.d"]}}`],
    ['{ "triggers": [] }', '{ "triggers": [], "permissions": { "openapi": [ "c.d" ] } }'],
    [
      `{\n    "triggers": [${trigger}]\n}`,
      `{\n    "triggers": [${trigger}],\n    "permissions": {\n        "openapi": [\n            "c.d"\n        ]\n    }\n}`,
    ],
    [
      `{\n\t"permissions": {},\n\t"triggers": [${trigger}]\n}`,
      `{\n\t"permissions": {\n\t\t"openapi": [\n\t\t\t"c.d"\n\t\t]\n\t},\n\t"triggers": [${trigger}]\n}`,
    ],
    [
      '{\n "permissions": {\n  "other": 1 }}',
      '{\n "permissions": {\n  "other": 1,\n  "openapi": [\n   "c.d"\n  ] }}',
    ],
  ])('adds to %j what it lacks, and nothing else changes', (before, after) => {
    expect(writePermissions(before, ['c.d'])).toBe(after);
  });

  test('an emptied list is []', () => {
    const text = '{\n  "permissions": {\n    "openapi": [\n      "a.b"\n    ]\n  }\n}';
    expect(writePermissions(text, [])).toBe('{\n  "permissions": {\n    "openapi": []\n  }\n}');
  });

  test('says the same as before but for the permissions, whatever else is in the file', () => {
    const names = fc.array(fc.string());
    const config = fc.record(
      {
        triggers: fc.array(fc.dictionary(fc.string(), fc.jsonValue())),
        permissions: fc.record({ openapi: names, other: fc.jsonValue() }, { requiredKeys: [] }),
        more: fc.jsonValue(),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(
        config,
        names,
        fc.constantFrom(undefined, 2, 4, '\t'),
        fc.constantFrom('\n', '\r\n'),
        (before, openapi, indent, eol) => {
          const text = JSON.stringify(before, null, indent).replaceAll('\n', eol);
          const same = JSON.parse(text);
          const expected = { ...same, permissions: { ...same.permissions, openapi } };
          expect(JSON.parse(writePermissions(text, openapi))).toEqual(expected);
        },
      ),
    );
  });
});
