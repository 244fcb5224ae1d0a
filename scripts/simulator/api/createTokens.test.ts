import { createTokens } from './createTokens';

const second = 1_000;
const minute = 60 * second;
const appid = 'wx0123456789abcdef';

function setUp(unknownToken: 40001 | 40014 = 40001) {
  let now = 1_700_000_000_000;
  const tokens = createTokens(() => now, { unknownToken });
  const stable = (force = false) => {
    const issued = tokens.issueStable(appid, force);
    if (typeof issued === 'number') throw new Error(`refused with ${issued}`);
    return issued;
  };
  return {
    tokens,
    stable,
    pass: (ms: number) => {
      now += ms;
    },
  };
}

describe('an access_token', () => {
  test('is good for 7200 seconds of the clock, then 42001', () => {
    const { tokens, pass } = setUp();
    const { access_token, expires_in } = tokens.issue(appid);
    expect(expires_in).toBe(7200);
    pass(7200 * second - 1);
    expect(tokens.check(access_token)).toBe(0);
    pass(1);
    expect(tokens.check(access_token)).toBe(42001);
  });

  test.each([
    [undefined, 41001],
    ['', 41001],
    ['never-issued', 40001],
    ['no token at all!', 40014],
    ['x'.repeat(513), 40014],
    [['a'], 40014],
  ])('that is %j is refused with %i', (value, errcode) => {
    expect(setUp().tokens.check(value)).toBe(errcode);
  });

  test('that was never issued is refused with the code of the option unknownToken', () => {
    expect(setUp(40014).tokens.check('never-issued')).toBe(40014);
  });

  test('fits into the 512 characters that WeChat asks to reserve', () => {
    expect(setUp().stable().access_token.length).toBeLessThanOrEqual(512);
  });
});

describe('the old form', () => {
  test('gives a new token each time, which kills its predecessor', () => {
    const { tokens } = setUp();
    const first = tokens.issue(appid).access_token;
    const second = tokens.issue(appid).access_token;
    expect([first, second].map(tokens.check)).toEqual([40001, 0]);
  });

  test('and stable_token do not kill each other’s tokens', () => {
    const { tokens, stable } = setUp();
    const steady = stable().access_token;
    const old = tokens.issue(appid).access_token;
    stable(true);
    expect(tokens.check(old)).toBe(0);
    tokens.issue(appid);
    expect(tokens.check(steady)).toBe(40001);
    expect(tokens.check(stable().access_token)).toBe(0);
  });

  test('does not kill the token of another account', () => {
    const { tokens } = setUp();
    const theirs = tokens.issue('wxother').access_token;
    tokens.issue(appid);
    expect(tokens.check(theirs)).toBe(0);
  });
});

describe('stable_token', () => {
  test('answers the same token with the seconds left', () => {
    const { stable, pass } = setUp();
    const first = stable();
    pass(100 * minute);
    expect(stable()).toEqual({ access_token: first.access_token, expires_in: 1200 });
  });

  test('renews five minutes before the end, both tokens being good meanwhile', () => {
    const { tokens, stable, pass } = setUp();
    const first = stable().access_token;
    pass(115 * minute - 1);
    expect(stable().access_token).toBe(first);
    pass(1);
    const next = stable();
    expect(next.access_token).not.toBe(first);
    expect(next.expires_in).toBe(7200);
    expect([first, next.access_token].map(tokens.check)).toEqual([0, 0]);
    pass(5 * minute);
    expect([first, next.access_token].map(tokens.check)).toEqual([42001, 0]);
  });

  test('forced, kills the previous token, and the one renewed before it', () => {
    const { tokens, stable, pass } = setUp();
    const first = stable().access_token;
    pass(116 * minute);
    const second = stable().access_token;
    const forced = stable(true).access_token;
    expect([first, second, forced].map(tokens.check)).toEqual([40001, 40001, 0]);
    expect(stable().access_token).toBe(forced);
  });

  test('may be forced only 30 seconds apart', () => {
    const { tokens, stable, pass } = setUp();
    stable(true);
    pass(30 * second - 1);
    expect(tokens.issueStable(appid, true)).toBe(45011);
    pass(1);
    expect(tokens.issueStable(appid, true)).toHaveProperty('access_token');
  });

  test('may be forced 20 times a day', () => {
    const { tokens, stable, pass } = setUp();
    for (let count = 0; count < 20; count += 1) {
      stable(true);
      pass(minute);
    }
    expect(tokens.issueStable(appid, true)).toBe(45009);
    pass(24 * 60 * minute);
    expect(tokens.issueStable(appid, true)).toHaveProperty('access_token');
  });
});

test('a reset makes every token one that was never issued', () => {
  const { tokens, stable } = setUp();
  const { access_token } = stable();
  tokens.reset();
  expect(tokens.check(access_token)).toBe(40001);
});

test('a living token stays known through any number of others, and the dead are forgotten', () => {
  const { tokens, stable } = setUp(40014);
  const { access_token } = stable();
  const dead = tokens.issue(appid).access_token;
  for (let number = 0; number < 25_000; number += 1) tokens.issue(appid);
  expect(tokens.check(access_token)).toBe(0);
  expect(stable()).toMatchObject({ access_token });
  // As one that was never issued.
  expect(tokens.check(dead)).toBe(40014);
});
