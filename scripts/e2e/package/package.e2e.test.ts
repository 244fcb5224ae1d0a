import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { within } from '../../cli/testing/eventually';

const root = path.join(__dirname, '../../..');
const modules = path.join(root, 'node_modules');

let home: string;
let project: string;
let packed: { filename: string; size: number; files: { path: string }[] };

/** As somebody would type it in the project; what npm says to the tests' own run is not inherited. */
function run(command: string, args: string[], cwd = project) {
  const env = Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !/^(npm_|JEST_|NODE_OPTIONS|INIT_CWD)/.test(name),
    ),
  );
  return new Promise<{ code: number; out: string; err: string }>((resolve) => {
    execFile(command, args, { cwd, env, timeout: 60_000 }, (error, out, err) => {
      resolve({ code: error ? Number(error.code ?? 1) : 0, out, err });
    });
  });
}

const wechatTyping = (...args: string[]) => run('node_modules/.bin/wechat-typing', args);

beforeAll(async () => {
  home = await mkdtemp(path.join(tmpdir(), 'package-'));
  project = path.join(home, 'project');
  const pack = await run('npm', ['pack', '--json', '--pack-destination', home], root);
  if (pack.code !== 0) throw new Error(pack.err);
  packed = JSON.parse(pack.out.slice(pack.out.indexOf('[')))[0];

  await cp(path.join(__dirname, 'consumer'), project, { recursive: true });
  await writeSamples();
  await writeFile(path.join(project, 'package.json'), '{"name":"consumer","private":true}');
  // Its peer, wx-server-sdk, is taken from here, so that nothing has to be fetched.
  const install = ['install', '--offline', '--legacy-peer-deps', '--no-audit', '--no-fund'];
  const { code, err } = await run('npm', [...install, path.join(home, packed.filename)]);
  if (code !== 0) throw new Error(err);
  await symlink(
    path.join(modules, 'wx-server-sdk'),
    path.join(project, 'node_modules/wx-server-sdk'),
  );
});
afterAll(() => rm(home, { recursive: true, force: true }));

/** What docs/testing-and-ci.md tells a reader to write, and its mocked SDK. */
async function writeSamples(): Promise<void> {
  const page = await readFile(path.join(root, 'docs/testing-and-ci.md'), 'utf8');
  const blocks = [...page.matchAll(/^( *)```\w+\n([\s\S]*?)^ *```$/gm)].map(
    ([, indent = '', code = '']) => code.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
  );
  const samples: Record<string, string> = {
    'cloudfunctions/answer/index.js': 'cloud.init(',
    'cloudfunctions/answer/config.json': '"permissions"',
    'answer.test.js': 'await startSimulator(',
    'mock.test.js': 'jest.mock(',
  };
  await mkdir(path.join(project, 'cloudfunctions/answer'));
  for (const [file, sign] of Object.entries(samples)) {
    const code = blocks.find((block) => block.includes(sign));
    if (code === undefined) throw new Error(`no sample with ${sign} in docs/testing-and-ci.md`);
    await writeFile(path.join(project, file), code);
  }
}

test('it is small, brings nothing along and needs nothing', async () => {
  expect(packed.size).toBeLessThan(1_000_000);
  expect(await readdir(path.join(project, 'node_modules'))).toEqual([
    '.bin',
    '.package-lock.json',
    'wechat-typing',
    'wx-server-sdk',
  ]);
  const files = packed.files.map((file) => file.path);
  const known = /^(dist\/package\/|package\.json|README(\.zh-CN)?\.md|LICENSE)/;
  expect(files.filter((file) => !known.test(file))).toEqual([]);
  const licences = files.find((file) => file.endsWith('LICENSES.txt')) ?? '';
  const text = await readFile(path.join(project, 'node_modules/wechat-typing', licences), 'utf8');
  for (const name of ['fastify', 'protobufjs', 'typescript', 'mingo', '@sinonjs/fake-timers']) {
    expect(text).toMatch(new RegExp(`^(.*, )?${name} \\d`, 'm'));
  }
});

describe('the command', () => {
  test('tells what it can be asked for, under its own name, in both languages', async () => {
    const { code, out } = await wechatTyping('--help', '--lang', 'en');
    expect([code, out]).toEqual([0, expect.stringMatching(/simulate .*\n.*invoke .*\n.*check /)]);
    for (const verb of ['simulate', 'invoke', 'check']) {
      for (const language of ['en', 'zh']) {
        const help = await wechatTyping(verb, '--help', '--lang', language);
        expect([help.code, help.err]).toEqual([0, '']);
        expect(help.out).toContain(`wechat-typing ${verb}`);
        expect(help.out).not.toContain('npm run');
      }
    }
    expect(await wechatTyping('simulat', '--lang', 'zh')).toMatchObject({ code: 2, out: '' });
    expect((await wechatTyping('--version')).out).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  test('invoke finds the functions by project.config.json and explains the answer', async () => {
    const { code, out, err } = await wechatTyping('invoke', 'hello', '{}', '--as', 'oMe');
    expect([code, JSON.parse(out)]).toEqual([1, expect.objectContaining({ errCode: -504002 })]);
    expect(err).toContain('45080');
  });

  test('simulate runs until it is stopped, and says which folder it left out and why', async () => {
    const child = spawn('node_modules/.bin/wechat-typing', ['simulate', '--port', '0', '--json'], {
      cwd: project,
      timeout: 50_000,
      killSignal: 'SIGKILL',
    });
    let err = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      err += text;
    });
    const first = once(createInterface({ input: child.stdout }), 'line');
    const [line] = await within('the address', first);
    expect(JSON.parse(line).url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    child.kill('SIGTERM');
    expect((await within('its end', once(child, 'close')))[0]).toBe(0);
    expect(err).toMatch(/typed .*index\.ts.*npx esbuild/);
  });

  test('check reads the functions', async () => {
    const { code, out } = await wechatTyping('check', '--json');
    expect([code, JSON.parse(out)]).toEqual([
      0,
      {
        functions: [
          { name: 'answer', permissions: ['customerServiceMessage.send'] },
          {
            name: 'hello',
            permissions: ['customerServiceMessage.setTyping', 'customerServiceMessage.send'],
          },
          { name: 'typed', permissions: [] },
        ],
        findings: [],
        written: [],
      },
    ]);
  });
});

test('tests in Jest: one with faked timers, and those that the docs show', async () => {
  const jestBin = path.join(modules, 'jest/bin/jest.js');
  const options = ['--rootDir', project, '--transform', '{}', '--testMatch', '**/*.test.js'];
  const { code, err } = await run(process.execPath, [jestBin, ...options, '--no-watchman']);
  expect(err).toContain('5 passed');
  expect(code).toBe(0);
});

test('ES modules under node:test', async () => {
  const { code, out } = await run(process.execPath, ['--test', 'hello.mjs']);
  expect([code, out]).toEqual([0, expect.stringContaining('pass 1')]);
});

test.each([
  ['strictly, for require and for import', 'tsconfig.json'],
  ['as older projects resolve modules', 'tsconfig.older.json'],
])('its types, %s', async (_how, config) => {
  const tsc = path.join(modules, 'typescript/bin/tsc');
  // TypeScript's own declarations are no part of the package.
  const args = [tsc, '-p', config, '--skipDefaultLibCheck'];
  expect(await run(process.execPath, args)).toMatchObject({ code: 0, out: '' });
});
