const mockAdd = jest.fn();
const mockSdk = {
  DYNAMIC_CURRENT_ENV: Symbol('current'),
  init: jest.fn(),
  getWXContext: jest.fn(),
  database: () => ({ collection: () => ({ add: mockAdd }) }),
  openapi: { customerServiceMessage: { setTyping: jest.fn(), send: jest.fn() } },
};
jest.mock('wx-server-sdk', () => mockSdk);

type Main = typeof import('./index')['main'];

const me = 'oMe-0123456789012345678901_Me';
const push = {
  FromUserName: me,
  ToUserName: 'wx0123456789abcdef',
  CreateTime: Math.floor(Date.now() / 1000),
  MsgType: 'text',
  Content: '在吗',
  MsgId: '42',
};
const toPerson = {
  MsgType: 'transfer_customer_service',
  ToUserName: me,
  FromUserName: push.ToUserName,
  CreateTime: push.CreateTime,
};
const reply = {
  REPLY_URL: 'https://api.example.com/v1/chat/completions',
  REPLY_KEY: 'sk-a-key-nobody-may-read',
  REPLY_MODEL: 'any',
};
const { setTyping, send } = mockSdk.openapi.customerServiceMessage;
const { env } = process;
const { fetch } = globalThis;

let logs: jest.SpyInstance;
beforeEach(() => {
  logs = jest.spyOn(console, 'log').mockImplementation(() => {});
  mockSdk.getWXContext.mockReturnValue({ OPENID: me, SOURCE: 'wx_unknown' });
  setTyping.mockReset().mockResolvedValue({ errCode: 0, errMsg: 'setTyping:ok' });
  send.mockReset().mockResolvedValue({ errCode: 0, errMsg: 'send:ok' });
  mockAdd.mockReset().mockResolvedValue({ _id: 'x' });
});
afterEach(() => {
  process.env = env;
  globalThis.fetch = fetch;
  logs.mockRestore();
});

/** Loads the function as a cold instance does that has these environment variables. */
function load(variables: Record<string, string> = {}): Main {
  process.env = { ...env, ...variables };
  let main: Main | undefined;
  jest.isolateModules(() => {
    ({ main } = require('./index'));
  });
  if (main === undefined) throw new Error('no main');
  return main;
}

test('as it is, it hands every message over, in the environment that it runs in', async () => {
  expect(await load()(push, {})).toEqual(toPerson);
  expect(mockSdk.init).toHaveBeenCalledWith({ env: mockSdk.DYNAMIC_CURRENT_ENV });
  expect([mockAdd, setTyping, send].map((call) => call.mock.calls.length)).toEqual([0, 0, 0]);
});

test('with a model, it claims the message, asks, and sends the answer to who wrote', async () => {
  globalThis.fetch = async () =>
    Response.json({ choices: [{ message: { role: 'assistant', content: '在的。' } }] });
  expect(await load(reply)(push, {})).toBe('success');
  expect(mockAdd).toHaveBeenCalledTimes(1);
  expect(send.mock.calls).toEqual([[{ touser: me, msgtype: 'text', text: { content: '在的。' } }]]);
});

test.each([
  ['a setting that is missing', { ...reply, REPLY_MODEL: '' }, fetch],
  ['a Node without fetch', reply, undefined],
])('%s is logged when it is loaded, and people answer', async (_, variables, given) => {
  Object.assign(globalThis, { fetch: given });
  const main = load(variables);
  expect(logs.mock.calls.map(([line]) => JSON.parse(line))).toEqual([
    { function: 'customerMessage', what: 'no replies', reason: expect.any(String) },
  ]);
  expect(await main(push, {})).toEqual(toPerson);
});
