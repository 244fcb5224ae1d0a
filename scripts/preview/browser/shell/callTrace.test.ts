import { sayIn } from '../texts';
import type { Activity } from './activityLog';
import { callTrace, invokeLine } from './callTrace';

type Invoke = NonNullable<Activity['invoke']>;

const run = (more: object = {}): Invoke => ({
  type: 'invoke',
  at: 1,
  event: { command: 'Typing' },
  function: 'setTyping',
  openid: 'oA',
  source: 'wx_client',
  requestID: '1',
  coldStart: true,
  durationMs: 312.4,
  logs: [],
  ...more,
});

const called = (answer: unknown, more: object = {}): Activity['calls'][number] => ({
  at: 1,
  transport: 'cloud',
  api: 'customerServiceMessage.setTyping',
  function: 'setTyping',
  data: { command: 'Typing' },
  answer,
  ...more,
});

function trace(invoke: Invoke | undefined, ...calls: Activity['calls']) {
  const activity = { key: '1', at: 1, delivery: 1, calls, ...(invoke ? { invoke } : {}) };
  const { stops, code } = callTrace(activity, sayIn('en'), () => 'Lin');
  return { code, stops: stops.map(({ name, note, state }) => `${name} ${note} ${state}`) };
}

describe('the trace of a call', () => {
  test('goes from the page through the function to WeChat', () => {
    expect(trace(run({ result: { errCode: 0 } }), called({ errcode: 0 }))).toEqual({
      code: 0,
      stops: ['page Lin ok', 'setTyping cold · 312 ms ok', 'WeChat 0 ok'],
    });
  });

  test('an error of WeChat’s is WeChat’s', () => {
    const { stops, code } = trace(run({ result: { errCode: 45080 } }), called({ errcode: 45080 }));
    expect(code).toBe(45080);
    expect(stops.slice(1)).toEqual(['setTyping cold · 312 ms ok', 'WeChat 45080 wrong']);
  });

  test('an error before any call is the function’s, and WeChat was not called', () => {
    const { stops, code } = trace(run({ coldStart: false, result: { errCode: -401001 } }));
    expect(code).toBe(-401001);
    expect(stops.slice(1)).toEqual([
      'setTyping warm · 312 ms · -401001 wrong',
      'WeChat not called skipped',
    ]);
  });

  test('a function that failed is where the error came from', () => {
    const { stops, code } = trace(
      run({ error: { errCode: -504002, errMsg: 'threw' } }),
      called({ errcode: 0 }),
    );
    expect(code).toBe(-504002);
    expect(stops[1]).toMatch(/-504002 wrong$/);
  });

  test('a call that was tried again shows both', () => {
    const { stops } = trace(
      run({ result: { errCode: 0 } }),
      called({ errcode: -1 }),
      called({ errcode: 0 }),
    );
    expect(stops[2]).toBe('WeChat -1, again 0 ok');
  });

  test.each([
    ['no answer', null, 'WeChat no answer wrong'],
    ['a platform error', { errorCode: -604101 }, 'WeChat -604101 wrong'],
    ['an HTTP error', { status: 502, body: '' }, 'WeChat HTTP 502 wrong'],
  ])('%s of WeChat’s is shown as what it is', (_what, answer, stop) => {
    expect(trace(run({ result: { errCode: -501001 } }), called(answer)).stops[2]).toBe(stop);
  });

  test('a function of many calls names each of them', () => {
    const message = { api: 'customerServiceMessage.send', function: 'customerMessage', data: {} };
    const { stops } = trace(
      run({
        function: 'customerMessage',
        source: 'wx_unknown',
        event: { MsgType: 'text', MsgId: '1' },
        result: 'success',
        durationMs: 0,
      }),
      called({ errcode: 0 }, { function: 'customerMessage' }),
      called({ errcode: 0 }, message),
    );
    expect(stops).toEqual([
      'message push Lin ok',
      'customerMessage cold ok',
      'WeChat Typing 0, send 0 ok',
    ]);
  });

  test('a run that has not ended says so', () => {
    expect(trace(undefined, called({ errcode: 0 })).stops).toEqual([
      'setTyping running ok',
      'WeChat 0 ok',
    ]);
  });

  test('a message that was delivered again says which delivery it is', () => {
    const invoke = run({ event: { MsgType: 'text', MsgId: '1' }, source: 'wx_unknown' });
    const { stops } = callTrace(
      { key: '1', at: 1, invoke, calls: [], delivery: 2 },
      sayIn('zh'),
      () => '林',
    );
    expect(stops[0]).toMatchObject({ name: '消息推送', note: '林 · 第 2 次推送' });
  });

  test('a server that calls by itself comes without a function', () => {
    const token = { transport: 'https', function: null, api: 'stable_token', data: {} };
    expect(trace(undefined, called({ access_token: 'x' }, token)).stops).toEqual([
      'server  ok',
      'WeChat stable_token answered ok',
    ]);
  });
});

describe('the command line for a run', () => {
  test.each([
    [
      'as it was called',
      run(),
      `npm run invoke -- setTyping '{"command":"Typing"}' --as oA --url http://127.0.0.1:8400`,
    ],
    [
      'a quotation mark inside',
      run({ event: { say: "it's" } }),
      `npm run invoke -- setTyping '{"say":"it'\\''s"}' --as oA --url http://127.0.0.1:8400`,
    ],
    [
      'nobody, by another source',
      run({ openid: null, source: 'wx_trigger', event: undefined }),
      "npm run invoke -- setTyping '{}' --source wx_trigger --url http://127.0.0.1:8400",
    ],
  ])('%s', (_what, invoke, line) => {
    expect(invokeLine(invoke, 'http://127.0.0.1:8400')).toBe(line);
  });
});
