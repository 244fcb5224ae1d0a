import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { defaultOptions } from '../config/options';
import type { InvokeResult } from './host';
import { type HostedFunctions, hostFunctions } from './testing/hostFunctions';

const wait = `const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));`;
const ask = `
  const http = require('http');
  const agent = new http.Agent({ keepAlive: true });
  const ask = (path) => new Promise((resolve, reject) => {
    const headers = { 'x-secret-id': process.env.TENCENTCLOUD_SECRETID };
    http.get(JSON.parse(process.env.TCB_CONTEXT_CNFG).URL + path, { agent, headers }, (res) => {
      let body = ''; res.on('data', (d) => { body += d; }).on('end', () => resolve(body));
    }).on('error', reject);
  });`;

const functions = {
  now: 'exports.main = async () => [Date.now(), new Date().getTime(), Date.parse(Date())];',
  dates: `exports.main = async () => [new Date() instanceof Date, new Date(2020, 0, 1).toISOString(), Date.UTC(2000, 0), new Date().constructor === Date, typeof Date(), new (class extends Date {})(5).getTime(), Date.length];`,
  slow: `${wait} exports.main = async ({ ms }) => { const start = Date.now(); await wait(ms); return Date.now() - start; };`,
  ways: `
    const timers = require('timers'); const promises = require('timers/promises'); const util = require('util');
    exports.main = async () => {
      const start = Date.now(); const at = []; const note = () => at.push(Date.now() - start);
      await promises.setTimeout(1000); note();
      await util.promisify(setTimeout)(1000); note();
      await new Promise((resolve) => timers.setTimeout(resolve, 1000)); note();
      for await (const tick of promises.setInterval(1000)) { note(); break; }
      await new Promise((resolve) => AbortSignal.timeout(1000).addEventListener('abort', resolve)); note();
      await new Promise((resolve) => { let n = 0; const t = setInterval(() => { note(); if (++n === 3) { clearInterval(t); resolve(); } }, 100); });
      return at;
    };`,
  order: `exports.main = () => new Promise((resolve) => {
      const seen = [];
      setTimeout(async () => { seen.push('a'); await null; seen.push('a then'); process.nextTick(() => seen.push('a tick')); }, 10);
      setTimeout(() => seen.push('b'), 10);
      const cleared = setTimeout(() => seen.push('never'), 10); clearTimeout(cleared);
      setTimeout(() => resolve(seen), 11);
    });`,
  elapsed: `${wait} exports.main = async () => {
      const p = performance.now(), h = process.hrtime(), b = process.hrtime.bigint();
      await wait(1500);
      const [s, ns] = process.hrtime(h);
      return [performance.now() - p, s * 1000 + ns / 1e6, Number(process.hrtime.bigint() - b) / 1e6].map(Math.round);
    };`,
  zero: `${wait} exports.main = async () => { for (let i = 0; i < 10; i += 1) await wait(0); return 'done'; };`,
  spins:
    'exports.main = async ({ ms }) => { const end = Date.now() + ms; while (Date.now() < end); return "round"; };',
  blocks:
    'exports.main = async (event) => { console.log("here"); while (event.block); return "fine"; };',
  never: 'exports.main = () => new Promise(() => {});',
  asks: `${ask}${wait} exports.main = async ({ paths, before = 0 }) => {
      const start = Date.now(); await wait(before);
      const answers = [];
      for (const path of paths) answers.push([await ask(path), Date.now() - start]);
      return answers;
    };`,
  asksInVain: `${ask}${wait} exports.main = async ({ path }) => { const asked = ask(path).catch(() => {}); return Promise.race([asked, wait(2500).then(() => 'gave up')]); };`,
  formats: `const { scheduler } = require('timers/promises'); exports.main = async () => { await scheduler.wait(5000); const format = new Intl.DateTimeFormat('en', { timeZone: 'UTC', timeStyle: 'medium' }); return [format.format().replace(/\\s/g, ' '), format.format(new Date()).replace(/\\s/g, ' '), format.formatToParts().map(({ value }) => value).join('').replace(/\\s/g, ' '), format.format(0).replace(/\\s/g, ' '), format.format === format.format]; };`,
  foreign: `exports.main = async ({ url }) => { const start = Date.now(); const text = await (await fetch(url)).text(); return [text, Date.now() - start]; };`,
  leaves: `let ticks = 0; exports.main = async ({ leave }) => { if (leave) setInterval(() => { ticks += 1; }, 1000); return ticks; };`,
} as const;

/**
 * A gateway that answers by path: `/fast` at once, `/delay/5000` so much later on the clock,
 * `/hang` never, `/port/5000` as the HTTPS API, which does not know who asks. It notes when each came, on the clock.
 */
function startGateway() {
  let served: HostedFunctions;
  const of = () => served;
  const requests: [path: string, at: number][] = [];
  let began = 0;
  const open = new Set<ServerResponse>();
  const server = createServer((request, response) => {
    const { host, clock } = of();
    const path = request.url?.replace('/admin', '') ?? '';
    const report = path.startsWith('/port')
      ? host.requestFrom(request.socket.remotePort ?? 0)
      : host.requestOf(String(request.headers['x-secret-id']));
    requests.push([path, clock.now() - began]);
    open.add(response);
    response.on('close', () => {
      open.delete(response);
      report.done();
    });
    const [, kind, ms] = path.split('/');
    const answer = () => {
      report.done();
      response.end(kind);
    };
    if (kind === 'fast') return answer();
    report.parked();
    if (kind === 'delay' || kind === 'port') clock.setTimeout(answer, Number(ms));
  });
  return {
    requests,
    serve(functions: HostedFunctions) {
      served = functions;
    },
    begin() {
      requests.length = 0;
      began = of().clock.now();
    },
    listen: () => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)),
    port: () => (server.address() as AddressInfo).port,
    close() {
      for (const response of open) response.destroy();
      server.close();
      server.closeAllConnections();
    },
  };
}

let hosted: HostedFunctions;
const gateway = startGateway();
const timeouts: Record<string, number> = {};

beforeAll(async () => {
  await gateway.listen();
  hosted = await hostFunctions(functions, {
    adminUrl: () => `http://127.0.0.1:${gateway.port()}/admin`,
    settings: (name) => ({ timeoutMs: timeouts[name] ?? 60_000, runtime: 'Nodejs20.19' }),
  });
  gateway.serve(hosted);
});
beforeEach(() => {
  hosted.clock.freeze(true);
  gateway.begin();
});
afterAll(async () => {
  await hosted.close();
  gateway.close();
});

const call = (name: keyof typeof functions, event?: unknown) => hosted.call(name, event);

/** Calls, and moves the clock by `ms` while it works. */
async function during(ms: number, answer: Promise<InvokeResult>): Promise<InvokeResult> {
  await hosted.clock.advance(ms);
  return answer;
}

describe('a hosted function lives on the simulator’s clock', () => {
  test('its Date says what the clock says, frozen and advanced', async () => {
    const { clock } = hosted;
    const whole = (ms: number) => Math.floor(ms / 1000) * 1000;
    expect((await call('now')).result).toEqual([clock.now(), clock.now(), whole(clock.now())]);
    await clock.advance(86_400_000);
    expect((await call('now')).result).toEqual([clock.now(), clock.now(), whole(clock.now())]);
  });

  test('its Date runs with real time where the clock does', async () => {
    const { clock } = hosted;
    await clock.advance(86_400_000);
    clock.freeze(false);
    const before = clock.now();
    const { result } = await call('now');
    const [now = 0] = result as number[];
    expect(now).toBeGreaterThanOrEqual(before);
    expect(now).toBeLessThanOrEqual(clock.now());
  });

  test('its Date is a Date in every other way', async () => {
    expect((await call('dates')).result).toEqual([
      true,
      '2020-01-01T00:00:00.000Z',
      946_684_800_000,
      true,
      'string',
      5,
      7,
    ]);
  });

  test('work of 40 s takes exactly 40 s of the clock', async () => {
    const { result, durationMs } = await during(60_000, call('slow', { ms: 40_000 }));
    expect([result, durationMs]).toEqual([40_000, 40_000]);
  });

  test('it goes on only when the clock does', async () => {
    let answered = false;
    const answer = call('slow', { ms: 1_000 }).then(() => {
      answered = true;
    });
    await hosted.clock.advance(999);
    expect(answered).toBe(false);
    await hosted.clock.advance(1);
    await answer;
    expect(answered).toBe(true);
  });

  test('every way of waiting follows: timers, promises, intervals, AbortSignal.timeout', async () => {
    const { result } = await during(10_000, call('ways'));
    expect(result).toEqual([1_000, 2_000, 3_000, 4_000, 5_000, 5_100, 5_200, 5_300]);
  });

  test('timers of one moment run in their order, each with its promises and ticks', async () => {
    const { result } = await during(20, call('order'));
    expect(result).toEqual(['a', 'a then', 'a tick', 'b']);
  });

  test('performance.now and hrtime pass as Date does', async () => {
    const { result } = await during(1_500, call('elapsed'));
    expect(result).toEqual([1_500, 1_500, 1_500]);
  });

  test('a delay of 0 is over at once though the clock stands', async () => {
    expect((await call('zero')).result).toBe('done');
  });

  test('a loop until a later time comes to its end where the clock runs', async () => {
    hosted.clock.freeze(false);
    expect((await call('spins', { ms: 20 })).result).toBe('round');
  });

  test('timers run in real time where the clock runs', async () => {
    hosted.clock.freeze(false);
    const { result } = await call('slow', { ms: 30 });
    expect(result).toBeGreaterThanOrEqual(30);
  });
});

describe('the time limit', () => {
  const inTime = (timeoutMs: number) => {
    for (const name of ['slow', 'never', 'blocks', 'asks', 'asksInVain'])
      timeouts[name] = timeoutMs;
  };
  beforeAll(() => inTime(3_000));
  afterAll(() => inTime(60_000));

  const timedOut = {
    errCode: -504003,
    errMsg: expect.stringContaining('invoking task timed out after 3 seconds'),
  };

  test('is on the clock, to the millisecond', async () => {
    const late = await during(10_000, call('slow', { ms: 3_000 }));
    expect([late.error, late.durationMs]).toEqual([timedOut, 3_000]);
    const inTime = await during(10_000, call('slow', { ms: 2_999 }));
    expect([inTime.result, inTime.durationMs]).toEqual([2_999, 2_999]);
  });

  test('ends a function that never answers, and the next call is a new instance', async () => {
    expect((await during(3_000, call('never'))).error).toEqual(timedOut);
    expect((await during(3_000, call('never'))).coldStart).toBe(true);
  });

  test('ends a function that blocks its event loop, and keeps what it had printed', async () => {
    const blocking = await hostFunctions(
      { blocks: functions.blocks },
      { realLimits: { settleBlocked: 100 } },
    );
    try {
      const answer = blocking.call('blocks', { block: true });
      await blocking.clock.advance(3_000);
      const { error, durationMs, logs } = await answer;
      expect([error, durationMs, logs]).toEqual([timedOut, 3_000, ['here']]);
      expect((await blocking.call('blocks')).result).toBe('fine');
    } finally {
      await blocking.close();
    }
  });

  test('ends a function whose request hangs', async () => {
    const { error, durationMs } = await during(10_000, call('asks', { paths: ['/hang'] }));
    expect([error, durationMs]).toEqual([timedOut, 3_000]);
  });

  test('does not end a function that gives up in time on a request that hangs', async () => {
    const { result, durationMs } = await during(10_000, call('asksInVain', { path: '/hang' }));
    expect([result, durationMs]).toEqual(['gave up', 2_500]);
  });

  test('holds in real time where the clock runs', async () => {
    timeouts.blocks = 200;
    await call('blocks');
    hosted.clock.freeze(false);
    const { error, coldStart } = await call('blocks', { block: true });
    expect([error?.errMsg, coldStart]).toEqual([
      expect.stringContaining('timed out after 0.2 seconds'),
      false,
    ]);
  });
});

describe('while the clock is advanced', () => {
  test('a request is answered at the time it was sent, not later', async () => {
    const answer = call('asks', { before: 15_000, paths: ['/fast', '/fast'] });
    const { result } = await during(40_000, answer);
    expect(result).toEqual([
      ['fast', 15_000],
      ['fast', 15_000],
    ]);
    expect(gateway.requests).toEqual([
      ['/fast', 15_000],
      ['/fast', 15_000],
    ]);
  });

  test('an answer that the gateway delays comes when the delay is over', async () => {
    const paths = ['/delay/5000', '/fast', '/delay/1'];
    const { result } = await during(40_000, call('asks', { paths }));
    expect(result).toEqual([
      ['delay', 5_000],
      ['fast', 5_000],
      ['delay', 5_001],
    ]);
  });

  test('many functions at once each get all the time they need', async () => {
    const answers = [1_000, 2_000, 3_000].map((before) =>
      call('asks', { before, paths: ['/delay/500', '/fast'] }),
    );
    await hosted.clock.advance(10_000);
    const results = await Promise.all(answers);
    expect(results.map(({ result }) => result)).toEqual(
      [1_000, 2_000, 3_000].map((at) => [
        ['delay', at + 500],
        ['fast', at + 500],
      ]),
    );
  });

  test('a call that begins on the way, with a cold start, begins and answers at its time', async () => {
    await hosted.host.recycle();
    const { clock } = hosted;
    const start = clock.now();
    const answered: number[] = [];
    clock.setTimeout(async () => {
      const { coldStart } = await call('slow', { ms: 500 });
      answered.push(clock.now() - start, coldStart ? 1 : 0);
    }, 1_000);
    await clock.advance(10_000);
    expect(answered).toEqual([1_500, 1]);
  });

  test('a call that begins on the way finds an ES module loaded at its time too', async () => {
    hosted.write('esm', '{"type":"module"}', 'package.json');
    hosted.write(
      'esm',
      `import { setTimeout } from 'node:timers/promises'; import cloud from 'wx-server-sdk'; cloud.init();
       export const main = async () => { await setTimeout(500); };`,
    );
    const { clock } = hosted;
    const start = clock.now();
    const answered: unknown[] = [];
    clock.setTimeout(async () => {
      const { error } = await hosted.call('esm');
      answered.push(clock.now() - start, error);
    }, 1_000);
    await clock.advance(10_000);
    expect(answered).toEqual([1_500, undefined]);
  });

  test('an answer never reaches a function before the time at which it was sent does', async () => {
    const paths = Array.from({ length: 40 }, () => ['/fast', '/delay/1']).flat();
    const { result } = await during(40, call('asks', { paths }));
    expect(result).toEqual(
      Array.from({ length: 40 }, (_, index) => [
        ['fast', index],
        ['delay', index + 1],
      ]).flat(),
    );
  });

  test('scheduler.wait and formats without a date follow it', async () => {
    const { result, durationMs } = await during(86_400_000, call('formats'));
    const [format, expected, parts, epoch, same] = result as unknown[];
    expect([durationMs, format, parts, epoch, same]).toEqual([
      5_000,
      expected,
      expected,
      '12:00:00 AM',
      true,
    ]);
  });

  test('a foreign server gets the real time it needs', async () => {
    const server = createServer((_, response) => setTimeout(() => response.end('hello'), 30));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const { result } = await during(10_000, call('foreign', { url }));
    expect(result).toEqual(['hello', 0]);
    server.close();
    server.closeAllConnections();
  });

  test('a running clock is as exact', async () => {
    hosted.clock.freeze(false);
    await call('asks', { paths: [] });
    const { result } = await during(40_000, call('asks', { before: 15_000, paths: ['/fast'] }));
    const [[answer, at]] = result as [[string, number]];
    expect(answer).toBe('fast');
    // What the call itself took before the advance began.
    expect(at).toBeGreaterThanOrEqual(15_000);
    expect(at).toBeLessThan(15_500);
  });
});

describe('an advance comes to its end', () => {
  test('though a function asks the gateway for ever, and its time is up when it is', async () => {
    const polls = `${ask} exports.main = async () => { for (;;) await ask('/fast'); };`;
    const polling = await hostFunctions(
      { polls },
      {
        adminUrl: () => `http://127.0.0.1:${gateway.port()}/admin`,
        realLimits: { settleGateway: 100, settleInAll: 200 },
      },
    );
    gateway.serve(polling);
    try {
      const answer = polling.call('polls');
      await polling.clock.advance(10_000);
      expect(await answer).toMatchObject({ error: { errCode: -504003 }, durationMs: 3_000 });
    } finally {
      gateway.serve(hosted);
      await polling.close();
    }
  });

  test('though a foreign server never answers', async () => {
    const server = createServer(() => {});
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const asking = await hostFunctions(
      { foreign: functions.foreign },
      { settings: () => ({ runtime: 'Nodejs20.19' }), realLimits: { settleElsewhere: 100 } },
    );
    try {
      const answer = asking.call('foreign', { url });
      await asking.clock.advance(10_000);
      expect(await answer).toMatchObject({ error: { errCode: -504003 }, durationMs: 3_000 });
    } finally {
      await asking.close();
      server.close();
      server.closeAllConnections();
    }
  });

  test('though an answer of the HTTPS API is held back, as the port it was asked from tells', async () => {
    const asks = `${ask} exports.main = async () => { const start = Date.now(); return [await ask('/port/2000'), Date.now() - start]; };`;
    const since = Date.now();
    const asking = await hostFunctions(
      { asks },
      {
        adminUrl: () => `http://127.0.0.1:${gateway.port()}/admin`,
      },
    );
    gateway.serve(asking);
    try {
      const answer = asking.call('asks');
      await asking.clock.advance(10_000);
      expect((await answer).result).toEqual(['port', 2_000]);
      expect(Date.now() - since).toBeLessThan(60_000);
    } finally {
      gateway.serve(hosted);
      await asking.close();
    }
  });
});

describe('what a function left running after its return', () => {
  test('goes on, where nothing else was asked for', async () => {
    await call('leaves', { leave: true });
    await hosted.clock.advance(3_000);
    expect((await call('leaves')).result).toBe(3);
  });

  test('does not go on until the next call, where instances are frozen', async () => {
    const frozen = await hostFunctions(
      { leaves: functions.leaves },
      { options: { ...defaultOptions, freezeInstances: true } },
    );
    try {
      await frozen.call('leaves', { leave: true });
      await frozen.clock.advance(3_000);
      const { result, coldStart } = await frozen.call('leaves');
      // It may run as soon as it goes on, but does not catch up on what it missed.
      expect([coldStart, result]).toEqual([false, expect.any(Number)]);
      expect(result).toBeLessThanOrEqual(1);
    } finally {
      await frozen.close();
    }
  });
});
