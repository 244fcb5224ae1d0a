import { type Known, nextCall } from './nextCall';

/** Nothing shown yet, the customer wrote at 0. */
const start: Known = {
  now: 0,
  wantedAt: 0,
  shownUntil: -Infinity,
  retryAt: -Infinity,
  closesAt: 30_000,
  leadMs: 1_000,
  marginMs: 300,
};

test.each<[string, Partial<Known>, ReturnType<typeof nextCall>]>([
  ['the first, at once', {}, { at: 0, broughtForward: false }],
  ['the first, when it is wanted', { wantedAt: 800 }, { at: 800, broughtForward: false }],
  ['none that nobody wants', { wantedAt: Infinity }, undefined],
  [
    'none that nobody wants, though the 30 s never end',
    { wantedAt: Infinity, closesAt: Infinity },
    undefined,
  ],
  [
    'the next, margin after the 15 s',
    { now: 1, shownUntil: 15_000 },
    { at: 15_300, broughtForward: false },
  ],
  [
    'the last, lead before the 30 s end',
    { now: 16_000, shownUntil: 30_300 },
    { at: 29_000, broughtForward: true },
  ],
  ['not twice', { now: 29_500, shownUntil: 44_000, leadMs: undefined }, undefined],
  ['none at the end of the 30 s', { now: 30_000, leadMs: undefined }, undefined],
  ['one just before', { now: 29_999, leadMs: undefined }, { at: 29_999, broughtForward: false }],
  [
    'none at the end of the 30 s, brought forward or not',
    { now: 30_000, shownUntil: 40_000 },
    undefined,
  ],
  ['none for what is wanted only later', { wantedAt: 30_000, shownUntil: 20_000 }, undefined],
  [
    'the last where it gains a second',
    { now: 20_000, shownUntil: 43_000 },
    { at: 29_000, broughtForward: true },
  ],
  ['none where it gains less', { now: 28_500, shownUntil: 43_001 }, undefined],
  [
    'one that is due just then is itself',
    { now: 20_000, shownUntil: 28_700 },
    { at: 29_000, broughtForward: false },
  ],
  [
    'one due in the last second, with nothing in its way, too',
    { now: 20_000, shownUntil: 29_000 },
    { at: 29_300, broughtForward: false },
  ],
  [
    'one that would still be showing is cancelled for it',
    { now: 20_000, shownUntil: 29_001 },
    { at: 29_000, broughtForward: true },
  ],
  [
    'after a failure, when it is time',
    { now: 1, retryAt: 15_400 },
    { at: 15_400, broughtForward: false },
  ],
  [
    'after a late failure, just before the 30 s end',
    { now: 20_000, retryAt: 30_000 },
    { at: 29_000, broughtForward: true },
  ],
  [
    'after a failure with time enough, in the last second',
    { now: 20_000, retryAt: 29_999 },
    { at: 29_999, broughtForward: false },
  ],
])('%s', (_, known, expected) => {
  expect(nextCall({ ...start, ...known })).toEqual(expected);
});
