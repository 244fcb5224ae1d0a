import { spawnSync } from 'node:child_process';
import { projectRoot } from '../build/projectRoot';

/** Once, as people run it; what it says in other cases is tested beside its parts. */
test('npm run demo shows every rule as WeChat documents it, and a burst with no more calls than needed', () => {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--require', 'tsx/cjs', 'scripts/demo.ts', '--json'],
    { cwd: projectRoot, encoding: 'utf8', timeout: 90_000 },
  );
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  const { asDocumented, steps, burst } = JSON.parse(stdout);
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
});
