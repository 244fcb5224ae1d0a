import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { startTestSimulator, type TestSimulator } from '../../simulator/testing/startTestSimulator';

const withTypingFolder = join(__dirname, '../../../cloudfunctions/shared/withTyping');

let home: string;
let simulator: TestSimulator;
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'copied-typing-'));
  await cp(join(__dirname, 'sample'), join(home, 'functions/answer'), { recursive: true });
  // A copy of the folder and nothing else: what it needed beside itself would be missing.
  await cp(withTypingFolder, join(home, 'typing'), {
    recursive: true,
    filter: (path) => !path.includes('testing') && !path.endsWith('.test.ts'),
  });
  await build({
    entryPoints: [join(home, 'typing/index.ts')],
    outfile: join(home, 'functions/answer/typing.js'),
    bundle: true,
    platform: 'node',
    target: 'node16',
    tsconfigRaw: {},
    logLevel: 'silent',
  });
  const openapi = ['customerServiceMessage.setTyping', 'customerServiceMessage.send'];
  const config = JSON.stringify({ permissions: { openapi } });
  await writeFile(join(home, 'functions/answer/config.json'), config);
  simulator = await startTestSimulator({
    functions: join(home, 'functions'),
    config: {
      messagePush: 'answer',
      functions: { answer: { timeoutMs: 60_000 } },
      options: { pushRedelivery: false },
    },
  });
});
afterAll(async () => {
  await simulator.close();
  await rm(home, { recursive: true, force: true });
});

test('the folder, copied by itself, works in somebody’s plain function with the SDK as transport', async () => {
  const openid = 'oSomebody';
  const customer = `/_sim/customers/${openid}`;
  let settled = false;
  const pushed = simulator.post(`${customer}/messages`, { content: '在吗' }).finally(() => {
    settled = true;
  });
  const typing: boolean[] = [];
  for (let second = 0; !settled && second < 60; second++) {
    await simulator.clock.advance(1_000);
    typing.push((await simulator.get(customer)).typing);
  }
  expect(settled).toBe(true);
  expect((await pushed).push.verdict.kind).toBe('success');
  const { messages } = await simulator.get(customer);
  expect(messages.map(({ text }: { text: { content: string } }) => text.content)).toEqual([
    '在吗',
    '您问的是：在吗',
  ]);
  const calls: { api: string; data: { command?: string }; answer: { errcode: number } }[] =
    await simulator.get('/_sim/calls');
  expect(calls.map(({ api, data, answer }) => [api, data.command, answer.errcode])).toEqual([
    ['customerServiceMessage.setTyping', 'Typing', 0],
    ['customerServiceMessage.setTyping', 'Typing', 0],
    ['customerServiceMessage.send', undefined, 0],
  ]);
  expect(typing.filter(Boolean).length).toBeGreaterThanOrEqual(18);
  expect(typing.at(-1)).toBe(false);
});

test('that function names no other file', async () => {
  const sample = await readFile(join(__dirname, 'sample/index.js'), 'utf8');
  expect(sample.match(/require\('\.[^']*'\)/g)).toEqual(["require('./typing')"]);
});
