import { codes, explainCode } from './codes';

/** The codes that WeChat's and CloudBase's documentation name for what this project calls. */
const documented = [
  0, -1, 40001, 40200, 45072, 45080, 45081, 40003, 40013, 40014, 40125, 40164, 41001, 41002, 42001,
  43002, 44002, 45009, 45011, 45002, 45015, 45047, 47001, 48001, 48004, 50002, -604100, -604101,
  -604102, -604103, -604104, -401001, -401002, -401003, -501000, -501001, -501002, -501003, -501004,
  -501005, -501007, -504001, -504002, -601001, -601002, -601003, -604001, -404011, -502001, -502005,
];

describe('the table of codes', () => {
  test('holds every documented code and no other', () => {
    expect(codes.map((entry) => entry.errCode).sort()).toEqual([...documented].sort());
  });

  test('names each code once and by a name of its own', () => {
    expect(new Set(codes.map((entry) => entry.errCode)).size).toBe(codes.length);
    expect(new Set(codes.map((entry) => entry.name)).size).toBe(codes.length);
  });

  test.each(codes.map((entry) => [entry.name, entry] as const))(
    '%s has its texts whole in both languages',
    (name, { wechatText, meaning, remedy }) => {
      expect(name).toMatch(/^[A-Z][A-Z_]*$/);
      expect(wechatText).not.toBe('');
      for (const text of [meaning, remedy]) {
        expect(text.en).toMatch(/^[A-Z].*[.]$/);
        expect(text.zh).toMatch(/[\u4e00-\u9fff].*。$/);
      }
    },
  );

  test('tries again only what may pass by itself', () => {
    const retried = codes.filter((entry) => entry.retry !== undefined);
    expect(retried.map((entry) => entry.errCode).sort((a, b) => b - a)).toEqual([
      -1, -501001, -501002, -604102, -604103,
    ]);
    expect(retried.every((entry) => entry.mayPass)).toBe(true);
  });
});

describe('explainCode', () => {
  test('finds each code of the table', () => {
    for (const entry of codes) expect(explainCode(entry.errCode)).toBe(entry);
  });

  test.each([99999, -999999, Number.NaN, Number.POSITIVE_INFINITY, 0.5])(
    'says honestly that it does not know %p',
    (errCode) => {
      expect(explainCode(errCode)).toMatchObject({ errCode, name: 'UNKNOWN_CODE', mayPass: false });
    },
  );

  test.each([undefined, null, '45080', {}, [], '__proto__', 45080n])(
    'takes %p, which is no number, for unknown',
    (errCode) => {
      expect(explainCode(errCode)).toMatchObject({ name: 'UNKNOWN_CODE', errCode: Number.NaN });
    },
  );
});
