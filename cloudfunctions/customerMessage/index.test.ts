import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

const mockDatabase = jest.fn();
const mockSdk = {
  DYNAMIC_CURRENT_ENV: Symbol('current'),
  init: jest.fn(),
  getWXContext: jest.fn(),
  database: mockDatabase,
  downloadFile: jest.fn(),
  openapi: {
    customerServiceMessage: { setTyping: jest.fn(), send: jest.fn(), uploadTempMedia: jest.fn() },
  },
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
const reply = { REPLY_URL: '', REPLY_KEY: 'sk-a-key-nobody-may-read', REPLY_MODEL: 'any' };
const { setTyping, send } = mockSdk.openapi.customerServiceMessage;
const { env } = process;

let model: Server;
beforeAll((done) => {
  model = createServer((_, response) => {
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ choices: [{ message: { content: '在的。' } }] }));
  });
  model.listen(0, '127.0.0.1', () => {
    reply.REPLY_URL = `http://127.0.0.1:${(model.address() as AddressInfo).port}/v1`;
    done();
  });
});
afterAll((done) => {
  model.close(done);
  model.closeAllConnections();
});

let logs: jest.SpyInstance;
beforeEach(() => {
  logs = jest.spyOn(console, 'log').mockImplementation(() => {});
  mockSdk.getWXContext.mockReturnValue({ OPENID: me, SOURCE: 'wx_unknown' });
  setTyping.mockReset().mockResolvedValue({ errCode: 0, errMsg: 'setTyping:ok' });
  send.mockReset().mockResolvedValue({ errCode: 0, errMsg: 'send:ok' });
  mockDatabase.mockReset().mockImplementation(() => {
    throw { errCode: -502005, errMsg: 'collection not exists' };
  });
});
afterEach(() => {
  process.env = env;
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
  const calls = [mockDatabase, setTyping, send].map((call) => call.mock.calls.length);
  expect(calls).toEqual([0, 0, 0]);
});

test('with a model it asks, and sends the answer to who wrote, though the database can’t be opened', async () => {
  expect(await load(reply)(push, {})).toBe('success');
  expect(send.mock.calls).toEqual([[{ touser: me, msgtype: 'text', text: { content: '在的。' } }]]);
});

test('a setting that is missing is logged when it is loaded, and people answer', async () => {
  const main = load({ ...reply, REPLY_MODEL: '' });
  expect(logs.mock.calls.map(([line]) => JSON.parse(line))).toEqual([
    { function: 'customerMessage', what: 'no replies', reason: expect.any(String) },
  ]);
  expect(await main(push, {})).toEqual(toPerson);
});
