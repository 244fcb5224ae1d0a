import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { type AddressInfo, createServer } from 'node:net';
import type { Readable } from 'node:stream';
import { projectRoot } from '../build/projectRoot';

jest.setTimeout(60_000);

type Started = ChildProcessByStdio<null, Readable, Readable>;

describe('npm start', () => {
  const started: Started[] = [];

  afterEach(() => {
    for (const child of started.splice(0)) child.kill('SIGKILL');
  });

  function start(...args: string[]): Started {
    const child = spawn(
      process.execPath,
      ['--import', 'tsx', 'scripts/start.ts', '--no-open', ...args],
      {
        cwd: projectRoot,
        env: { ...process.env, LC_ALL: 'C', NO_COLOR: '1' },
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    );
    started.push(child);
    return child;
  }

  /** What it has said as soon as that matches. */
  function says(child: Started, pattern: RegExp): Promise<RegExpMatchArray> {
    return new Promise((resolve, reject) => {
      let said = '';
      const listen = (chunk: Buffer) => {
        said += chunk;
        const match = said.match(pattern);
        if (match) resolve(match);
      };
      child.stdout.on('data', listen);
      child.stderr.on('data', listen);
      child.once('exit', (code) => reject(new Error(`exit ${code}, having said: ${said}`)));
    });
  }

  const exitOf = (child: Started) =>
    new Promise<number | null>((resolve) => child.once('exit', resolve));

  test('prints one address and how long it took, serves the page there, and Ctrl-C ends it', async () => {
    const child = start('--port', '0');
    const [, url = ''] = await says(child, /See it at (http:\S+) +\(ready in [\d.]+ s\)/);
    expect(await (await fetch(url)).text()).toContain('/preview/shell.js');
    const exit = exitOf(child);
    child.kill('SIGINT');
    expect(await exit).toBe(0);
    await expect(fetch(url)).rejects.toThrow();
  });

  test('takes the next free port where one is taken, and says so', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as AddressInfo;
    const [, taken, free, printed] = await says(
      start('--port', String(port)),
      /Port (\d+) is taken, so it is (\d+)\.\nSee it at http:\/\/127\.0\.0\.1:(\d+)\//,
    );
    expect(Number(taken)).toBe(port);
    expect(printed).toBe(free);
    await new Promise((resolve) => other.close(resolve));
  });

  test.each([['x'], ['-1'], ['65536']])(
    'a port of %s is refused with one line and 2',
    async (port) => {
      const child = start(`--port=${port}`);
      const exit = exitOf(child);
      await says(child, /error: --port has to be a number, 0-65535.*\n$/);
      expect(await exit).toBe(2);
    },
  );
});
