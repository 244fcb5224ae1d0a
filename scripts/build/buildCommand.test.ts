import { runCommand } from '../cli/runCommand';
import { eventually } from '../cli/testing/eventually';
import { fakeTerminal } from '../cli/testing/fakeTerminal';
import { buildCommand } from './buildCommand';
import { type Project, writeProject } from './testing/writeProject';

let project: Project;
beforeEach(async () => {
  project = await writeProject();
});
afterEach(() => project.remove());

/** Runs `npm run build` with these words, in the project. */
function start(...argv: string[]) {
  const { terminal, written } = fakeTerminal(argv);
  let stop = () => {};
  const stopped = new Promise<void>((resolve) => {
    stop = resolve;
  });
  const command = buildCommand({ root: project.root, whenStopped: () => stopped });
  const code = runCommand('build', command, terminal);
  return { code, written, stop: () => stop() };
}

describe('npm run build', () => {
  test('tells each file with its size, and how long it took', async () => {
    const { code, written } = start();
    expect(await code).toBe(0);
    expect(written.out).toMatch(/cloudfunctions\/greet\/index\.js +\d+\.\d KB\n/);
    expect(written.out).toMatch(/built in \d+ ms\n$/);
    expect(written.err).toBe('');
  });

  test('ends with 1 and the place of the mistake', async () => {
    await project.write('cloudfunctions/greet/index.ts', 'export const = 2;');
    const { code, written } = start();
    expect(await code).toBe(1);
    expect(written.err).toMatch(/^cloudfunctions\/greet\/index\.ts:1:14: Expected identifier.*\n$/);
    expect(written.out).toBe('');
  });

  test('warns of a call that config.json does not permit, and builds all the same', async () => {
    await project.write(
      'cloudfunctions/greet/index.ts',
      `const cloud = require('wx-server-sdk');
       export const main = () => cloud.openapi.customerServiceMessage.setTyping({});`,
    );
    const { code, written } = start();
    expect(await code).toBe(0);
    expect(written.out).toMatch(/built in/);
    expect(written.err).toMatch(
      /^warning: \S*cloudfunctions\/greet\/index\.ts:2:\d+: .*customerServiceMessage\.setTyping.*\n$/,
    );
  });

  test('refuses what it does not know', async () => {
    expect(await start('--wach').code).toBe(2);
    expect(await start('extra').code).toBe(2);
  });

  test('--watch builds at each change, survives mistakes and says so', async () => {
    const { code, written, stop } = start('--watch');
    await eventually('what build says', () => written.out.includes('watching'));

    await project.write('cloudfunctions/shared/shout.ts', 'export const shout = (');
    await eventually('what build says', () => written.err.includes('waiting for the next change'));
    expect(written.err).toMatch(/cloudfunctions\/shared\/shout\.ts:1:\d+: Unexpected end of file/);

    const before = written.out.length;
    await project.write('cloudfunctions/shared/shout.ts', 'export const shout = String;');
    await eventually('what build says', () => written.out.slice(before).includes('built in'));
    expect(written.out.slice(before)).toContain('cloudfunctions/shared/shout.ts has changed');

    stop();
    expect(await code).toBe(0);
  });

  test('--watch waits for a first build that can be made', async () => {
    await project.write('miniprogram/app.json', '{');
    const { code, written, stop } = start('--watch');
    await eventually('what build says', () => written.out.includes('watching'));
    expect(written.err).toMatch(/miniprogram\/app\.json:1:2: not valid JSON/);
    await project.write('miniprogram/app.json', '{}');
    await eventually('what build says', () => written.out.includes('built in'));
    stop();
    expect(await code).toBe(0);
  });
});
