import { createSimClock } from '../clock/createSimClock';
import { defaultOptions, type SimulatorOptions } from '../config/options';
import type { Invocation, InvokeResult } from '../host/host';
import { createPush } from './createPush';

const event = { MsgType: 'text', FromUserName: 'oCustomer', ToUserName: 'wxapp', MsgId: '1' };
const handOver = {
  MsgType: 'transfer_customer_service',
  ToUserName: 'oCustomer',
  FromUserName: 'wxapp',
  CreateTime: 1,
};

/** A function that answers each delivery after so many milliseconds of the clock, once it has begun. */
function setUp(
  answers: {
    afterMs: number;
    waitsMs?: number;
    result?: unknown;
    error?: NonNullable<InvokeResult['error']>;
  }[],
  options: Partial<SimulatorOptions> = {},
) {
  const clock = createSimClock();
  clock.freeze(true);
  const deliveries: { at: number; invocation: Invocation }[] = [];
  const transferred: string[] = [];
  const start = clock.now();
  const push = createPush(
    'answering',
    (_name, invocation) => {
      const answer = answers[deliveries.length] ?? { afterMs: 0, result: 'success' };
      deliveries.push({ at: clock.now() - start, invocation });
      return new Promise((resolve) => {
        const { afterMs, waitsMs = 0, ...outcome } = answer;
        const respond = () =>
          resolve({ ...outcome, requestID: '', coldStart: false, durationMs: afterMs, logs: [] });
        const begin = () => {
          invocation.started?.();
          if (afterMs === 0) respond();
          else clock.setTimeout(respond, afterMs);
        };
        if (waitsMs === 0) begin();
        else clock.setTimeout(begin, waitsMs);
      });
    },
    clock,
    { ...defaultOptions, ...options },
    (openid) => transferred.push(openid),
  );
  return { clock, deliveries, transferred, run: () => push('oCustomer', event) };
}

describe('a push', () => {
  test('reaches the function with the customer as OPENID and the SOURCE of the option', async () => {
    const { run, deliveries } = setUp([], { pushSource: 'wx_client' });
    await run();
    expect(deliveries).toEqual([
      {
        at: 0,
        invocation: {
          event,
          openid: 'oCustomer',
          source: 'wx_client',
          push: true,
          started: expect.any(Function),
        },
      },
    ]);
  });

  test('is delivered once where the answer comes within 5 seconds', async () => {
    const { run, clock, deliveries } = setUp([{ afterMs: 4_999, result: 'success' }]);
    const result = run();
    await clock.advance(60_000);
    expect(await result).toMatchObject({ verdict: { kind: 'success' }, late: false });
    expect(deliveries).toHaveLength(1);
  });

  test('is not late for having waited for an instance', async () => {
    const { run, clock, deliveries } = setUp([
      { waitsMs: 60_000, afterMs: 4_999, result: 'success' },
    ]);
    const result = run();
    await clock.advance(120_000);
    expect(await result).toMatchObject({ verdict: { kind: 'success' }, late: false });
    expect(deliveries).toHaveLength(1);
  });

  test('is delivered three times in all, 5 seconds apart, where no answer comes in time', async () => {
    const slow = { afterMs: 40_000, result: 'success' };
    const { run, clock, deliveries } = setUp([slow, slow, slow, slow]);
    const result = run();
    await clock.advance(60_000);
    expect((await result).deliveries.map(({ late }) => late)).toEqual([true, true, true]);
    expect(deliveries.map(({ at }) => at)).toEqual([0, 5_000, 10_000]);
    expect(new Set(deliveries.map(({ invocation }) => invocation.event))).toEqual(new Set([event]));
  });

  test('is not delivered again once a repeat has been answered', async () => {
    const { run, clock, deliveries } = setUp([{ afterMs: 40_000, result: 'success' }]);
    const result = run();
    await clock.advance(60_000);
    expect(await result).toMatchObject({ verdict: { kind: 'success' } });
    expect(deliveries).toHaveLength(2);
  });

  test('is never repeated with pushRedelivery off, and then no answer is too late', async () => {
    const { run, clock, deliveries } = setUp([{ afterMs: 40_000, result: handOver }], {
      pushRedelivery: false,
      lateAnswer: 'ignored',
    });
    const result = run();
    await clock.advance(60_000);
    expect(await result).toMatchObject({ verdict: { kind: 'transfer' } });
    expect(deliveries).toHaveLength(1);
  });
});

describe('the hand-over to agents', () => {
  test('counts as soon as it is answered', async () => {
    const { run, transferred } = setUp([{ afterMs: 0, result: handOver }]);
    expect(await run()).toMatchObject({ verdict: { kind: 'transfer' }, result: handOver });
    expect(transferred).toEqual(['oCustomer']);
  });

  test.each([
    ['heard', ['oCustomer'], 'transfer'],
    ['ignored', [], 'success'],
  ] as const)('that comes late is %s by the option lateAnswer', async (lateAnswer, who, kind) => {
    const { run, clock, transferred } = setUp([{ afterMs: 40_000, result: handOver }], {
      lateAnswer,
    });
    const result = run();
    await clock.advance(60_000);
    expect((await result).verdict.kind).toBe(kind);
    expect(transferred).toEqual(who);
  });

  test.each([
    [{ ...handOver, ToUserName: 'oSomebody' }, 'addressed to the customer'],
    [{ MsgType: 'text' }, "expected 'success'"],
    [undefined, 'answered nothing'],
    ['SUCCESS', "expected 'success'"],
    [0, "expected 'success'"],
  ])('or success is expected: %j is wrong, and it is said why', async (result, message) => {
    const { run, transferred } = setUp([{ afterMs: 0, result }]);
    expect(await run()).toMatchObject({
      verdict: { kind: 'wrong', message: expect.stringContaining(message) },
    });
    expect(transferred).toEqual([]);
  });

  test('is not possible where the function failed, which is said', async () => {
    const error = { errCode: -504002, errMsg: 'it threw' };
    const { run } = setUp([{ afterMs: 0, error }]);
    expect(await run()).toMatchObject({ verdict: { kind: 'failed', message: 'it threw' }, error });
  });
});
