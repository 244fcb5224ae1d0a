import fc from 'fast-check';
import { hostileEvents } from './testing/hostileEvents';

const mockSdk = {
  DYNAMIC_CURRENT_ENV: Symbol('current'),
  init: jest.fn(),
  getWXContext: jest.fn(),
  openapi: { customerServiceMessage: { setTyping: jest.fn(), send: jest.fn() } },
};
jest.mock('wx-server-sdk', () => mockSdk);

import { main } from './index';

const api = 'openapi.customerServiceMessage.setTyping';
const ok = { errCode: 0, errMsg: `${api}:ok` };
const me = 'oMe-0123456789012345678901_Me';
const you = 'oYou-012345678901234567890_Yo';
const { setTyping } = mockSdk.openapi.customerServiceMessage;

/** What each of the next calls of WeChat does. */
function wechat(...answers: (() => unknown)[]): void {
  for (const answer of answers) setTyping.mockImplementationOnce(async () => answer());
}
const refuses =
  (errCode: unknown, errMsg: string, from: new () => object = Error) =>
  () => {
    throw Object.assign(new from(), { errCode, errMsg });
  };
const hangs = () => new Promise(() => {});

let logs: jest.SpyInstance;
const logged = () => logs.mock.calls.map(([line]) => JSON.parse(line));

beforeEach(() => {
  jest.useFakeTimers();
  logs = jest.spyOn(console, 'log').mockImplementation(() => {});
  setTyping.mockReset().mockResolvedValue({ ...ok });
  mockSdk.getWXContext.mockReset().mockReturnValue({ OPENID: me, SOURCE: 'wx_client' });
  delete process.env.AGENT_OPENIDS;
});
afterEach(() => {
  expect(jest.getTimerCount()).toBe(0);
  jest.useRealTimers();
  logs.mockRestore();
});

/** What the platform adds to each event today, and what it may add tomorrow. */
const added = { userInfo: { appId: 'wx0', openId: me }, tcbContext: {}, addedTomorrow: [{}] };

/** Runs main to its end however long it waits. */
async function run(event: object, context?: unknown) {
  const startedAt = Date.now();
  const answer = main({ ...added, ...event }, context).then((result) => ({
    result,
    ms: Date.now() - startedAt,
  }));
  await jest.advanceTimersByTimeAsync(30_000);
  return answer;
}

describe('setTyping', () => {
  test('uses the environment that it runs in', () => {
    expect(mockSdk.init).toHaveBeenCalledWith({ env: mockSdk.DYNAMIC_CURRENT_ENV });
  });

  test.each(['Typing', 'CancelTyping'])('%s goes to WeChat for the caller', async (command) => {
    expect((await run({ command })).result).toEqual(ok);
    expect(setTyping.mock.calls).toEqual([[{ touser: me, command }]]);
  });

  test('hands nothing on but what WeChat knows', async () => {
    await run({ command: 'Typing', touser: me, businessid: '19', userInfo: { openId: you } });
    expect(setTyping.mock.calls).toEqual([[{ touser: me, command: 'Typing', businessid: '19' }]]);
  });

  test('an agent sets it for a customer; who is one is asked at each call', async () => {
    const event = { command: 'Typing', touser: you };
    expect((await run(event)).result.errCode).toBe(-401001);
    process.env.AGENT_OPENIDS = `x,${me}`;
    expect((await run(event)).result).toEqual(ok);
    expect(setTyping.mock.calls).toEqual([[event]]);
  });

  test('believes nothing in the event about who is calling', async () => {
    mockSdk.getWXContext.mockReturnValue({ SOURCE: 'wx_http' });
    const claims = { userInfo: { openId: you }, OPENID: you, SOURCE: 'scf' };
    expect((await run({ command: 'Typing', ...claims })).result.errCode).toBe(-401001);
    expect(setTyping).not.toHaveBeenCalled();
  });

  test('another function of ours sets it for whom it names', async () => {
    mockSdk.getWXContext.mockReturnValue({ SOURCE: 'wx_trigger,scf' });
    expect((await run({ command: 'Typing', touser: you })).result).toEqual(ok);
  });

  test.each([
    ['45080', refuses(45080, `${api}:fail need sending message`), 45080, 1],
    ['-604101', refuses(-604101, 'system error: error code: -604101'), -604101, 1],
    [
      '48001',
      refuses(48001, `${api}:fail api unauthorized rid: 630576d8-1139d71c-6d68a976`),
      48001,
      1,
    ],
    ['an errcode as text', refuses('45081', 'already'), 45081, 1],
    ['an errcode that is no number', refuses({ a: 1 }, 'x'), -501001, 2],
    ['a false success', () => ({ ...ok, buffer: Buffer.alloc(0) }), -501001, 2],
    ["the SDK's TypeError", refuses(-1, 'Cannot read', TypeError), -501001, 2],
    ['WeChat being busy', refuses(-1, 'system error'), -1, 2],
    ['a closed connection', refuses(-501001, 'resource system error. socket hang up'), -501001, 2],
  ])('%s stays a result', async (_what, answer, errCode, calls) => {
    wechat(answer, answer);
    const { result } = await run({ command: 'Typing' });
    expect(result).toEqual({ errCode, errMsg: expect.stringContaining(`${api}:fail `) });
    expect(setTyping).toHaveBeenCalledTimes(calls);
  });

  test('a kept connection that was closed costs no error', async () => {
    wechat(refuses(-501001, 'read ECONNRESET'));
    expect((await run({ command: 'Typing' })).result).toEqual(ok);
  });

  test('45081 after a Typing without an answer is success, for that Typing had arrived', async () => {
    wechat(refuses(-501001, 'socket hang up'), refuses(45081, 'you are already typing'));
    expect((await run({ command: 'Typing' })).result).toEqual(ok);
    wechat(refuses(-501001, 'socket hang up'), refuses(45081, 'you are already typing'));
    expect((await run({ command: 'CancelTyping' })).result.errCode).toBe(45081);
  });

  test.each([
    [undefined, 2_700],
    [{ time_limit_in_ms: 20_000 }, 19_700],
  ])('with the context %p a silent WeChat ends 300 ms before the limit', async (context, ms) => {
    wechat(hangs, hangs);
    expect(await run({ command: 'Typing' }, context)).toEqual({
      result: {
        errCode: -501002,
        errMsg: `${api}:fail WeChat did not answer within the time limit`,
      },
      ms,
    });
    expect(setTyping).toHaveBeenCalledTimes(2);
  });

  test('a call given up that fails later harms nobody', async () => {
    let fail = (_error: Error) => {};
    wechat(
      () =>
        new Promise((_resolve, reject) => {
          fail = reject;
        }),
      hangs,
    );
    expect((await run({ command: 'Typing' })).result.errCode).toBe(-501002);
    fail(new Error('much too late'));
    expect((await run({ command: 'Typing' })).result).toEqual(ok);
  });

  test('a synchronous throw of the SDK stays a result', async () => {
    setTyping.mockReset().mockImplementation(() => {
      throw new Error('please call init first');
    });
    expect((await run({ command: 'Typing' })).result.errCode).toBe(-501001);
    mockSdk.getWXContext.mockImplementation(() => {
      throw new Error('no context');
    });
    expect((await run({ command: 'Typing' })).result.errCode).toBe(-504002);
  });

  test('answers 2,000 hostile events with errCode and errMsg, and WeChat hears of none', async () => {
    let runs = 0;
    await fc.assert(
      fc.asyncProperty(hostileEvents, fc.anything(), async (event, context) => {
        runs += 1;
        const result = await main(event, context);
        const { errCode, errMsg } = result;
        // One expectation a run: each takes longer than the function.
        expect([
          Object.keys(result),
          Number.isInteger(errCode) && errCode !== 0,
          /^openapi\.customerServiceMessage\.setTyping:fail .{1,300}$/u.test(errMsg) || errMsg,
          setTyping.mock.calls,
        ]).toEqual([['errCode', 'errMsg'], true, true, []]);
      }),
      { numRuns: 2_000 },
    );
    expect(logs).toHaveBeenCalledTimes(runs);
  });
});

describe('the log of setTyping', () => {
  test('is one line of JSON an invocation, its OpenIDs cut', async () => {
    process.env.AGENT_OPENIDS = me;
    wechat(refuses(-501001, `hang up at https://host/x?access_token=abc for ${you}`), () => {
      jest.setSystemTime(Date.now() + 120);
      return { ...ok };
    });
    await run({ command: 'Typing', touser: you }, { request_id: 'r-1', time_limit_in_ms: 3000 });
    expect(logged()).toEqual([
      {
        function: 'setTyping',
        requestId: 'r-1',
        source: 'wx_client',
        caller: '…1_Me',
        touser: '…0_Yo',
        command: 'Typing',
        ignored: ['userInfo', 'tcbContext', 'addedTomorrow'],
        ...ok,
        ms: 120,
        tries: 2,
      },
    ]);
  });

  test('tells of a refusal nothing that the caller wrote', async () => {
    await run({ command: 'Typing', touser: 'not an OpenID' });
    expect(logged()).toEqual([
      expect.objectContaining({ errCode: 40003, tries: 0, caller: '…1_Me', source: 'wx_client' }),
    ]);
    expect(JSON.stringify(logged())).not.toContain('not an OpenID');
  });

  test('and the errMsg hold no secret, URL or whole OpenID of what WeChat sent', async () => {
    process.env.TENCENTCLOUD_SECRETKEY = 'Gu5t9xGARNpq86cd98joQYCN3EXAMPLE';
    wechat(
      refuses(
        48001,
        `${you} ${process.env.TENCENTCLOUD_SECRETKEY} https://a.b/c?env=1 token=xyz ${me}`,
      ),
    );
    const { result } = await run({ command: 'Typing' });
    delete process.env.TENCENTCLOUD_SECRETKEY;
    expect(result.errMsg).toBe(`${api}:fail …0_Yo [redacted] [url] token=[redacted] …1_Me`);
    expect(logged()[0].errMsg).toBe(result.errMsg);
  });
});

describe('who calls', () => {
  test('is nobody where the invocation’s own environment names another', async () => {
    const context = { environment: `WX_OPENID=${you};TCB_ENV=e` };
    expect((await run({ command: 'Typing' }, context)).result.errCode).toBe(-401001);
    expect(setTyping).not.toHaveBeenCalled();
  });

  test('what cannot be an OpenID in AGENT_OPENIDS is told once, cut short, when it is loaded', () => {
    process.env.AGENT_OPENIDS = `${me}，客服小王的微信；${you}`;
    jest.isolateModules(() => require('./index'));
    expect(logged()).toEqual([
      {
        function: 'setTyping',
        what: 'AGENT_OPENIDS holds what cannot be an OpenID; it is ignored',
        entries: ['…王的微信'],
      },
    ]);
  });
});
