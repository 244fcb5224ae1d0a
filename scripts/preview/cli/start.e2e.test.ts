import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { projectRoot } from '../../build/projectRoot';
import { writeProject } from '../../build/testing/writeProject';
import { eventually, within } from '../../cli/testing/eventually';

/** Of each wait, under load: nobody waits for it where all is well. */
const limitMs = 90_000;

interface Started {
  child: ChildProcessByStdio<null, Readable, Readable>;
  /** What it has said so far, on either stream. */
  said(): string;
  /** Resolves with the match as soon as what it said matches. */
  says(pattern: RegExp): Promise<RegExpMatchArray>;
  /** Its exit code, once it and its pipes are gone. */
  exit: Promise<number | null>;
}

describe('npm start', () => {
  const started: Started[] = [];
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'preview-start-'));
  });

  afterAll(() => rm(folder, { recursive: true, force: true }));

  afterEach(() => {
    for (const { child } of started.splice(0)) child.kill('SIGKILL');
  });

  const start = (...args: string[]) => run('scripts/start.ts', ['--no-open', ...args]);

  function run(script: string, args: string[], env: Record<string, string> = {}): Started {
    const child = spawn(process.execPath, ['--require', 'tsx/cjs', script, ...args], {
      cwd: projectRoot,
      env: { ...process.env, LC_ALL: 'C', NO_COLOR: '1', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      // A process group, as a terminal makes one.
      detached: true,
    });
    let said = '';
    const listeners = new Set<() => void>();
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => {
        said += chunk;
        for (const listener of listeners) listener();
      });
    }
    const exit = new Promise<number | null>((resolve) => child.once('close', resolve));
    const one: Started = {
      child,
      said: () => said,
      exit: within(() => `its end, having said: ${said}`, exit, limitMs),
      says: (pattern) => {
        const matched = new Promise<RegExpMatchArray>((resolve, reject) => {
          const look = () => {
            const match = said.match(pattern);
            if (match) resolve(match);
          };
          listeners.add(look);
          look();
          exit.then((code) => reject(new Error(`exit ${code}, having said: ${said}`)));
        });
        return within(() => `${pattern} in what it said: ${said}`, matched, limitMs);
      },
    };
    // Asked for by some tests only.
    one.exit.catch(() => {});
    started.push(one);
    return one;
  }

  test('says that it has begun, then one address and how long it took, serves the page there, and Ctrl-C ends it', async () => {
    const { child, says, exit } = start('--port', '0');
    const [whole, url = ''] = await says(/^[\s\S]*See it at (http:\S+) +\(ready in [\d.]+ s\)/);
    expect(whole).toMatch(/^Starting the preview…\n/);
    expect(await (await fetch(url)).text()).toContain('/preview/shell.js');
    child.kill('SIGINT');
    expect(await exit).toBe(0);
    await expect(fetch(url)).rejects.toThrow();
  });

  test('takes the next free port where one is taken, and says so', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as AddressInfo;
    const { child, says, exit } = start('--port', String(port));
    const [, taken, free, printed] = await says(
      /Port (\d+) is taken, so it is (\d+)\.\nSee it at http:\/\/127\.0\.0\.1:(\d+)\//,
    );
    expect(Number(taken)).toBe(port);
    expect(printed).toBe(free);
    child.kill('SIGTERM');
    expect(await exit).toBe(0);
    await new Promise((resolve) => other.close(resolve));
  });

  test.each([
    ['a port that is none', ['--port=65536'], 2, /^error: --port has to be a number, 0-65535.*\n$/],
    ['--push alone', ['--push', 'x'], 2, /^error: --push goes with --functions <folder>.*\n$/],
    [
      'no such folder of functions',
      ['--functions', 'no/such/folder'],
      1,
      /^Starting the preview…\nerror: .*no\/such\/folder.*\n$/,
    ],
    [
      'no such function for --push',
      ['--functions', 'scripts/simulator/fixtures/functions', '--push', 'nobody'],
      1,
      /^Starting the preview…\nerror: .*"nobody".*\n$/,
    ],
    [
      'no such configuration file',
      ['--functions', 'scripts/simulator/fixtures/functions', '--config', 'gone.json'],
      1,
      /^Starting the preview…\nerror: .*gone\.json.*\n$/,
    ],
  ])('%s: one line, its exit code, and it ends by itself', async (_what, args, code, line) => {
    const { said, exit } = start('--port=0', ...args);
    expect(await exit).toBe(code);
    expect(said()).toMatch(line);
  });

  test.each([
    ['a folder that cannot be written', { outDir: 'a-file/dist' }, /cannot write to .*a-file/],
    ['a checkout without sources', { root: '.', outDir: 'dist' }, /no such file or directory/],
  ])('%s: one line, 1, and it ends by itself', async (_what, folders, line) => {
    await writeFile(join(folder, 'a-file'), '');
    const places = Object.fromEntries(
      Object.entries(folders).map(([name, path]) => [name, join(folder, path)]),
    );
    const { said, exit } = run(
      'scripts/preview/cli/testing/startIn.ts',
      ['--no-open', '--port=0'],
      {
        START_IN: JSON.stringify(places),
      },
    );
    expect(await exit).toBe(1);
    const errors = said()
      .split('\n')
      .filter((each) => /^error:/.test(each));
    expect(errors).toHaveLength(1);
    expect(errors[0]).toMatch(line);
    expect(said()).not.toMatch(/^ +at /m);
  });

  test('Ctrl-C in the middle of a build, which all its processes get: it ends at once, says nothing and leaves nothing', async () => {
    const project = await writeProject();
    const temp = join(folder, 'temp');
    await mkdir(temp);
    // A function that takes its time to load keeps the build from being done.
    const sleeping = 'Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 9_000);';
    await project.write('cloudfunctions/slow/index.ts', `${sleeping} export const main = () => 1;`);
    const { child, says, said, exit } = run(
      'scripts/preview/cli/testing/startIn.ts',
      ['--no-open', '--port=0'],
      {
        START_IN: JSON.stringify({ root: project.root, outDir: join(folder, 'new') }),
        TMPDIR: temp,
      },
    );
    await says(/building…\n/);
    const ours = async () => (await readdir(temp)).filter((name) => /wechat/.test(name));
    await eventually('a build under way', async () => (await ours()).length > 0);
    process.kill(-(child.pid ?? 0), 'SIGINT');
    expect(await exit).toBe(130);
    expect(said()).toBe('Starting the preview…\nbuilding…\n');
    expect(await ours()).toEqual([]);
    await project.remove();
  });
});
