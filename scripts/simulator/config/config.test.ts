import { checkConfig } from './config';
import { ConfigError } from './configError';
import { defaultOptions, optionTable } from './options';

const check = (config: unknown) => () => checkConfig(config);

test('a configuration may be empty, or say everything there is to say', () => {
  expect(check({})).not.toThrow();
  const whole = {
    appid: 'wx0123456789abcdef',
    secret: 'secret',
    messagePush: 'customerMessage',
    collections: ['handled_messages'],
    functions: {
      setTyping: {
        env: { AGENT_OPENIDS: 'o1' },
        timeoutMs: 20_000,
        memoryMb: 128,
        runtime: 'Nodejs18.15',
      },
    },
    maxInstances: 5,
    options: defaultOptions,
  };
  expect(check(whole)).not.toThrow();
});

test.each([
  [null, 'has to be a JSON object'],
  [[], 'has to be a JSON object'],
  ['x', 'has to be a JSON object'],
  [{ appId: 'wx' }, 'unknown key "appId"; known here: appid, secret'],
  [{ constructor: 1 }, 'unknown key "constructor"'],
  [JSON.parse('{"__proto__":1}'), 'unknown key "__proto__"'],
  [{ appid: '' }, '"appid" has to be an AppID'],
  [{ secret: 7 }, '"secret" has to be a text'],
  [{ messagePush: null }, '"messagePush" has to be the name of a function'],
  [{ collections: 'handled_messages' }, '"collections" has to be a list'],
  [{ functions: [] }, '"functions" has to be an object'],
  [{ functions: { a: null } }, '"functions.a" has to be an object of settings'],
  [{ functions: { a: { timeout: 1 } } }, 'unknown key "functions.a.timeout"; known here: env'],
  [{ functions: { a: { timeoutMs: 0 } } }, '"functions.a.timeoutMs" has to be a whole number'],
  [{ functions: { a: { memoryMb: 1.5 } } }, '"functions.a.memoryMb" has to be a whole number'],
  [
    { functions: { a: { runtime: 'Nodejs17' } } },
    '"functions.a.runtime" has to be one of Nodejs16.13',
  ],
  [{ maxInstances: 0 }, '"maxInstances" has to be a whole number'],
  [{ functions: { a: { env: { N: 1 } } } }, '"functions.a.env" has to be an object of texts'],
  [
    { options: { enteringCount: true } },
    'unknown key "options.enteringCount"; known here: entering',
  ],
  [{ options: { enteringCounts: 1 } }, '"options.enteringCounts" has to be false | true'],
  [{ options: { pushSource: 'moon' } }, '"options.pushSource" has to be "wx_unknown" | '],
  [{ options: { errorOrder: ['touser'] } }, '"options.errorOrder" has to be ["touser",'],
  [
    { options: { errorOrder: ['touser', 'touser', 'command', 'quota', 'typing'] } },
    '"options.errorOrder" has to be',
  ],
])('%j is refused, naming the key and what is accepted', (config, message) => {
  expect(check(config)).toThrow(ConfigError);
  expect(check(config)).toThrow(message);
});

describe('every undocumented point', () => {
  test('stands once in the table', () => {
    expect(optionTable.map(({ name }) => name).sort()).toEqual(Object.keys(defaultOptions).sort());
  });

  test.each(optionTable)(
    '$name accepts its own default, and tells why in both languages',
    (entry) => {
      expect(entry.accepts(entry.default)).toBe(true);
      expect(entry.values).toContain(
        typeof entry.default === 'object' ? 'a' : JSON.stringify(entry.default),
      );
      expect(entry.accepts('something else')).toBe(false);
      expect(entry.reason.en).toMatch(/[a-z]/);
      expect(entry.reason.zh).toMatch(/\p{Script=Han}/u);
    },
  );
});
