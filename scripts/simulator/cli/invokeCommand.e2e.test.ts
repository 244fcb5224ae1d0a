import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommand } from '../../cli/runCommand';
import { within } from '../../cli/testing/eventually';
import { fakeTerminal } from '../../cli/testing/fakeTerminal';
import { type Simulator, startSimulator } from '../../simulator';
import { invokeCommand } from './invokeCommand';

const functions: Record<string, string> = {
  echo: `const cloud = require('wx-server-sdk'); cloud.init()
    exports.main = async (event) => { const { OPENID, SOURCE } = cloud.getWXContext(); console.log('heard'); return { event, OPENID, SOURCE } }`,
  success: `exports.main = async () => 'success'`,
  throws: `exports.main = async () => { throw new Error('out of order') }`,
  odd: `exports.main = async () => ({ errCode: 'E1' })`,
  typed: `exports.main = async () => ({ errCode: 45081, errMsg: 'openapi.customerServiceMessage.setTyping:fail typing' })`,
};

const projectRoot = join(__dirname, '../../..');

/** In the place of the table of codes. */
const explain = (errCode: unknown, { about, errMsg }: { about: string; errMsg: unknown }) => {
  const said = (language: string) => `${language}: ${errCode} of ${about}, ${errMsg}`;
  const texts = { en: said('en'), zh: said('zh') };
  return { errCode: Number(errCode), name: 'A_CODE', meaning: texts, remedy: texts };
};

let folder: string;
let simulator: Simulator;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'invoke-'));
  for (const [name, source] of Object.entries(functions)) {
    mkdirSync(join(folder, name));
    writeFileSync(join(folder, name, 'index.js'), source);
  }
  simulator = await startSimulator({ functions: folder });
});

afterAll(async () => {
  await simulator?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A port on which nobody listens, or, with an answer, one on which something else than a simulator does. */
async function otherServer(answer?: string): Promise<{ url: string; close(): void }> {
  const server = createServer((_request, response) => response.end(answer)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  if (answer === undefined) server.close();
  return { url, close: () => server.close() };
}

async function invoke(argv: string[], defaultUrl = simulator.url) {
  const { terminal, written } = fakeTerminal(argv);
  const prepareFunctions = async () => folder;
  const command = invokeCommand({ explain, prepareFunctions, defaultUrl });
  const code = await runCommand('invoke', command, terminal);
  return { code, ...written };
}

describe('npm run invoke', () => {
  test('explains the errCode by the function that answered it and its errMsg, and ends with 1', async () => {
    const { code, out, err } = await invoke(['typed']);
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({ errCode: 45081 });
    const explained = '45081 of typed, openapi.customerServiceMessage.setTyping:fail typing';
    expect(err).toContain(`45081 A_CODE  en: ${explained}\nNow: en: ${explained}`);
    const chinese = await invoke(['typed', '--lang', 'zh']);
    expect(chinese.err).toContain(`处理：zh: ${explained}`);
  });

  test('hands over event, caller and SOURCE, and shows what the function printed', async () => {
    const { code, out, err } = await invoke([
      'echo',
      '[1]',
      '--as',
      'oMe',
      '--source',
      'wx_client,scf',
    ]);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toEqual({ event: [1], OPENID: 'oMe', SOURCE: 'wx_client,scf' });
    expect(err).toContain('heard');
  });

  test('without --as nobody calls, without an event it is {}', async () => {
    const { out } = await invoke(['echo']);
    expect(JSON.parse(out)).toEqual({ event: { tcbContext: {} }, SOURCE: 'wx_http' });
  });

  test('a result without errCode is no failure', async () => {
    expect(await invoke(['success'])).toMatchObject({ code: 0, out: '"success"\n' });
  });

  test('an errCode that is no number is one', async () => {
    expect(await invoke(['odd'])).toMatchObject({ code: 1 });
  });

  test('a function that fails ends with 1, and callFunction’s rejection is explained', async () => {
    const { code, out, err } = await invoke(['throws']);
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({
      errCode: -504002,
      errMsg: expect.stringContaining('out of order'),
    });
    expect(err).toContain('-504002 of throws, cloud.callFunction:fail');
  });

  test('--json prints the whole outcome in one line, and nothing for people', async () => {
    const { code, out, err } = await invoke(['echo', '--json']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out.trimEnd()).not.toContain('\n');
    expect(JSON.parse(out)).toMatchObject({
      result: { SOURCE: 'wx_http' },
      requestID: expect.any(String),
      coldStart: expect.any(Boolean),
      durationMs: expect.any(Number),
      logs: ['heard'],
    });
  });

  test.each([
    ['an event that is not JSON', ['echo', '{command:1}'], /not JSON: \{command:1\}/],
    ['a function that there is not', ['nope'], /no function "nope"; there is .*throws/],
    ['what cannot be an OpenID', ['echo', '{}', '--as', 'o b'], /--as has to be an OpenID/],
    ['what cannot be a SOURCE', ['echo', '{}', '--source', 'a b'], /--source has to be/],
    ['what is no address', ['echo', '{}', '--url', 'localhost'], /--url has to be/],
    ['no function at all', [], /missing required argument 'function'/],
  ])('%s is bad usage: one line and 2', async (_what, argv, message) => {
    const { code, out, err } = await invoke(argv);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(message);
    expect(err.trimEnd()).not.toContain('\n');
  });

  test('a --url where nobody answers is said in one line', async () => {
    const { url } = await otherServer();
    const { code, err } = await invoke(['echo', '{}', '--url', url]);
    expect(code).toBe(1);
    expect(err).toContain(`no simulator answers at ${url}`);
  });

  test('a --url where something else answers is said in one line', async () => {
    for (const answer of ['<h1>hello</h1>', '{"hello":1}']) {
      const { url, close } = await otherServer(answer);
      const { code, err } = await invoke(['echo', '{}', '--url', url]);
      close();
      expect(code).toBe(1);
      expect(err).toContain(`what answers at ${url} is no simulator`);
    }
  });

  test('where no simulator runs it starts one for the call, and says so on stderr', async () => {
    const { url } = await otherServer();
    const { code, out, err } = await invoke(['echo', '{}', '--as', 'oMe'], url);
    expect([code, JSON.parse(out).OPENID]).toEqual([0, 'oMe']);
    expect(err).toContain(`No simulator at ${url}: starting one`);
  });

  test('as a process it ends by itself, with the same codes', async () => {
    const run = async (...argv: string[]) => {
      const child = spawn(
        process.execPath,
        ['--require', 'tsx/cjs', 'scripts/invoke.ts', ...argv, '--url', simulator.url],
        { cwd: projectRoot, stdio: 'ignore', timeout: 50_000, killSignal: 'SIGKILL' },
      );
      const [code] = await within(`the exit of ${argv[0]}`, once(child, 'exit'));
      return code;
    };
    expect(await Promise.all([run('success'), run('throws'), run('echo', '{')])).toEqual([0, 1, 2]);
  });
});
