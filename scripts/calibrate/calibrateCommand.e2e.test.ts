import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommand } from '../cli/runCommand';
import { fakeTerminal } from '../cli/testing/fakeTerminal';
import type { SimulatorConfig } from '../simulator/config/config';
import { startTestSimulator, type TestSimulator } from '../simulator/testing/startTestSimulator';
import { calibrateCommand } from './calibrateCommand';
import { actTexts } from './calibrateTexts';
import type { Person } from './person';

const appid = 'wxaaaaaaaaaaaaaaaa';
const secret = '0123456789abcdef0123456789abcdef';
const openid = 'oCalibrates_1234';

let folder: string;
let out: string;
let sim: TestSimulator;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'calibrate-'));
  out = join(folder, 'simulator.config.json');
});
afterEach(async () => {
  await sim?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Does on the simulator's phone what the command asks for, and looks at its screen. */
function personAt(simulator: TestSimulator): Person {
  const at = `/_sim/customers/${openid}`;
  return {
    async ask(question) {
      if (question.includes(actTexts.write.en))
        await simulator.post(`${at}/messages`, { content: '在吗' });
      else if (question.includes(actTexts.enter.en) || question.includes(actTexts.enterAgain.en))
        await simulator.post(`${at}/enter`, {});
      return /\[y/.test(question) ? 'y' : '';
    },
    askHidden: async () => secret,
  };
}

async function calibrate(
  config: SimulatorConfig = {},
  flags: string[] = [],
  env: Record<string, string> = {},
) {
  sim = await startTestSimulator({ config: { appid, secret, ...config } });
  const clock = {
    now: () => sim.clock.now(),
    wait: async (ms: number) => void (await sim.post('/_sim/clock', { advanceMs: ms })),
  };
  const given = ['--api', sim.url, '--appid', appid, '--openid', openid, '--kind', 'miniprogram'];
  const { terminal, written } = fakeTerminal([...given, '--out', out, ...flags], env);
  const command = calibrateCommand({ person: personAt(sim), clock });
  const code = await runCommand('npm run calibrate --', command, terminal);
  return { code, ...written, calls: await sim.get('/_sim/calls') };
}

test('finds out the options of a WeChat that differs in four points, and writes them beside what the file held', async () => {
  writeFileSync(out, JSON.stringify({ messagePush: 'mine', options: { chainedOpenid: false } }));
  const options = {
    enteringCounts: true,
    cancelWhenNobodyTypes: 45080,
    quotaOnAction: 'largest-limit',
    unknownToken: 40014,
  } as const;
  const { code, out: said } = await calibrate({ options });
  expect(code).toBe(0);
  expect(JSON.parse(readFileSync(out, 'utf8'))).toEqual({
    messagePush: 'mine',
    options: { chainedOpenid: false, ...options },
  });
  expect(said).toContain('with the options below');
  expect(said).not.toContain('no option of the simulator');
  expect(said).toMatch(/Still open.*pushSource/);
});

test('says that nothing is to be turned where WeChat does as the simulator, and writes nothing', async () => {
  const { code, out: said, calls } = await calibrate();
  expect(code).toBe(0);
  expect(said).toContain('no option to turn');
  expect(existsSync(out)).toBe(false);

  const [, typings, messages] = /makes (\d+) Typing .* at most (\d+) short/.exec(said) ?? [];
  const apis = calls.map(({ api }: { api: string }) => api.split('.').pop());
  expect(apis.filter((api: string) => api === 'setTyping')).toHaveLength(Number(typings));
  expect(apis.filter((api: string) => api === 'send')).toHaveLength(Number(messages));
});

test('shows neither the secret nor the whole OpenID', async () => {
  const { out: said, err } = await calibrate({}, [], { WX_APPSECRET: secret });
  expect(said).toContain(`OpenID …${openid.slice(-4)},`);
  expect(said + err).not.toContain(secret);
  expect(said + err).not.toContain(openid);
});

test('ends with WeChat’s own code where the account is refused, having called nothing else', async () => {
  const { code, err, calls } = await calibrate({}, [], { WX_APPSECRET: 'wrong' });
  expect(code).toBe(1);
  expect(err).toContain('40125');
  expect(calls.map(({ api }: { api: string }) => api)).toEqual(['stable_token']);
});

test.each([
  ['an address with credentials', ['--api', 'https://a:b@example.com']],
  ['plain http elsewhere', ['--api', 'http://example.com']],
  ['another kind of account', ['--kind', 'shop']],
  ['no AppID', ['--appid', 'nobody']],
  ['no OpenID', ['--openid', 'not one']],
])('%s is bad usage, and nothing is called', async (_what, flags) => {
  const { code, calls } = await calibrate({}, flags);
  expect(code).toBe(2);
  expect(calls).toEqual([]);
});

test('a file that is no JSON is left as it is', async () => {
  writeFileSync(out, '{ "options": ');
  const { code, calls } = await calibrate();
  expect(code).toBe(2);
  expect(calls).toEqual([]);
  expect(readFileSync(out, 'utf8')).toBe('{ "options": ');
});

test('somebody who does not go on has called nothing', async () => {
  sim = await startTestSimulator({ config: { appid, secret } });
  const { terminal, written } = fakeTerminal(
    ['--api', sim.url, '--appid', appid, '--openid', openid, '--kind', 'official'],
    { WX_APPSECRET: secret },
  );
  const person: Person = { ask: async () => '', askHidden: async () => '' };
  expect(await runCommand('calibrate', calibrateCommand({ person }), terminal)).toBe(0);
  expect(written.out).toContain('Nothing was called.');
  expect(await sim.get('/_sim/calls')).toEqual([]);
});
