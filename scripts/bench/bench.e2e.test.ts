import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommand } from '../cli/runCommand';
import { fakeTerminal } from '../cli/testing/fakeTerminal';
import { benchCommand } from './benchCommand';
import { type Contender, prepare } from './contenders';
import { measure } from './measure';
import { startStage } from './stage';

// Much is built and run, if only once.
async function bench(...argv: string[]) {
  const { terminal, written } = fakeTerminal(argv);
  const code = await runCommand('bench', benchCommand, terminal);
  return { code, ...written };
}

describe('npm run bench', () => {
  test('runs what is built and what it is held against, and finds every answer right', async () => {
    // Without the two whose packages are copied, which takes longer than all the others.
    const only: Contender[] = [
      'naive',
      'ours',
      'floor',
      'answerNaive',
      'answerOurs',
      'answerFloor',
    ];
    const folder = mkdtempSync(join(tmpdir(), 'wechat-typing-bench-test-'));
    const stage = await startStage();
    try {
      const prepared = await prepare(folder, only);
      const progress: string[] = [];
      const { figures, wrong } = await measure({
        prepared,
        stage,
        only,
        node: process.execPath,
        runs: 1,
        calls: 3,
        instructions: false,
        progress: (step) => void progress.push(step),
      });
      expect({ wrong, strangers: stage.strangers() }).toEqual({ wrong: [], strangers: 0 });
      expect(progress).toEqual([...only, ...only, 'warm']);
      for (const name of only) {
        const { firstTypingMs, firstAnswerMs, cpuMs, warmMs } = figures[name];
        expect(firstTypingMs?.median).toBeGreaterThan(0);
        expect(firstTypingMs?.median).toBeLessThanOrEqual(firstAnswerMs.median);
        expect(cpuMs.median).toBeGreaterThan(0);
        expect(warmMs === undefined).toBe(name.startsWith('answer'));
      }
      // No other work on the machine can spoil this one.
      expect(figures.ours.zipKb).toBeLessThan(figures.naive.zipKb);
    } finally {
      await stage.close();
      rmSync(folder, { recursive: true, force: true });
    }
  });

  test.each([
    [['--runs', '0'], '--runs "0"'],
    [['--calls', 'many'], '--calls "many"'],
  ])('%j is bad usage', async (argv, text) => {
    const { code, err } = await bench(...argv);
    expect(code).toBe(2);
    expect(err).toContain(text);
  });

  test('a Node that is not there is one clear line', async () => {
    const { code, err } = await bench('--node', '/no/such/node');
    expect(code).toBe(1);
    expect(err).toContain('/no/such/node');
    expect(err.trimEnd().split('\n')).toHaveLength(1);
  });
});
