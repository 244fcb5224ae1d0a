import fc from 'fast-check';
import { type Fate, harness } from './testing/harness';
import { withTyping } from './withTyping';

const runs = { numRuns: 200 };

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
const fates: fc.Arbitrary<Fate[]> = fc.array(
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

interface Surroundings {
  skewMs?: number;
  /** When the function's clock is set, and by how much. */
  settings?: [number, number][];
  /** When another instance tries Typing. */
  others?: number[];
}

/** Plays the plans on one customer, who writes at their starts and at `writesAt`. */
async function play(
  fatesTaken: Fate[],
  planned: Plan[],
  writesAt: number[] = [],
  { skewMs = 0, settings = [], others = [] }: Surroundings = {},
) {
  const scene = harness(fatesTaken, { skewMs });
  for (const [at, ms] of settings) void scene.pass(at).then(() => scene.setClock(ms));
  for (const at of others)
    void scene.pass(at).then(() => scene.weChat.setTyping('Typing', 'other'));
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
          log: scene.options.log,
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

describe('whatever becomes of the calls, and whatever the work is like', () => {
  test('work’s result and error come through untouched, unless it was given up', () =>
    fc.assert(
      fc.asyncProperty(fates, plans, async (taken, planned) => {
        const { played } = await play(taken, planned);
        expect(played).toHaveLength(planned.length);
        for (const { plan, own, result } of played) {
          if (result === own) continue;
          const { deadlineMs = Infinity, abortMs = Infinity } = plan;
          const gaveUpAt = Math.min(deadlineMs, abortMs);
          // Where both come at once, either may be first.
          const names = [
            ...(deadlineMs === gaveUpAt ? ['TimeoutError'] : []),
            ...(abortMs === gaveUpAt ? ['AbortError'] : []),
          ];
          expect(names).toContain(Object(result).name);
          // A message waits for the call on its way.
          if (plan.end !== 'never ends') expect(gaveUpAt).toBeLessThanOrEqual(plan.tookMs + 6_000);
        }
      }),
      runs,
    ));

  test('when the last has returned no timer is left, no call on its way, and nothing showing', () =>
    fc.assert(
      fc.asyncProperty(fates, plans, async (taken, planned) => {
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
      fc.asyncProperty(fates, plan, async (taken, one) => {
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
      fc.asyncProperty(fates, plans, async (taken, planned) => {
        const { scene } = await play(taken, planned);
        for (const { at, command } of scene.calls) {
          if (command !== 'Typing') continue;
          const before = scene.weChat.messages.map((one) => one.at).filter((sent) => sent <= at);
          expect(at - Math.max(...before)).toBeLessThan(30_000);
        }
      }),
      runs,
    ));

  test('none is answered 45081, but where the try before it got no answer', () =>
    fc.assert(
      fc.asyncProperty(fates, plans, writings, async (taken, planned, writesAt) => {
        const { scene } = await play(taken, planned, writesAt);
        scene.calls.forEach(({ errCode }, index) => {
          if (errCode !== 45081) return;
          expect(scene.calls[index - 1]).toMatchObject({ answered: false });
        });
      }),
      runs,
    ));

  test('where nothing goes wrong the customer sees typing all the time that WeChat allows', () =>
    fc.assert(
      fc.asyncProperty(ms(60_000), ms(12_000), async (tookMs, delayMs) => {
        const scene = harness();
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
      runs,
    ));

  test('what a refusal follows is not forgotten: nothing of ours shows where the last call was heard', () => {
    const codes = [-1, -501001, -604101, 45009, 45080, 48001];
    const fate: fc.Arbitrary<Fate> = fc.oneof(
      fc.record(latencies),
      fc.record({ ...latencies, lost: fc.constant<true>(true) }),
      fc.record({ ...latencies, refused: fc.constantFrom(...codes) }),
    );
    return fc.assert(
      fc.asyncProperty(
        fc.array(fate, { minLength: 1, maxLength: 12 }),
        plans,
        async (fates, all) => {
          const { scene, last } = await play(fates, all);
          const cancelled = scene.calls.every(
            ({ command, answered, errCode }) => command === 'Typing' || (answered && errCode === 0),
          );
          expect(last?.left).toMatchObject({ timers: 0, ...(cancelled && { typing: false }) });
        },
      ),
      runs,
    );
  });

  test('with a clock that is off, and set meanwhile, no call is due when the last has returned', () =>
    fc.assert(
      fc.asyncProperty(
        fc.integer({ min: -50_000, max: 50_000 }),
        fc.array(fc.tuple(ms(60_000), fc.integer({ min: -20_000, max: 20_000 })), { maxLength: 3 }),
        plan,
        async (skewMs, settings, one) => {
          const { scene, last } = await play([{}], [one], [], { skewMs, settings });
          expect(last?.left).toEqual({ timers: 0, calls: 0, typing: false });
          const tookMs = (last?.endedAt ?? 0) - one.at;
          const typings = scene.calls.filter(({ command }) => command === 'Typing');
          const allowed = Math.ceil(tookMs / 15_000) + 1 + 2 * settings.length;
          expect(typings.length).toBeLessThanOrEqual(allowed);
        },
      ),
      runs,
    ));

  test('a status that another instance set is never taken down', () =>
    fc.assert(
      fc.asyncProperty(plans, fc.array(ms(90_000), { maxLength: 12 }), async (all, others) => {
        const { scene } = await play([{}], all, [], { others });
        for (const { command, met } of scene.calls)
          if (command === 'CancelTyping') expect(met).not.toBe('other');
      }),
      runs,
    ));
});
