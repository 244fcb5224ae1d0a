import type { Clock } from '../contract';
import { accessToken } from './accessToken';
import type { FetchedToken } from './readAnswer';

/** An account whose requests for a token are answered by hand, at a time set by hand. */
function account() {
  let now = 1_000_000;
  const clock: Clock = { now: () => now, setTimeout: () => 0, clearTimeout: () => {} };
  const asked: ((answer: FetchedToken) => void)[] = [];
  const token = accessToken(() => new Promise((resolve) => asked.push(resolve)), clock);
  return {
    token,
    asked,
    pass: (ms: number) => {
      now += ms;
    },
    async give(request: number, name: string, expiresIn = 7200) {
      asked[request]?.({ token: name, expiresIn });
      await new Promise(setImmediate);
    },
  };
}

test('a token is good until a minute before its end, counted from when it was asked for', async () => {
  const { token, asked, pass, give } = account();
  const first = token.get();
  pass(800);
  await give(0, 'first', 100);
  expect(await first).toEqual({ token: 'first' });
  pass(40_000 - 800 - 1);
  expect(await token.get()).toMatchObject({ token: 'first' });
  expect(asked).toHaveLength(1);
  pass(1);
  const second = token.get();
  await give(1, 'second');
  expect(await second).toEqual({ token: 'second' });
});

test('who asks within a second waits with the others; after it, each round makes one request', async () => {
  const { token, asked, pass, give } = account();
  const first = token.get();
  pass(999);
  const joined = token.get();
  expect(asked).toHaveLength(1);
  pass(1);
  const second = token.get();
  expect(asked).toHaveLength(2);

  await give(0, 'old');
  expect([await first, await joined]).toEqual([{ token: 'old' }, { token: 'old' }]);
  // The older one's end doesn't hide that the younger is still under way.
  const third = token.renew('old');
  expect(asked).toHaveLength(2);
  await give(1, 'new');
  expect([await second, await third]).toEqual([{ token: 'new' }, { token: 'new' }]);
  expect(await token.get()).toMatchObject({ token: 'new' });
});

test('once it is answered nobody joins a request any more', async () => {
  const { token, asked, give } = account();
  const first = token.get();
  await give(0, 'first');
  await first;
  const renewed = token.renew('first');
  expect(asked).toHaveLength(2);
  await give(1, 'second');
  expect(await renewed).toEqual({ token: 'second' });
  expect(await token.get()).toMatchObject({ token: 'second' });
  expect(asked).toHaveLength(2);
});

test('a refused token is renewed, but not one that was fetched since', async () => {
  const { token, asked, give } = account();
  const first = token.renew('never had');
  await give(0, 'first');
  expect(await first).toEqual({ token: 'first' });
  expect(await token.renew('another')).toMatchObject({ token: 'first' });
  expect(asked).toHaveLength(1);
});

test('an older request that is answered last gives its token to who asked, and to nobody else', async () => {
  const { token, pass, give } = account();
  const slow = token.get();
  pass(1_000);
  const quick = token.get();
  await give(1, 'later');
  expect(await quick).toEqual({ token: 'later' });
  await give(0, 'earlier');
  expect(await slow).toEqual({ token: 'earlier' });
  expect(await token.get()).toMatchObject({ token: 'later' });
});

test('a failure is for those who asked only, and leaves a good token as it is', async () => {
  const { token, asked } = account();
  const failure = { errCode: 40125, reason: 'invalid appsecret' };
  const [first, joined] = [token.get(), token.get()];
  asked[0]?.({ failure });
  expect([await first, await joined]).toEqual([{ failure }, { failure }]);
  void token.get();
  expect(asked).toHaveLength(2);
});
