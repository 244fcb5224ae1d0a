import fc from 'fast-check';
import { writePermissions } from './writePermissions';

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
