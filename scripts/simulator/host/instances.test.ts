import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { symlinkSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { eventually, within } from '../../cli/testing/eventually';
import { type HostedFunctions, hostFunctions } from './testing/hostFunctions';

const wait = `const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));`;

const functions = {
  counter: 'let calls = 0; exports.main = async () => ({ calls: ++calls, pid: process.pid });',
  slow: `${wait} let calls = 0; exports.main = async (ms) => { calls += 1; await wait(ms); console.log('x'.repeat(50000)); return { calls, pid: process.pid }; };`,
  leaves: `${wait} exports.main = async () => { wait(10).then(() => { throw new Error('after the return'); }); return process.pid; };`,
  blocksAtLoad: 'console.log("loading"); while (true);',
  blocks: 'exports.main = async (block) => { while (block); return "fine"; };',
  printsForEver:
    'exports.main = async (print) => { while (print) console.log("again and again"); return "fine"; };',
  starts: `exports.main = async () => {
      const child = require('child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
      return [process.pid, child.pid];
    };`,
  startsAndExits: `exports.main = async () => {
      const child = require('child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
      console.log(child.pid);
      process.exit();
    };`,
  hogs: `exports.main = async (mb) => { const held = []; for (let i = 0; i < mb; i += 1) { held.push(Buffer.alloc(1024 * 1024, 1)); if (i % 10 === 0) await new Promise(setImmediate); } return held.length; };`,
  hogsHeap:
    'exports.main = async () => { const held = []; for (;;) held.push({ text: "x".repeat(10) + held.length, more: [held.length] }); };',
  version: 'exports.main = async () => [require("./part.js"), 1];',
} as const;

let hosted: HostedFunctions;
const reloaded: string[] = [];
const settings: Record<string, object> = {};

beforeAll(async () => {
  hosted = await hostFunctions(functions, {
    settings: (name) => ({ timeoutMs: 60_000, ...settings[name] }),
    onReload: (name) => reloaded.push(name),
    maxInstances: 3,
  });
  hosted.write('version', 'module.exports = "a";', 'part.js');
});
afterAll(() => hosted.close());

const call = (name: keyof typeof functions, event?: unknown) => hosted.call(name, event);

interface Counted {
  calls: number;
  pid: number;
}
const counted = async (name: 'counter' | 'slow', event?: unknown) =>
  (await call(name, event)).result as Counted;

const isAlive = (pid: number) => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

/** Other processes end in real time. */
const until = (happened: () => boolean) => eventually('the end of a process', happened);

describe('instances', () => {
  test('are used again, and only the first call of each is a cold start', async () => {
    const first = await call('counter');
    const second = await call('counter');
    expect([first.coldStart, second.coldStart]).toEqual([true, false]);
    expect(second.result).toEqual({ ...(first.result as Counted), calls: 2 });
  });

  test('work one call at a time, side by side where calls overlap', async () => {
    const answers = [3_000, 2_000].map((ms) => counted('slow', ms));
    await hosted.clock.advance(3_000);
    const [first, second] = await Promise.all(answers);
    expect([first?.calls, second?.calls]).toEqual([1, 1]);
    expect(first?.pid).not.toBe(second?.pid);
  });

  test('are taken in the order of their last use, the latest first', async () => {
    const slow = counted('slow', 2_000);
    const quick = counted('slow', 1_000);
    await hosted.clock.advance(2_000);
    await quick;
    const last = await slow;
    const again = counted('slow', 0);
    expect((await again).pid).toBe((await quick).pid);
    expect(last.pid).not.toBe((await quick).pid);
  });

  test('are no more than allowed: further calls wait for one', async () => {
    const answers = Array.from({ length: 7 }, () => counted('slow', 1_000));
    await hosted.clock.advance(3_000);
    const pids = (await Promise.all(answers)).map(({ pid }) => pid);
    expect(new Set(pids).size).toBe(3);
  });

  test('that take the next call at once take it at the time of the clock at which they were free', async () => {
    for (let round = 0; round < 5; round += 1) {
      await hosted.host.recycle();
      const answers = Array.from({ length: 7 }, () => call('slow', 1_000));
      const durations: number[] = [];
      for (const answer of answers) void answer.then((r) => durations.push(r.durationMs));
      await hosted.clock.advance(3_000);
      expect(durations).toEqual([1_000, 1_000, 1_000, 2_000, 2_000, 2_000, 3_000]);
    }
  });

  test('all end when recycled, at work or not, and the next call is a cold start', async () => {
    const { pid } = await counted('counter');
    const atWork = call('slow', 1_000);
    await hosted.host.recycle();
    expect(isAlive(pid)).toBe(false);
    expect((await atWork).error).toEqual({
      errCode: -504002,
      errMsg: expect.stringContaining('recycled by the simulator'),
    });
    expect(await call('counter')).toMatchObject({ coldStart: true, result: { calls: 1 } });
  });

  test('of a function whose files changed are not used again, however quick the change', async () => {
    expect((await call('version')).result).toEqual(['a', 1]);
    for (const next of ['b', 'c', 'd']) {
      hosted.write('version', `module.exports = "${next}";`, 'part.js');
      expect((await call('version')).result).toEqual([next, 1]);
      expect((await call('version')).coldStart).toBe(false);
    }
    expect(reloaded).toEqual(['version', 'version', 'version']);
  });

  test('of a function whose folder links to another are not used again when a file there changes', async () => {
    hosted.write('common', 'module.exports = 1;', 'lib/part.js');
    hosted.write('linked', `const part = require('./lib/part'); exports.main = async () => part;`);
    symlinkSync(path.join(hosted.folder, 'common/lib'), path.join(hosted.folder, 'linked/lib'));
    symlinkSync(path.join(hosted.folder, 'linked'), path.join(hosted.folder, 'common/lib/back'));
    expect((await hosted.call('linked')).result).toBe(1);
    hosted.write('common', 'module.exports = 22;', 'lib/part.js');
    expect((await hosted.call('linked')).result).toBe(22);
  });

  test('stay where only what npm installed has changed', async () => {
    await call('version');
    hosted.write('version', '1', 'node_modules/some/index.js');
    expect((await call('version')).coldStart).toBe(false);
  });

  test('are found for a function that was added meanwhile, and not for one that was removed', async () => {
    hosted.write('added', 'exports.main = async () => "new";');
    expect(hosted.host.names()).toContain('added');
    expect((await hosted.call('added')).result).toBe('new');
    hosted.remove('added');
    expect(hosted.host.has('added')).toBe(false);
    expect((await hosted.call('added')).error?.errCode).toBe(-501000);
  });

  test('that nobody calls for a minute of the clock end', async () => {
    const { pid } = await counted('counter');
    await hosted.clock.advance(59_999);
    expect((await counted('counter')).pid).toBe(pid);
    await hosted.clock.advance(59_999);
    expect(isAlive(pid)).toBe(true);
    await hosted.clock.advance(1);
    await until(() => !isAlive(pid));
    expect((await call('counter')).coldStart).toBe(true);
  });

  test('that end between two calls harm neither', async () => {
    const pid = Number((await call('leaves')).result);
    await hosted.clock.advance(10);
    await until(() => !isAlive(pid));
    expect(await call('leaves')).toMatchObject({ coldStart: true });
  });

  test('end with all that they started', async () => {
    const pids = (await call('starts')).result as number[];
    expect(pids.every(isAlive)).toBe(true);
    await hosted.host.recycle();
    await until(() => !pids.some(isAlive));
  });

  test('end with all that they started when they end by themselves, too', async () => {
    const { logs } = await call('startsAndExits');
    const pid = Number(logs[0]);
    expect(pid).toBeGreaterThan(1);
    await until(() => !isAlive(pid));
  });

  test('are ended when they hold more memory than the function may, buffers included', async () => {
    settings.hogs = { memoryMb: 128, timeoutMs: 60_000 };
    expect((await call('hogs', 10)).result).toBe(10);
    expect((await call('hogs', 2_000)).error).toEqual({
      errCode: -504002,
      errMsg: expect.stringContaining('Memory usage exceeded the limit of 128 MB'),
    });
    expect((await call('hogs', 10)).result).toBe(10);
  });

  test('are ended when what they started holds more memory than the function may', async () => {
    settings.hogsOutside = { memoryMb: 128 };
    hosted.write(
      'hogsOutside',
      `exports.main = () => { require('child_process').spawn(process.execPath, ['-e', 'global.a = Buffer.alloc(3e8, 1); setInterval(() => {}, 1e3)']); return new Promise(() => {}); };`,
    );
    expect((await hosted.call('hogsOutside')).error?.errMsg).toContain(
      'exceeded the limit of 128 MB',
    );
  });

  test('are ended when their heap grows beyond that without a pause', async () => {
    settings.hogsHeap = { memoryMb: 64 };
    expect((await call('hogsHeap')).error?.errMsg).toContain('exceeded the limit of 64 MB');
  });

  test('are not said to when they abort for another reason', async () => {
    hosted.write('aborts', 'exports.main = () => process.abort();');
    expect((await hosted.call('aborts')).error?.errMsg).toContain('was ended by SIGABRT');
  });
});

describe('a function that takes real time while the clock stands', () => {
  let impatient: HostedFunctions;
  beforeAll(async () => {
    impatient = await hostFunctions(functions, {
      settings: () => ({ timeoutMs: 500 }),
      realLimits: { load: 1_500, block: 1_000 },
    });
  });
  afterAll(() => impatient.close());

  test('is ended when it blocks its event loop, and told so', async () => {
    expect((await impatient.call('blocks', false)).result).toBe('fine');
    expect((await impatient.call('blocks', true)).error?.errMsg).toContain(
      "blocked its event loop for 1 second of real time while the simulator's clock stood still",
    );
    expect(await impatient.call('blocks', false)).toMatchObject({ result: 'fine' });
  });

  test('is ended when it prints without end, with what is kept of it', async () => {
    const { error, logs } = await impatient.call('printsForEver', true);
    expect(error?.errMsg).toContain('blocked its event loop');
    expect(logs).toHaveLength(1_000);
    expect((await impatient.call('printsForEver', false)).result).toBe('fine');
  });

  test('is ended when it never comes to the end of loading', async () => {
    const { error, logs } = await impatient.call('blocksAtLoad');
    expect(error?.errMsg).toContain('still loading after 1.5 seconds of real time');
    expect(logs).toEqual(['loading']);
  });
});

test('with the inspector open a function has all the time of the world, and its address is told', async () => {
  const told: string[] = [];
  const inspected = await hostFunctions(functions, {
    settings: () => ({ timeoutMs: 500 }),
    inspect: 'slow',
    onInspector: (name, url) => told.push(`${name} ${url}`),
  });
  const slow = inspected.call('slow', 60_000);
  await eventually('the inspector', () => told.length > 0);
  expect(told).toEqual([expect.stringMatching(/^slow ws:\/\/127\.0\.0\.1:\d+\/[\w-]+$/)]);
  await inspected.clock.advance(60_000);
  expect(await slow).toMatchObject({ result: { calls: 1 }, logs: [expect.stringMatching(/^x+$/)] });
  expect((await inspected.call('counter')).result).toMatchObject({ calls: 1 });
  expect(told).toHaveLength(1);
  await inspected.close();
});

describe('no process is left behind', () => {
  const script = `
    const { eventually } = require(${JSON.stringify(`${__dirname}/../../cli/testing/eventually.ts`)});
    const { hostFunctions } = require(${JSON.stringify(`${__dirname}/testing/hostFunctions.ts`)});
    (async () => {
      const hosted = await hostFunctions(${JSON.stringify({
        pid: 'exports.main = async () => process.pid;',
        blocks: `exports.main = async () => { process.stdout.write(''); require('fs').writeFileSync(__dirname + '/../blocked', String(process.pid)); while (true); };`,
      })});
      const idle = (await hosted.call('pid')).result;
      void hosted.call('blocks');
      const fs = require('fs');
      // A file is there for a moment before what is written into it.
      const written = () => fs.existsSync(hosted.folder + '/blocked') && fs.readFileSync(hosted.folder + '/blocked', 'utf8');
      const blocked = Number(await eventually('the function that blocks', written));
      console.log(JSON.stringify({ idle, blocked, folder: hosted.folder }));
      process.on('SIGTERM', () => hosted.close().then(() => process.exit()));
    })().catch((error) => { console.error(error); process.exit(1); });`;

  async function startSimulator() {
    const child: ChildProcess = spawn(process.execPath, ['--require', 'tsx/cjs', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
      timeout: 50_000,
      killSignal: 'SIGKILL',
    });
    if (!child.stdout) throw new Error('no stdout');
    const lines = createInterface({ input: child.stdout });
    const said = Promise.race([once(lines, 'line'), once(lines, 'close')]);
    const [line] = await within('the line of the simulator', said);
    if (line === undefined) throw new Error('the simulator ended before it said anything');
    const { idle, blocked, folder } = JSON.parse(line);
    const pids: number[] = [idle, blocked];
    // To signal 0 is to signal everybody.
    expect(pids.every((pid) => pid > 0)).toBe(true);
    return { child, pids, folder: String(folder) };
  }

  test.each(['SIGKILL', 'SIGTERM'] as const)(
    'by a simulator that is ended by %s, even of a function that blocks',
    async (signal) => {
      const { child, pids, folder } = await startSimulator();
      expect(pids.every(isAlive)).toBe(true);
      child.kill(signal);
      if (child.exitCode === null && child.signalCode === null)
        await within('the end of the simulator', once(child, 'exit'));
      await until(() => !pids.some(isAlive));
      hosted.remove(folder);
    },
  );
});
