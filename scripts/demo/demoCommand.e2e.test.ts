import { spawnSync } from 'node:child_process';
import { projectRoot } from '../build/projectRoot';
import { runCommand } from '../cli/runCommand';
import { fakeTerminal } from '../cli/testing/fakeTerminal';
import type { SimulatorClient } from '../simulator/cli/simulatorClient';
import { demoCommand } from './demoCommand';

async function demo(argv: string[], prepare?: (wechat: SimulatorClient) => Promise<unknown>) {
  const { terminal, written } = fakeTerminal(argv);
  const code = await runCommand('demo', demoCommand(prepare ? { prepare } : {}), terminal);
  return { code, ...written };
}

const limitMs = 60_000;

describe('npm run demo', () => {
  test(
    'shows every rule once as WeChat documents it, and a burst with no more calls than needed',
    async () => {
      const { code, out, err } = await demo(['--json']);
      expect({ code, err }).toEqual({ code: 0, err: '' });
      const { asDocumented, steps, burst } = JSON.parse(out);
      expect(asDocumented).toBe(true);
      const seen = steps.map((it: { errCode: number | null; typing: boolean }) => [
        it.errCode,
        it.typing,
      ]);
      expect(seen).toEqual([
        [45080, false],
        [0, true],
        [45081, true],
        [0, false],
        [0, true],
        [null, false],
        [0, false],
        [45080, false],
        [45072, false],
        [-401001, false],
        [-604101, false],
        [0, true],
      ]);
      expect(steps[1].lastMessage).toEqual({ from: 'customer', text: '在吗？' });
      expect(steps[6].lastMessage.from).toBe('service');
      expect(burst).toEqual({
        typingNeeded: 120,
        withTyping: { typing: 120, refused: 0, answered: 100, leftTyping: 0 },
        eachByItself: { typing: 200, refused: 160, answered: 100, leftTyping: 0 },
        asDocumented: true,
      });
    },
    limitMs,
  );

  test(
    'ends with 1 and a line where a message of the burst is not answered',
    async () => {
      const lost = { api: 'customerServiceMessage.send', errcode: 45015, skip: 1, times: 1 };
      const { code, out } = await demo([], (wechat) => wechat.post('/_sim/faults', lost));
      expect(code).toBe(1);
      expect(out).toMatch(/✘ A burst[^✔]*99 of 100 messages answered/);
    },
    limitMs,
  );

  test(
    'tells each step with its code, what it means and the customer’s screen, in both languages',
    async () => {
      const { code, out } = await demo([]);
      expect(code).toBe(0);
      expect(out).toMatch(/✔ 2\. .*\n +0 OK {2}.*\n[^✔]*对方正在输入…\n[^✔]*在吗？/);
      expect(out).toMatch(/✔ 10\..*stranger.*\n +-401001 NO_PERMISSION/);
      expect(out).toContain('Everything as WeChat documents it.');
      expect(out).toMatch(/What to do next[\s\S]*npm run simulate/);
      const chinese = await demo(['--lang', 'zh']);
      expect(chinese.out).toMatch(/✔ 3\. 马上再下发一次 Typing\n +45081 ALREADY_TYPING/);
      expect(chinese.out).toMatch(/全部与微信文档一致[\s\S]*接下来可以/);
    },
    limitMs,
  );

  test(
    'ends with 1 and a line at the step whose code is not as documented',
    async () => {
      const busy = { api: 'customerServiceMessage.setTyping', errcode: 45009, skip: 1, times: 1 };
      const { code, out } = await demo([], (wechat) => wechat.post('/_sim/faults', busy));
      expect(code).toBe(1);
      expect(out).toMatch(/✔ 1\./);
      expect(out).toMatch(/✘ 2\.[^✔]*✘ NOT AS DOCUMENTED: errCode 0 is due here, but it was 45009/);
      expect(out).toMatch(/\d+ of 13 not as documented/);
    },
    limitMs,
  );

  test(
    'ends with 1 and a line at the step whose screen is not as documented',
    async () => {
      const lost = { api: 'customerServiceMessage.send', errcode: 45015, times: 1 };
      const { code, out } = await demo(['--lang', 'zh'], (wechat) =>
        wechat.post('/_sim/faults', lost),
      );
      expect(code).toBe(1);
      expect(out).toMatch(/✘ 7\.[^✔]*✘ 与文档不符：此时客户的画面上不应显示“对方正在输入…”/);
    },
    limitMs,
  );

  test(
    'as a process it ends by itself: 0 when all is well, 2 for bad usage',
    () => {
      const run = (...argv: string[]) =>
        spawnSync(process.execPath, ['--import', 'tsx', 'scripts/demo.ts', ...argv], {
          cwd: projectRoot,
          encoding: 'utf8',
        });
      const { status, stdout } = run('--json');
      expect(status).toBe(0);
      expect(JSON.parse(stdout)).toMatchObject({ asDocumented: true });
      expect(run('--nope')).toMatchObject({ status: 2, stdout: '' });
      expect(run('--help')).toMatchObject({ status: 0, stdout: expect.stringContaining('--json') });
    },
    limitMs,
  );
});
