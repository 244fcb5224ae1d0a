import { runCommand } from '../cli/runCommand';
import { fakeTerminal } from '../cli/testing/fakeTerminal';
import { benchCommand } from './benchCommand';

// Everything is built and run, if only once.
jest.setTimeout(120_000);

async function bench(...argv: string[]) {
  const { terminal, written } = fakeTerminal(argv);
  const code = await runCommand('bench', benchCommand, terminal);
  return { code, ...written };
}

describe('npm run bench', () => {
  test('runs every contender, and finds every answer right', async () => {
    const { code, out, err } = await bench('--runs', '1', '--calls', '10', '--json');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const { contenders, ratios, wrong, strangers } = JSON.parse(out);
    expect({ wrong, strangers }).toEqual({ wrong: [], strangers: 0 });
    expect(Object.keys(contenders)).toEqual(['sample', 'naive', 'ours', 'raw', 'floor', 'bare']);
    // Of the ratios only those that no other work on the machine can spoil.
    for (const name of ['require', 'zip', 'memory', 'burst']) {
      expect(ratios.find((ratio: { name: string }) => ratio.name === name)).toMatchObject({
        met: true,
      });
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
