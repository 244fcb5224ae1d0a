import { sayIn } from '../texts';
import type { Activity } from './activityLog';
import { callTrace } from './callTrace';

type Invoke = NonNullable<Activity['invoke']>;

const run = (more: Partial<Invoke> = {}): Invoke => ({
  type: 'invoke',
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

function way(invoke: Invoke | undefined, ...calls: Activity['calls']) {
  const happening = { key: '1', calls, ...(invoke ? { invoke } : {}) };
  const { stops, code } = callTrace(happening, sayIn('en'), () => 'Lin');
  return { code, stops: stops.map(({ name, note, state }) => `${name} ${note} ${state}`) };
}

describe('the way of a tap', () => {
  test('goes from the page through the function to WeChat', () => {
    expect(way(run({ result: { errCode: 0 } }), called({ errcode: 0 }))).toEqual({
      code: 0,
      stops: ['page Lin ok', 'setTyping cold · 312 ms ok', 'WeChat 0 ok'],
    });
  });

  test('an error of WeChat’s is WeChat’s', () => {
    const { stops, code } = way(run({ result: { errCode: 45080 } }), called({ errcode: 45080 }));
    expect(code).toBe(45080);
    expect(stops.slice(1)).toEqual(['setTyping cold · 312 ms ok', 'WeChat 45080 wrong']);
  });

  test('an error before any call is the function’s, and WeChat was not called', () => {
    const { stops, code } = way(run({ coldStart: false, result: { errCode: -401001 } }));
    expect(code).toBe(-401001);
    expect(stops.slice(1)).toEqual([
      'setTyping warm · 312 ms · -401001 wrong',
      'WeChat not called skipped',
    ]);
  });

  test('a function that failed is where the error came from', () => {
    const { stops, code } = way(
      run({ error: { errCode: -504002, errMsg: 'threw' } }),
      called({ errcode: 0 }),
    );
    expect(code).toBe(-504002);
    expect(stops[1]).toMatch(/-504002 wrong$/);
  });

  test('a call that was tried again shows both', () => {
    const { stops } = way(
      run({ result: { errCode: 0 } }),
      called({ errcode: -1 }),
      called({ errcode: 0 }),
    );
    expect(stops[2]).toBe('WeChat -1, 0 ok');
  });

  test.each([
    ['no answer', null, 'WeChat no answer wrong'],
    ['a platform error', { errorCode: -604101 }, 'WeChat -604101 wrong'],
    ['an HTTP error', { status: 502, body: '' }, 'WeChat HTTP 502 wrong'],
  ])('%s of WeChat’s is shown as what it is', (_what, answer, stop) => {
    expect(way(run({ result: { errCode: -501001 } }), called(answer)).stops[2]).toBe(stop);
  });

  test('a function of many calls names each of them', () => {
    const message = { api: 'customerServiceMessage.send', function: 'customerMessage', data: {} };
    const { stops } = way(
      run({ function: 'customerMessage', source: 'wx_unknown', result: 'success', durationMs: 0 }),
      called({ errcode: 0 }, { function: 'customerMessage' }),
      called({ errcode: 0 }, message),
    );
    expect(stops).toEqual([
      'message push Lin ok',
      'customerMessage cold ok',
      'WeChat Typing 0, send 0 ok',
    ]);
  });

  test('a server that calls by itself comes without a function', () => {
    const token = { transport: 'https', function: null, api: 'stable_token', data: {} };
    expect(way(undefined, called({ access_token: 'x' }, token)).stops).toEqual([
      'server  ok',
      'WeChat stable_token answered ok',
    ]);
  });
});
