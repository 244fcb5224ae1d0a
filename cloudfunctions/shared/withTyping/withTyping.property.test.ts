import fc from 'fast-check';
import { type Road, stage } from './testing/harness';
import { withTyping } from './withTyping';

jest.setTimeout(60_000);

type End = 'returns' | 'fails' | 'sends' | 'sends in vain' | 'never ends';

interface Plan {
  /** When the customer writes and the work starts, in ms from the start. */
  at: number;
  tookMs: number;
  end: End;
  delayMs: number;
  deadlineMs: number | undefined;
  abortMs: number | undefined;
}

interface Played {
  plan: Plan;
  /** What work returned or threw, and what came out of withTyping. */
  own: object;
  result: unknown;
  endedAt: number;
  left: { timers: number; calls: number; typing: boolean };
}

const ms = (max: number) => fc.integer({ min: 0, max });
/** Two tries within callMs, so that no call is let go. */
const latencies = { thereMs: ms(700), backMs: ms(700) };
const roads: fc.Arbitrary<Road[]> = fc.array(
  fc.oneof(
    { weight: 5, arbitrary: fc.record(latencies) },
    fc.record({ ...latencies, lost: fc.constant<true>(true) }),
    fc.record({ ...latencies, dropped: fc.constant<true>(true) }),
  ),
  { minLength: 1, maxLength: 12 },
);
const plan: fc.Arbitrary<Plan> = fc
  .record({
    at: ms(40_000),
    tookMs: ms(70_000),
    end: fc.constantFrom<End>('returns', 'fails', 'sends', 'sends in vain', 'never ends'),
    delayMs: fc.oneof(fc.constant(0), ms(20_000)),
    deadlineMs: fc.option(ms(60_000), { nil: undefined }),
    abortMs: fc.option(ms(60_000), { nil: undefined }),
  })
  .map((one) => ({
    ...one,
    deadlineMs: one.deadlineMs ?? (one.end === 'never ends' ? 50_000 : undefined),
  }));
const plans = fc.array(plan, { minLength: 1, maxLength: 3 });
const writings = fc.array(ms(60_000), { maxLength: 3 });

/** Plays the plans on one customer, who writes at their starts and at `writings`. */
async function play(roadsTaken: Road[], planned: Plan[], writesAt: number[] = []) {
  const scene = stage(roadsTaken);
  const played: Played[] = [];
  for (const at of writesAt) void scene.pass(at).then(scene.says);

  for (const plan of planned) {
    void scene.pass(plan.at).then(async () => {
      scene.says();
      const own = {};
      const controller = new AbortController();
      if (plan.abortMs !== undefined) void scene.pass(plan.abortMs).then(() => controller.abort());
      const result = await withTyping(
        scene.touser,
        async ({ send }) => {
          await scene.pass(plan.tookMs);
          if (plan.end === 'never ends') await new Promise(() => {});
          if (plan.end === 'fails') throw own;
          if (plan.end === 'sends') await send(() => scene.message(300));
          if (plan.end === 'sends in vain') await send(() => ({ errCode: 45047 }));
          return own;
        },
        {
          transport: scene.transport,
          clock: scene.clock,
          log: scene.log,
          signal: controller.signal,
          delayMs: plan.delayMs,
          ...(plan.deadlineMs !== undefined && { deadlineMs: plan.deadlineMs }),
        },
      ).catch((error: unknown) => error);
      const left = {
        timers: scene.timersLeft(),
        calls: scene.callsUnderWay(),
        typing: scene.typing(),
      };
      played.push({ plan, own, result, endedAt: scene.at(), left });
    });
  }
  await scene.advance(150_000);
  return { scene, played, last: played.at(-1) };
}

const runs = { numRuns: 200 };

describe('whatever the roads to WeChat and the work are like', () => {
  test('work’s result and error come through untouched, unless it was given up', () =>
    fc.assert(
      fc.asyncProperty(roads, plans, async (taken, planned) => {
        const { played } = await play(taken, planned);
        expect(played).toHaveLength(planned.length);
        for (const { plan, own, result } of played) {
          if (result === own) continue;
          const patience = Math.min(plan.deadlineMs ?? Infinity, plan.abortMs ?? Infinity);
          const name = patience === plan.deadlineMs ? 'TimeoutError' : 'AbortError';
          expect(result).toMatchObject({ name });
          // A message waits for the call on its way.
          if (plan.end !== 'never ends') expect(patience).toBeLessThanOrEqual(plan.tookMs + 6_000);
        }
      }),
      runs,
    ));

  test('when the last has returned no timer is left, no call on its way, and nothing showing', () =>
    fc.assert(
      fc.asyncProperty(roads, plans, async (taken, planned) => {
        const { scene, last } = await play(taken, planned);
        const cancelled = scene.calls.every(
          ({ command, answered }) => command === 'Typing' || answered,
        );
        expect(last?.left).toMatchObject({
          timers: 0,
          calls: 0,
          ...(cancelled && { typing: false }),
        });
        expect(scene.calls.every(({ at }) => at <= (last?.endedAt ?? 0))).toBe(true);
      }),
      runs,
    ));

  test('there is at most one Typing for every 15 s, the one brought forward, and the unanswered', () =>
    fc.assert(
      fc.asyncProperty(roads, plan, async (taken, one) => {
        const { scene, last } = await play(taken, [one]);
        const tookMs = (last?.endedAt ?? 0) - one.at;
        const typings = scene.calls.filter(({ command }) => command === 'Typing');
        const unanswered = typings.filter(({ answered }) => !answered).length;
        expect(typings.length).toBeLessThanOrEqual(Math.ceil(tookMs / 15_000) + 1 + unanswered);
      }),
      runs,
    ));

  test('none is sent once the 30 s are over, unless a message came since', () =>
    fc.assert(
      fc.asyncProperty(roads, plans, async (taken, planned) => {
        const { scene } = await play(taken, planned);
        const start = scene.clock.now() - scene.at();
        const { messages } = scene.conversation.view(scene.touser);
        for (const { at, command } of scene.calls) {
          if (command !== 'Typing') continue;
          const before = messages.map((message) => message.at - start).filter((sent) => sent <= at);
          expect(at - Math.max(...before)).toBeLessThan(30_000);
        }
      }),
      runs,
    ));

  test('none is answered 45081, but where the try before it got no answer', () =>
    fc.assert(
      fc.asyncProperty(roads, plans, writings, async (taken, planned, writesAt) => {
        const { scene } = await play(taken, planned, writesAt);
        scene.calls.forEach(({ errCode }, index) => {
          if (errCode !== 45081) return;
          expect(scene.calls[index - 1]).toMatchObject({ answered: false });
        });
      }),
      runs,
    ));

  test('on a good road the customer sees typing all the time that WeChat allows', () =>
    fc.assert(
      fc.asyncProperty(ms(60_000), ms(12_000), async (tookMs, delayMs) => {
        const scene = stage();
        scene.says();
        const result = withTyping(scene.touser, () => scene.pass(tookMs), {
          transport: scene.transport,
          clock: scene.clock,
          delayMs,
        });
        const seen = new Set(await scene.watch(60_000, 250));
        await result;
        const looks = Array.from({ length: 240 }, (_, look) => (look + 1) * 250);
        const due = looks.filter((at) => at > delayMs && at < Math.min(tookMs, 43_000));
        // One renewal before the one brought forward, and so one gap, of marginMs: two looks.
        expect(due.filter((at) => !seen.has(at)).length).toBeLessThanOrEqual(2);
        expect(looks.filter((at) => at > tookMs && seen.has(at))).toEqual([]);
      }),
      { numRuns: 60 },
    ));
});
