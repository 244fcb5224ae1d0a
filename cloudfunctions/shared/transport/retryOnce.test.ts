import { codes } from '../codes/codes';
import type { Result } from '../contract';
import { apis, fail, succeed } from '../result';
import { systemClock } from '../runtime/time';
import { retryOnce } from './retryOnce';

beforeEach(() => jest.useFakeTimers({ now: 1_000_000 }));
afterEach(() => jest.useRealTimers());

const api = apis.setTyping;
const late = fail(api, -501002, 'late');
const answer = (errCode: number) => (errCode === 0 ? succeed(api) : fail(api, errCode, 'said so'));

/** What becomes of a call whose tries are answered so: a code, and after how long. */
async function play(
  tries: readonly (readonly [errCode: number, afterMs: number])[],
  limit = 2_700,
) {
  const startedAt = systemClock.now();
  let made = 0;
  const outcome = retryOnce(
    () => {
      const [errCode, afterMs] = tries[made++] ?? [0, 0];
      return new Promise<Result>((resolve) => setTimeout(resolve, afterMs, answer(errCode)));
    },
    {
      clock: systemClock,
      deadline: startedAt + limit,
      late: () => late,
      hadArrived: (second) => (second.errCode === 45081 ? succeed(api) : undefined),
    },
  ).then((value) => ({ ...value, ms: systemClock.now() - startedAt, made }));
  await jest.advanceTimersByTimeAsync(60_000);
  return outcome;
}

describe('callTwice', () => {
  test('calls once where the first answer is good', async () => {
    expect(await play([[0, 100]])).toEqual({ result: answer(0), tries: 1, ms: 100, made: 1 });
  });

  const retried = [-1, -501001, -501002, -604102, -604103];
  test.each(codes.map(({ errCode }) => errCode))('treats %i as the table says', async (errCode) => {
    const { tries, made, result } = await play([
      [errCode, 0],
      [0, 0],
    ]);
    expect(tries).toBe(retried.includes(errCode) ? 2 : 1);
    expect(made).toBe(tries);
    expect(result).toEqual(retried.includes(errCode) ? answer(0) : answer(errCode));
  });

  test('never calls a third time', async () => {
    expect(
      await play([
        [-1, 0],
        [-1, 0],
        [0, 0],
      ]),
    ).toMatchObject({ result: answer(-1), made: 2 });
  });

  test('the second answer counts, whatever it is', async () => {
    expect(
      (
        await play([
          [-501001, 0],
          [45080, 0],
        ])
      ).result,
    ).toEqual(answer(45080));
  });

  test.each([-501001, -501002, -604102, -604103])(
    'after %i, which left the first try unanswered, 45081 says that it had arrived',
    async (errCode) => {
      expect(
        (
          await play([
            [errCode, 0],
            [45081, 0],
          ])
        ).result,
      ).toEqual(answer(0));
    },
  );

  test('after -1, an answer of WeChat, 45081 is what it is', async () => {
    expect(
      (
        await play([
          [-1, 0],
          [45081, 0],
        ])
      ).result,
    ).toEqual(answer(45081));
  });

  test('on the first try 45081 is what it is', async () => {
    expect(await play([[45081, 0]])).toMatchObject({ result: answer(45081), made: 1 });
  });

  test('gives up at the deadline, and does not try again then', async () => {
    expect(await play([[0, 5_000]])).toEqual({ result: late, tries: 1, ms: 2_700, made: 1 });
  });

  test('the second try ends at the same deadline', async () => {
    expect(
      await play([
        [-1, 2_000],
        [0, 5_000],
      ]),
    ).toEqual({
      result: late,
      tries: 2,
      ms: 2_700,
      made: 2,
    });
  });

  test('does not try again with less than 200 ms left', async () => {
    expect(await play([[-1, 2_501]])).toMatchObject({ result: answer(-1), made: 1 });
    expect(await play([[-1, 2_500]])).toMatchObject({ result: answer(0), made: 2 });
  });
});
