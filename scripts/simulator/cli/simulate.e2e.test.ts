import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { eventually, within } from '../../cli/testing/eventually';

const root = path.join(__dirname, '../../..');
const functions = path.join(root, 'scripts/simulator/fixtures/functions');
const command = [
  '--require',
  'tsx/cjs',
  'scripts/simulate.ts',
  '--port',
  '0',
  '--functions',
  functions,
];

const started: ChildProcess[] = [];
afterAll(() => {
  for (const child of started) child.kill('SIGKILL');
});

function start(
  file: string,
  args: string[],
  env: Record<string, string> = {},
  stderr: 'inherit' | 'pipe' = 'inherit',
): ChildProcess {
  // Not as whoever runs the tests has it.
  const { npm_lifecycle_event: _ours, FORCE_COLOR: _coloured, ...rest } = process.env;
  const child = spawn(file, args, {
    cwd: root,
    env: { ...rest, ...env },
    stdio: ['ignore', 'pipe', stderr],
    timeout: 50_000,
    killSignal: 'SIGKILL',
  });
  started.push(child);
  return child;
}

async function firstLine(output: Readable | null): Promise<string> {
  if (!output) throw new Error('it has no output');
  const line = once(createInterface({ input: output }), 'line');
  return String((await within('its first line', line))[0]);
}

const exitOf = (child: ChildProcess) => within('its exit', once(child, 'exit'));

const isThere = (url: string) =>
  fetch(`${url}/_sim/clock`).then(
    () => true,
    () => false,
  );

describe('npm run simulate', () => {
  test.each(['SIGINT', 'SIGTERM'] as const)(
    'says its address as JSON in the first line, and ends on %s',
    async (signal) => {
      const child = start(process.execPath, [...command, '--json']);
      const { url } = JSON.parse(await firstLine(child.stdout));
      expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
      // An open stream of events must not keep it.
      const events = await fetch(`${url}/_sim/events`);
      const ended = exitOf(child);
      child.kill(signal);
      expect(await ended).toEqual([0, null]);
      await events.text().catch(() => {});
      expect(await isThere(url)).toBe(false);
    },
  );

  test('says its address to people without --json, and prints each call', async () => {
    const child = start(process.execPath, command);
    const lines = child.stdout && createInterface({ input: child.stdout });
    if (!lines) throw new Error('it has no output');
    const seen: string[] = [];
    lines.on('line', (line) => seen.push(line));
    const until = (part: string) =>
      eventually(`a line with ${part}`, () => seen.find((line) => line.includes(part)));
    const url = /http:\/\/[\d.:]+/.exec(await until('http://'))?.[0];
    await fetch(`${url}/cgi-bin/token`);
    expect(await until('https token')).toMatch(/^\d\d:\d\d:\d\d https token → 40002 /);
    const ended = exitOf(child);
    child.kill('SIGTERM');
    await ended;
  });

  test('on a port that another process has says so in one line, and ends with 1', async () => {
    const other = start(process.execPath, [
      '-e',
      "const s = require('node:http').createServer().listen(0, '127.0.0.1', () => console.log(s.address().port))",
    ]);
    const port = await firstLine(other.stdout);
    const args = [...command, '--port', port, '--lang', 'en'];
    const child = start(process.execPath, args, {}, 'pipe');
    let said = '';
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
    expect(await within('its end', once(child, 'close'))).toEqual([1, null]);
    expect(said).toMatch(new RegExp(`^error: port ${port} is taken: [^\n]+\n$`));
    other.kill('SIGKILL');
  });

  test('leaves a folder without index.js out, and says so', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'functions-'));
    cpSync(path.join(functions, 'answering'), path.join(folder, 'answering'), { recursive: true });
    mkdirSync(path.join(folder, 'common'));
    const child = start(
      process.execPath,
      [...command, '--functions', folder, '--lang', 'zh'],
      {},
      'pipe',
    );
    const warning = await firstLine(child.stderr);
    expect(warning).toContain(`已跳过：${folder}: common has no index.js`);
    const ended = exitOf(child);
    child.kill('SIGTERM');
    expect(await ended).toEqual([0, null]);
    rmSync(folder, { recursive: true });
  });

  test('ends by itself when the npm that started it is killed', async () => {
    const script = `
      const { spawn } = require('node:child_process');
      spawn(process.execPath, ${JSON.stringify([...command, '--json'])}, { stdio: 'inherit' });
    `;
    const npm = start(process.execPath, ['-e', script], { npm_lifecycle_event: 'simulate' });
    const { url } = JSON.parse(await firstLine(npm.stdout));
    npm.kill('SIGKILL');
    await eventually('its end', async () => !(await isThere(url)));
  });
});
