import { createSimClock } from '../clock/createSimClock';
import { createEvents } from '../events/createEvents';
import { createDispatch } from './createDispatch';
import { createFaults } from './createFaults';
import type { Fault } from './fault';
import { createOpenResponses } from './openResponses';

const api = 'customerServiceMessage.setTyping';

function setUp() {
  const clock = createSimClock();
  clock.freeze(true);
  const faults = createFaults(createEvents());
  const openResponses = createOpenResponses();
  const dispatch = createDispatch(faults, clock, openResponses);
  const done = { effects: 0, parked: 0, answers: [] as unknown[] };
  return {
    clock,
    openResponses,
    faults,
    done,
    add: (fault: Partial<Fault>) => faults.add({ api, times: 1, skip: 0, ...fault }),
    call: (name = api) =>
      dispatch({
        api: name,
        perform() {
          done.effects += 1;
          return { errcode: 0, errmsg: 'ok' };
        },
        fail: (errcode, errmsg = 'WeChat’s text') => ({ errcode, errmsg }),
        parked() {
          done.parked += 1;
        },
        answered: (answer) => done.answers.push(answer),
      }),
  };
}

const ok = { kind: 'answer', answer: { errcode: 0, errmsg: 'ok' } };
const failed = (errcode: unknown) => ({
  kind: 'answer',
  answer: { errcode, errmsg: 'WeChat’s text' },
});

describe('a call', () => {
  test('takes effect and is answered where no fault waits for it', async () => {
    const { call, done } = setUp();
    expect(await call()).toEqual(ok);
    expect(done).toEqual({ effects: 1, parked: 0, answers: [{ errcode: 0, errmsg: 'ok' }] });
  });

  test('fails without effect', async () => {
    const { call, add, done } = setUp();
    add({ errcode: 45009 });
    expect(await call()).toEqual(failed(45009));
    expect(done.effects).toBe(0);
  });

  test('is not met by a fault of another API', async () => {
    const { call, add } = setUp();
    add({ errcode: 45009 });
    expect(await call('customerServiceMessage.send')).toEqual(ok);
    expect(await call()).toEqual(failed(45009));
  });

  test('takes effect although it fails, where the fault says afterEffect', async () => {
    const { call, add, done } = setUp();
    add({ drop: 'reset', afterEffect: true });
    expect(await call()).toEqual({ kind: 'drop', drop: 'reset', answer: ok.answer });
    expect(done).toEqual({ effects: 1, parked: 0, answers: [null] });
  });

  test('may be answered any JSON value as errcode, null and 0 included', async () => {
    const { call, add, done } = setUp();
    for (const errcode of [null, 0, '45080', { a: 1 }]) {
      add({ errcode });
      expect(await call()).toEqual(failed(errcode));
    }
    expect(done.effects).toBe(0);
  });

  test('is answered a platform error', async () => {
    const { call, add, done } = setUp();
    add({ errorCode: -604102 });
    expect(await call()).toEqual({ kind: 'errorCode', errorCode: -604102 });
    expect(done.answers).toEqual([{ errorCode: -604102 }]);
  });

  test.each([
    [{ status: 502 }, '', 'text/plain; charset=utf-8'],
    [{ status: 502, body: '<html>' }, '<html>', 'text/plain; charset=utf-8'],
    [{ status: 200, body: { a: 1 } }, '{"a":1}', 'application/json; charset=utf-8'],
    [{ status: 200, body: null }, 'null', 'application/json; charset=utf-8'],
    [{ status: 200, bodyBase64: 'YQ==' }, 'a', 'application/octet-stream'],
    [{ status: 200, body: 'a', contentType: 'text/html' }, 'a', 'text/html'],
  ])('is answered the HTTP answer of %j', async (fault, body, contentType) => {
    const { call, add } = setUp();
    add(fault);
    const outcome = await call();
    expect(outcome).toMatchObject({ kind: 'status', status: fault.status, contentType });
    expect(outcome.kind === 'status' && outcome.body.toString()).toBe(body);
  });
});

describe('faults come', () => {
  test('one after the other, each with its skip and times', async () => {
    const { call, add, faults } = setUp();
    add({ errcode: 1, skip: 1, times: 2 });
    add({ errcode: 2, skip: 1 });
    const seen = [];
    for (let count = 0; count < 7; count += 1) {
      const outcome = await call();
      seen.push(outcome.kind === 'answer' ? outcome.answer.errcode : outcome);
    }
    expect(seen).toEqual([0, 1, 1, 0, 2, 0, 0]);
    expect(faults.list()).toEqual([]);
  });

  test('and pages are told what is left of them, a call let pass included', () => {
    const events = createEvents();
    const left: (number | undefined)[][] = [];
    events.listen((event) => {
      if (event.type === 'faults') left.push(event.faults.map(({ skip, times }) => skip + times));
    });
    const faults = createFaults(events);
    faults.add({ api, errcode: 1, skip: 1, times: 1 });
    faults.take(api);
    faults.take(api);
    expect(left).toEqual([[2], [1], []]);
  });

  test('not at all after they were cleared', async () => {
    const { call, add, faults } = setUp();
    add({ errcode: 1 });
    faults.clear();
    expect(await call()).toEqual(ok);
  });
});

describe('a delayed call', () => {
  test('waits on the simulator’s clock, and takes effect when the time has passed', async () => {
    const { call, add, clock, done } = setUp();
    add({ delayMs: 5_000 });
    const outcome = call();
    expect(done).toMatchObject({ parked: 1, effects: 0 });
    await clock.advance(4_999);
    expect(done.answers).toEqual([]);
    await clock.advance(1);
    expect(await outcome).toEqual(ok);
    expect(done.effects).toBe(1);
  });

  test('takes effect at once with afterEffect', async () => {
    const { call, add, clock, done } = setUp();
    add({ delayMs: 5_000, afterEffect: true });
    const outcome = call();
    expect(done.effects).toBe(1);
    await clock.advance(5_000);
    expect(await outcome).toEqual(ok);
    expect(done.effects).toBe(1);
  });

  test('waits in real time where the fault says so, whatever the clock does', async () => {
    const { call, add, done } = setUp();
    add({ delayMs: 20, delayBy: 'real' });
    expect(await call()).toEqual(ok);
    expect(done.parked).toBe(0);
  });

  test('is cut off by a reset, without effect', async () => {
    const { call, add, openResponses, done } = setUp();
    add({ delayMs: 5_000 });
    const outcome = call();
    openResponses.cutAll();
    expect(await outcome).toMatchObject({ kind: 'drop', drop: 'reset' });
    expect(done).toMatchObject({ effects: 0, answers: [null] });
  });

  test.each(['hang', 'drip'] as const)('that is to %s counts as parked', async (drop) => {
    const { call, add, done } = setUp();
    add({ drop });
    await call();
    expect(done.parked).toBe(1);
  });
});
