import type { CallOutcome } from './callWeChat';
import { Shown } from './shown';
import { fakeClock } from './testing/fakeClock';

function stage() {
  const { clock, momentAt, advance, timers } = fakeClock();
  return { shown: new Shown(clock), momentAt, advance, timers };
}

const outcome = (of: Partial<CallOutcome> = {}): CallOutcome => ({
  errCode: 0,
  taken: 'yes',
  takenBy: fakeClock().momentAt(0),
  mayPass: false,
  letGo: false,
  tookMs: 0,
  ...of,
});
const unanswered = outcome({ errCode: -501002, taken: 'perhaps' });

test('a Typing that was taken is ours for 15 s, and leaves no timer', async () => {
  const { shown, momentAt, advance, timers } = stage();
  shown.typed(outcome());
  expect(shown.isKnownToBeOurs).toBe(true);
  expect(shown.until).toBe(momentAt(15_000));
  await advance(14_999);
  expect(shown.mayBeOurs).toBe(true);
  await advance(1);
  expect(shown.mayBeOurs).toBe(false);
  expect(timers()).toBe(0);
});

test.each([
  ['taken', outcome(), { known: false, maybe: false }],
  ['refused', outcome({ errCode: 45080, taken: 'no' }), { known: true, maybe: true }],
  ['not answered', unanswered, { known: false, maybe: true }],
])('ours, and a CancelTyping that was %s', (_, cancelled, { known, maybe }) => {
  const { shown } = stage();
  shown.typed(outcome());
  shown.cancelled(cancelled);
  expect(shown.isKnownToBeOurs).toBe(known);
  expect(shown.mayBeOurs).toBe(maybe);
});

test('a Typing that was let go may show within 30 s: a 45081 then may be ours', async () => {
  const { shown, advance } = stage();
  shown.typed(outcome({ errCode: -501002, taken: 'no', letGo: true }));
  await advance(29_999);
  expect(shown.hasStray).toBe(true);
  shown.typed(outcome({ errCode: 45081, taken: 'no' }));
  expect(shown.mayBeOurs).toBe(true);
  await advance(1);
  expect(shown.hasStray).toBe(false);
});

test('one that was let go and is taken late may be ours, and may show for 15 s more', async () => {
  const { shown, momentAt, advance } = stage();
  await advance(20_000);
  shown.typedLate();
  expect(shown.mayBeOurs).toBe(true);
  expect(shown.isKnownToBeOurs).toBe(false);
  expect(shown.until).toBe(momentAt(35_000));
  expect(shown.hasStray).toBe(true);
  await advance(15_000);
  expect(shown.hasStray).toBe(false);
});

test('one that is taken late makes no other that was let go forgotten', async () => {
  const { shown, advance } = stage();
  shown.typed(outcome({ errCode: -501002, taken: 'no', letGo: true }));
  shown.typedLate();
  await advance(29_999);
  expect(shown.hasStray).toBe(true);
});

test('what may be ours when nobody looks any more is remembered, without a timer', async () => {
  const { shown, advance, timers } = stage();
  shown.typed(unanswered);
  shown.leave();
  expect(timers()).toBe(0);
  expect(shown.hasStray).toBe(true);
  await advance(15_000);
  expect(shown.hasStray).toBe(false);
});

test('somebody else’s may show for 15 s from now; nothing of ours is in doubt by it', async () => {
  const { shown, momentAt, advance } = stage();
  await advance(5_000);
  shown.typed(outcome({ errCode: 45081, taken: 'no' }));
  expect(shown.isInTheWay).toBe(true);
  expect(shown.mayBeOurs).toBe(false);
  expect(shown.until).toBe(momentAt(20_000));
  shown.doubt();
  expect(shown.mayBeOurs).toBe(false);
});

test('what may be ours already is not taken for a new one by a 45081', async () => {
  const { shown, momentAt, advance } = stage();
  shown.typed(unanswered);
  await advance(5_000);
  shown.typed(outcome({ errCode: 45081, taken: 'no' }));
  expect(shown.until).toBe(momentAt(15_000));
  expect(shown.isInTheWay).toBe(true);
  expect(shown.mayBeOurs).toBe(true);
});
