import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { eventually, within } from '../cli/testing/eventually';
import { watchSuites } from './watchSuites';

describe('a run of jest in which nothing happens any more', () => {
  let now = 0;
  const watch = () => {
    now = 1_000;
    return watchSuites({ limitMs: 360_000, endLimitMs: 60_000, now: () => now });
  };

  test('is overdue after its limit, which begins again with each test', () => {
    const suites = watch();
    suites.suiteStarted('a.test.ts');
    now += 359_999;
    expect(suites.overdue()).toBeUndefined();
    suites.testStarted('a.test.ts', 'answers');
    now += 359_999;
    suites.testEnded('a.test.ts');
    now += 359_999;
    expect(suites.overdue()).toBeUndefined();
    now += 1;
    expect(suites.overdue()).toContain('No test has begun or ended for 360 s');
  });

  test('names each suite that is open, since when, and how far it got', () => {
    const suites = watch();
    for (const name of ['closed', 'loading', 'testing', 'closing']) suites.suiteStarted(name);
    suites.suiteEnded('closed');
    now += 10_000;
    suites.testStarted('testing', 'a customer writes');
    suites.testStarted('closing', 'the last');
    suites.testEnded('closing');
    now += 360_000;
    expect(suites.overdue()?.split('\n').slice(1)).toEqual([
      '  loading, open for 370 s, before its first test',
      '  testing, open for 370 s, in “a customer writes”',
      '  closing, open for 370 s, after “the last”',
    ]);
  });

  test('before the first suite hangs in what comes before the tests', () => {
    const suites = watch();
    now += 360_000;
    expect(suites.overdue()).toContain('none: the build before the tests');
  });

  test('after the last suite has to end sooner, and says how to find what keeps it', () => {
    const suites = watch();
    suites.suiteStarted('a.test.ts');
    suites.suiteEnded('a.test.ts');
    suites.runEnded();
    now += 59_999;
    expect(suites.overdue()).toBeUndefined();
    now += 1;
    expect(suites.overdue()).toMatch(/All suites are done.*--detectOpenHandles/);
  });
});

const isAlive = (pid: number) => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

test('the real jest ends with 1, and with it its workers, even one that loops, and what they started', async () => {
  const rootDir = mkdtempSync(path.join(tmpdir(), 'hanging-'));
  const started = `require('child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1e3)'], { detached: true, stdio: 'ignore' }).pid`;
  const suites = {
    waits: `test('for ever', () => { require('fs').writeFileSync('waits.pid', String(process.pid)); require('fs').writeFileSync('started.pid', String(${started})); setInterval(() => {}, 1e3); return new Promise(() => {}); }, 1e9);`,
    loops: `test('for ever', () => { require('fs').writeFileSync('loops.pid', String(process.pid)); for (;;); });`,
  };
  for (const [name, code] of Object.entries(suites)) {
    writeFileSync(path.join(rootDir, `${name}.test.js`), code);
  }
  const reporter = path.join(__dirname, '../../jest.openSuites.js');
  const reporters = [[reporter, { limitMs: 3_000 }]];
  const config = { rootDir, transform: {}, testTimeout: 1_000, reporters };
  const jest = require.resolve('jest/bin/jest');
  const child = spawn(process.execPath, [jest, '--config', JSON.stringify(config), '-w', '2'], {
    cwd: rootDir,
    stdio: ['ignore', 'ignore', 'pipe'],
    timeout: 50_000,
    killSignal: 'SIGKILL',
  });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  expect([await within('the end of jest', once(child, 'close'), 55_000), said]).toEqual([
    [1, null],
    expect.stringMatching(/waits\.test\.js, open for \d+ s, in “for ever”/),
  ]);
  expect(said).toMatch(/loops\.test\.js, open for \d+ s, in “for ever”/);
  for (const name of [...Object.keys(suites), 'started']) {
    const pid = Number(readFileSync(path.join(rootDir, `${name}.pid`), 'utf8'));
    await eventually(`the end of the process of ${name}.pid`, () => !isAlive(pid));
  }
  rmSync(rootDir, { recursive: true });
});
