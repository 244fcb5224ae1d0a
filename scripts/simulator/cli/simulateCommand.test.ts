import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runCommand } from '../../cli/runCommand';
import { fakeTerminal } from '../../cli/testing/fakeTerminal';
import { simulateCommand } from './simulateCommand';

const folder = mkdtempSync(path.join(tmpdir(), 'simulate-'));
afterAll(() => rmSync(folder, { recursive: true }));

function write(file: string, text: string): string {
  const target = path.join(folder, file);
  mkdirSync(path.dirname(target), { recursive: true });
  writeFileSync(target, text);
  return target;
}
write('functions/answering/index.js', "exports.main = async () => 'success';");
write('functions/.hidden/readme', '');
write('functions/node_modules/some-package/index.js', '');
write('functions/typed/index.ts', 'export const main = () => 1;');
write('broken/answering/package.json', '{}');
const functions = path.join(folder, 'functions');

async function run(...argv: string[]) {
  const { terminal, written } = fakeTerminal(['--lang', 'en', '--port', '0', ...argv]);
  const code = await runCommand('simulate', simulateCommand, terminal);
  return { code, ...written };
}

describe('npm run simulate ends with one line that says what to mend where', () => {
  test.each([
    ['no folder is there', ['--functions', path.join(folder, 'nothing')], 1, 'no such folder: '],
    [
      'no folder has an index.js',
      ['--functions', path.join(folder, 'broken')],
      1,
      'has no index.js: a function’s folder needs one',
    ],
    [
      'the function for pushes is TypeScript that nobody has compiled',
      ['--functions', functions, '--push', 'typed'],
      1,
      'typed has index.ts but no index.js: compile it first (npx esbuild typed/index.ts',
    ],
    ['the port is none', ['--port', 'http'], 2, '--port has to be a number, 0-65535'],
    ['the port is beyond the last', ['--port', '65536'], 2, '--port has to be a number'],
    ['an option is unknown', ['--prot', '1'], 2, "unknown option '--prot'"],
    ['a word is too much', ['now'], 2, 'too many arguments'],
    [
      'push names no function',
      ['--functions', functions, '--push', 'answer'],
      1,
      'no function "answer" in ',
    ],
    [
      'the configuration is not there',
      ['--config', 'nothing.json'],
      1,
      'nothing.json: cannot be read',
    ],
    [
      'the configuration is no JSON',
      ['--config', write('text.json', 'appid=wx')],
      1,
      'text.json: not valid JSON',
    ],
    [
      'the configuration has an unknown key',
      ['--config', write('key.json', '{"apid":"wx1"}')],
      1,
      'key.json: unknown key "apid"; known here: appid, secret, messagePush',
    ],
    [
      'an option of the configuration is unknown',
      ['--config', write('option.json', '{"options":{"entering":true}}')],
      1,
      'option.json: unknown key "options.entering"; known here: enteringCounts,',
    ],
    [
      'a function of the configuration is not there',
      ['--functions', functions, '--config', write('fn.json', '{"functions":{"nobody":{}}}')],
      1,
      'no function "nobody" in ',
    ],
  ])('%s', async (_where, argv, code, message) => {
    const result = await run(...argv);
    expect(result.err.replaceAll("'s", '’s')).toContain(message.replaceAll("'s", '’s'));
    expect(result.err.trimEnd()).not.toContain('\n');
    expect([result.code, result.out]).toEqual([code, '']);
  });

  test('the port is taken', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as AddressInfo;
    const { code, err } = await run('--functions', functions, '--port', String(port));
    expect([code, err]).toEqual([1, expect.stringContaining(`port ${port} is taken`)]);
    await new Promise((resolve) => other.close(resolve));
  });
});

test('--help tells every option, in Chinese, too', async () => {
  const { out, code } = await run('--help');
  for (const option of ['--port', '--functions', '--config', '--push', '--json']) {
    expect(out).toContain(option);
  }
  expect(code).toBe(0);
  const chinese = fakeTerminal(['--help', '--lang', 'zh']);
  await runCommand('simulate', simulateCommand, chinese.terminal);
  expect(chinese.written.out).toContain('云函数目录');
});
