import { wantsColours } from './colours';

test.each([
  ['on a terminal', {}, true, true],
  ['nowhere else', {}, false, false],
  ['not in a CI’s log', { CI: 'true' }, false, false],
  ['not where NO_COLOR says so', { NO_COLOR: '1', FORCE_COLOR: '1' }, true, false],
  ['where FORCE_COLOR says so', { FORCE_COLOR: '1' }, false, true],
])('colours: %s', (_, env, isTerminal, expected) => {
  expect(wantsColours(env, isTerminal)).toBe(expected);
});
