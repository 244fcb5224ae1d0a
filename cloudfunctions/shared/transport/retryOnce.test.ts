import { codeTable } from '../codes/codes';
import { apis, fail, type Result, succeed } from '../contract';
import { systemClock } from '../runtime/time';
import { retryOnce } from './retryOnce';

beforeEach(() => jest.useFakeTimers({ now: 1_000_000 }));
afterEach(() => jest.useRealTimers());

const api = apis.setTyping;
const late = fail(api, -501002, 'late');
const answer = (errCode: number) => (errCode === 0 ? succeed(api) : fail(api, errCode, 'said so'));

const never = Number.POSITIVE_INFINITY;

/** What becomes of a call whose tries are answered so: a code, and after how long. */
async function play(
  tries: readonly (readonly [errCode: number, afterMs: number])[],
  limit = 2_700,
) {
  const startedAt = systemClock.now();
  const began: number[] = [];
  const signals: (AbortSignal | undefined)[] = [];
  let fresh = 0;
  const outcome = retryOnce(
    ({ signal }) => {
      const [errCode, afterMs] = tries[began.length] ?? [0, 0];
      began.push(systemClock.now() - startedAt);
      expect(signal?.aborted).toBe(false);
      signals.push(signal);
      return new Promise<Result>((resolve) => {
        if (afterMs !== never) setTimeout(resolve, afterMs, answer(errCode));
      });
    },
    {
      clock: systemClock,
      deadline: startedAt + limit,
      late: () => late,
      hadArrived: ({ errCode }) => (errCode === 45081 ? succeed(api) : undefined),
      freshConnection: () => {
        fresh += 1;
      },
    },
  ).then(({ result, tries }) => {
    expect(signals.map((signal) => signal?.aborted)).toEqual(began.map(() => true));
    return { ...result, tries, ms: systemClock.now() - startedAt };
  });
  await jest.advanceTimersByTimeAsync(60_000);
  expect(began).toHaveLength((await outcome).tries);
  return { ...(await outcome), began, fresh };
}

describe('retryOnce', () => {
  test('calls once where the first answer is good', async () => {
    expect(await play([[0, 100]])).toMatchObject({ errCode: 0, tries: 1, ms: 100, fresh: 0 });
  });

  const retried = [-1, -501001, -501002, -604102, -604103];
  test.each(codeTable.map(({ errCode }) => errCode))(
    'treats %i as the table says',
    async (errCode) => {
      const played = await play([
        [errCode, 0],
        [0, 0],
      ]);
      const again = retried.includes(errCode);
      expect(played).toMatchObject({
        errCode: again ? 0 : errCode,
        tries: again ? 2 : 1,
        fresh: 0,
      });
    },
  );

  test('does not try again what a token for cloud calls is missing for', async () => {
    const refused = fail(api, -501001, 'resource system error. INVALID_WX_ACCESS_TOKEN');
    const call = jest.fn(async () => refused);
    const deadline = systemClock.now() + 2_700;
    const options = { clock: systemClock, deadline, late: () => late, hadArrived: () => undefined };
    expect(await retryOnce(call, options)).toEqual({ result: refused, tries: 1 });
  });

  test('never calls a third time', async () => {
    expect(
      await play([
        [-1, 0],
        [-1, 0],
        [0, 0],
      ]),
    ).toMatchObject({ errCode: -1, tries: 2 });
  });

  test.each([-501001, -501002, -604102, -604103])(
    'after %i, which left the first try unanswered, 45081 says that it had arrived',
    async (errCode) => {
      expect(
        await play([
          [errCode, 0],
          [45081, 0],
        ]),
      ).toMatchObject({ errCode: 0 });
    },
  );

  test('another refusal of the second says that the first may have arrived', async () => {
    expect(
      await play([
        [-501001, 0],
        [45080, 0],
      ]),
    ).toMatchObject({
      errCode: 45080,
      errMsg: expect.stringMatching(
        /:fail said so \(an earlier try got no answer and may have taken effect\)$/,
      ),
    });
  });

  test('after -1, an answer of WeChat, whatever the second is answered is what it is', async () => {
    for (const errCode of [45081, 45080]) {
      expect(
        await play([
          [-1, 0],
          [errCode, 0],
        ]),
      ).toMatchObject(answer(errCode));
    }
  });

  test('on the first try 45081 is what it is', async () => {
    expect(await play([[45081, 0]])).toMatchObject({ errCode: 45081, tries: 1 });
  });
});

describe('a first try without an answer', () => {
  test('has half of the time, then the second goes by another connection', async () => {
    expect(
      await play([
        [0, never],
        [0, 100],
      ]),
    ).toMatchObject({ errCode: 0, tries: 2, began: [0, 1_350], ms: 1_450, fresh: 1 });
  });

  test('has no more than 5 s, however much time there is', async () => {
    expect(
      await play(
        [
          [0, never],
          [0, 100],
        ],
        59_700,
      ),
    ).toMatchObject({ errCode: 0, began: [0, 5_000] });
  });

  test('is not followed by a second where there is no time for one', async () => {
    expect(await play([[0, never]], 399)).toMatchObject({ errCode: -501002, tries: 1, ms: 399 });
    expect(await play([[-1, 201]], 400)).toMatchObject({ errCode: 0, tries: 2 });
  });

  test('and a second without one end at the deadline', async () => {
    expect(
      await play([
        [0, never],
        [0, never],
      ]),
    ).toMatchObject({ errCode: -501002, tries: 2, ms: 2_700 });
  });

  test.each<[string, [number, number], [number, number], number, number]>([
    ['a slow success of the first', [0, 2_000], [0, never], 0, 2_000],
    ['a slow success of the first, though the second was refused', [0, 2_000], [-1, 100], 0, 2_000],
    ['a success of the second', [0, never], [0, 500], 0, 1_850],
    ['a refusal of the first', [48001, 2_000], [0, never], 48001, 2_000],
    ['a refusal of the second', [0, never], [48001, 500], 48001, 1_850],
    ['45081 of the second: the first had arrived', [0, never], [45081, 10], 0, 1_360],
    ['45081 of the first and success of the second', [45081, 1_400], [0, 500], 0, 1_850],
    [
      '45081 of the first, and the second silent: it came first',
      [45081, 2_000],
      [0, never],
      0,
      2_700,
    ],
    ['45081 of the first, and the second cut off', [45081, 2_000], [-501001, 900], 0, 2_250],
    ['45081 of both: it was showing already', [45081, 1_400], [45081, 500], 45081, 1_850],
    ['a failure of both', [-501001, 1_400], [-1, 500], -1, 1_850],
    ['a failure of the first, the second silent', [-501001, 1_400], [0, never], -501002, 2_700],
    ['a failure of the second, the first silent', [0, never], [-1, 100], -501002, 2_700],
  ])('%s counts', async (_what, first, second, errCode, ms) => {
    expect(await play([first, second])).toMatchObject({ errCode, ms, tries: 2 });
  });
});
