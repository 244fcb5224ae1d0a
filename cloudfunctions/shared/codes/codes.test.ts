import { causes, codes, codeTable, explainCode } from './codes';

/** The codes that WeChat's and CloudBase's documentation name for what this project calls. */
const documented = [
  0, -1, 40001, 40002, 40003, 40004, 40005, 40006, 40007, 40008, 40009, 40013, 40014, 40066, 40101,
  40125, 40164, 40200, 41001, 41002, 41004, 41005, 42001, 43001, 43002, 44001, 44002, 44004, 45001,
  45002, 45008, 45009, 45011, 45015, 45047, 45072, 45080, 45081, 47001, 48001, 48004, 50002,
  -401001, -401002, -401003, -404001, -404005, -404011, -405015, -501000, -501001, -501002, -501003,
  -501004, -501005, -501006, -501007, -501008, -501009, -502001, -502002, -502003, -502004, -502005,
  -503001, -503002, -503003, -503004, -504001, -504002, -504003, -601001, -601002, -601003, -601004,
  -601008, -601012, -602001, -604001, -604100, -604101, -604102, -604103, -604104,
];

describe('the table of codes', () => {
  test('holds every documented code and no other', () => {
    expect(codeTable.map((entry) => entry.errCode).sort()).toEqual([...documented].sort());
  });

  test('names each code once and by a name of its own', () => {
    expect(new Set(codeTable.map((entry) => entry.errCode)).size).toBe(codeTable.length);
    expect(new Set(codeTable.map((entry) => entry.name)).size).toBe(codeTable.length);
  });

  test('gives each code by its name', () => {
    expect(codes.ALREADY_TYPING).toBe(45081);
    expect(Object.values(codes).sort()).toEqual([...documented].sort());
  });

  test.each([...codeTable, ...causes].map((entry) => [entry.name, entry] as const))(
    '%s has its texts whole in both languages',
    (name, { wechatText, meaning, remedy, ...more }) => {
      expect(name).toMatch(/^[A-Z][A-Z_]*$/);
      expect(wechatText).not.toBe('');
      const special = Object.values('about' in more ? (more.about ?? {}) : {}).flatMap((said) =>
        Object.values(said),
      );
      for (const text of [meaning, remedy, ...special]) {
        expect(text.en).toMatch(/^[A-Z].*[.]$/);
        expect(text.zh).toMatch(/[\u4e00-\u9fff].*。$/);
      }
    },
  );

  test('tries again only what may pass by itself', () => {
    const retried = codeTable.filter((entry) => entry.retry !== undefined);
    expect(retried.map((entry) => entry.errCode).sort((a, b) => b - a)).toEqual([
      -1, -501001, -501002, -604102, -604103,
    ]);
    expect(retried.every((entry) => entry.mayPass)).toBe(true);
  });
});

describe('what is said of one function only', () => {
  /** What concerns WeChat's typing itself may name it. */
  const general = codeTable.filter(({ origin }) => origin !== 'typing');

  test.each(general.map((entry) => [entry.name, entry] as const))(
    '%s names none of our functions where it is about anything',
    (_name, { meaning, remedy }) => {
      const texts = [meaning, remedy].flatMap(({ en, zh }) => [en, zh]).join(' ');
      expect(texts).not.toMatch(/setTyping|customerMessage|touser|AGENT_OPENIDS|handled_messages/);
      expect(texts).not.toMatch(/already tried a second time|自动重试/);
    },
  );

  test('is said where that function was called, by its name or by its errMsg', () => {
    const fail = { errMsg: 'openapi.customerServiceMessage.setTyping:fail no permission' };
    const upload = { errMsg: 'openapi.customerServiceMessage.uploadTempMedia:fail no permission' };
    expect(explainCode(-604101, fail).remedy.en).toContain('"customerServiceMessage.setTyping"');
    expect(explainCode(-604100, upload).remedy.en).not.toContain('setTyping');
    expect(explainCode(-504002, { about: 'setTyping' }).remedy.en).toContain('setTyping → Logs');
    for (const about of ['orders', 'toString', '__proto__', '']) {
      expect(explainCode(-504002, { about })).toBe(explainCode(-504002));
    }
    expect(explainCode(-504002, { ...fail, about: 'orders' })).toBe(explainCode(-504002));
    expect(explainCode(-502005, { about: 'customerMessage' }).remedy.en).toContain('handled');
  });
});

describe('a cause that only the errMsg tells', () => {
  const environment = 'ENVIRONMENT_ID_MISSING';
  const token = 'NO_CLOUD_CALL_TOKEN';
  test.each<[number, string, string]>([
    [-501007, 'invalid parameters. Invalid wxCloudApiToken', token],
    [-501007, 'errCode: -501007 invalid parameters | errMsg: Invalid wxCloudApiToken', token],
    [-501001, 'resource system error. INVALID_WX_ACCESS_TOKEN', token],
    [-501007, 'cloud.callFunction:fail [100003] env not exists', environment],
    [-501007, 'errCode: -501007 | errMsg: [100003]环境不存在', environment],
    [-501000, 'errCode: -501000 | errMsg: env not exists', environment],
    [-601002, 'errCode: -601002 | errMsg: env not exists', environment],
    [-501005, 'Environment not found', environment],
    [-404011, 'errCode: -404011 | errMsg: … Environment not found', environment],
    [-501000, 'environment or function not found', 'NO_SUCH_ENV_OR_FUNCTION'],
    [-501007, 'invalid parameters', 'INVALID_CLOUD_PARAMETER'],
    [-501001, 'no access_token: no connection: ECONNREFUSED', 'CLOUD_SYSTEM_ERROR'],
    [45080, 'Invalid wxCloudApiToken', 'NO_RECENT_MESSAGE'],
  ])('%i with "%s" is %s', (errCode, errMsg, name) => {
    expect(explainCode(errCode, { errMsg, about: 'setTyping' })).toMatchObject({ errCode, name });
  });

  test('has its own remedy, and no second try', () => {
    const entry = explainCode(-501001, { errMsg: 'Invalid wxCloudApiToken' });
    expect(entry.remedy.en).toMatch(/TYPING_TRANSPORT=https/);
    expect(entry.remedy.zh).toMatch(/TYPING_TRANSPORT=https/);
    expect([entry.mayPass, entry.retry]).toEqual([false, undefined]);
    expect(explainCode(-601002, { errMsg: 'env not exists' }).remedy.en).toMatch(/config\.ts/);
  });
});

describe('explainCode', () => {
  test('finds each code of the table', () => {
    for (const entry of codeTable) expect(explainCode(entry.errCode)).toBe(entry);
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
