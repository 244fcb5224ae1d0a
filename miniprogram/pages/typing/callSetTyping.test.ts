import { arrive } from '../../testing/openPage';
import { type Cloud, callSetTyping } from './callSetTyping';
import type { Answer } from './readCallResult';

const ok = { result: { errCode: 0, errMsg: 'ok' }, requestID: 'r' };

/** A call whose cloud the test settles by hand, and everything that was told of it. */
function start(cloud: Partial<Cloud> | undefined, isTourist = false) {
  const told: Array<[code: string | number | null, late: boolean]> = [];
  callSetTyping(
    {
      cloud: cloud as Cloud | undefined,
      name: 'setTyping',
      data: { command: 'Typing' },
      limitMs: 15_000,
      knows: () => true,
      isTourist: () => isTourist,
    },
    ({ errCode, trouble }: Answer, late) => told.push([trouble ?? errCode, late]),
  );
  return told;
}

function pending() {
  let settle: { resolve(value: unknown): void; reject(reason: unknown): void } | undefined;
  const promise = new Promise((resolve, reject) => {
    settle = { resolve, reject };
  });
  if (!settle) throw new Error('a promise runs its executor at once');
  return { cloud: { callFunction: () => promise }, ...settle };
}

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

test('an answer in time is told once, and no timer is left', async () => {
  const { cloud, resolve } = pending();
  const told = start(cloud);
  resolve(ok);
  await arrive();
  expect(told).toEqual([[0, false]]);
  expect(jest.getTimerCount()).toBe(0);
});

test('without an answer the page stops waiting at its limit, not before', async () => {
  const told = start(pending().cloud);
  await jest.advanceTimersByTimeAsync(14_999);
  expect(told).toEqual([]);
  await jest.advanceTimersByTimeAsync(1);
  expect(told).toEqual([['NO_ANSWER', false]]);
});

test.each<['resolve' | 'reject', unknown, string | number]>([
  ['resolve', ok, 0],
  ['reject', { errCode: -504002, errMsg: 'failed' }, -504002],
])('an answer that comes after the limit is told as late (%s)', async (how, value, code) => {
  const call = pending();
  const told = start(call.cloud);
  await jest.advanceTimersByTimeAsync(60_000);
  call[how](value);
  await arrive();
  expect(told).toEqual([
    ['NO_ANSWER', false],
    [code, true],
  ]);
});

test('an old base library has no wx.cloud', async () => {
  const told = start(undefined);
  expect(told).toEqual([]);
  await arrive();
  expect(told).toEqual([['NO_CLOUD', false]]);
});

test('a callFunction that throws is a rejection like others', async () => {
  const told = start({
    callFunction: () => {
      throw new Error('please call wx.cloud.init first');
    },
  });
  await arrive();
  expect(told).toEqual([['CLOUD_NOT_INITIALISED', false]]);
});

test('as touristappid every rejection comes of having no account', async () => {
  const { cloud, reject } = pending();
  const told = start(cloud, true);
  reject({ errCode: -601034, errMsg: '没有权限' });
  await arrive();
  expect(told).toEqual([['TOURIST_APPID', false]]);
});
