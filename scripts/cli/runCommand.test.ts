import { type CommandContext, runCommand } from './runCommand';
import { fakeTerminal } from './testing/fakeTerminal';
import { UsageError } from './usageError';

async function run(
  argv: string[],
  action: (context: CommandContext) => void | Promise<void> = () => {},
  env: Record<string, string> = {},
) {
  const { terminal, written } = fakeTerminal(argv, env);
  const code = await runCommand(
    'greet',
    (context) => {
      context.program
        .description('says hello')
        .argument('<whom>', 'whom to greet')
        .option('--loud <n>', 'how loud')
        .action(() => action(context));
    },
    terminal,
  );
  return { code, ...written };
}

describe('runCommand', () => {
  test('gives the exit code that the command chose', async () => {
    expect(await run(['you'], ({ exit }) => exit(1))).toEqual({ code: 1, out: '', err: '' });
    expect((await run(['you'])).code).toBe(0);
  });

  test.each([
    ['an unknown option', ['you', '--nope'], /unknown option '--nope'/, /没有这个选项：--nope/],
    ['a missing argument', [], /missing required argument 'whom'/, /缺少参数 whom/],
    ['too many arguments', ['a', 'b'], /too many arguments/, /参数太多/],
    ['an option without its value', ['a', '--loud'], /--loud <n>/, /选项 --loud <n> 缺少取值/],
    [
      'a language that we do not speak',
      ['a', '--lang', 'fr'],
      /--lang "fr": zh \| en/,
      /--lang "fr"/,
    ],
  ])('answers %s with one line on stderr and 2', async (_what, argv, english, chinese) => {
    for (const [env, text] of [
      [{}, english],
      [{ LANG: 'zh_CN' }, chinese],
    ] as const) {
      const { code, out, err } = await run(argv, undefined, env);
      expect(code).toBe(2);
      expect(out).toBe('');
      expect(err).toMatch(text);
      expect(err.trimEnd().split('\n')).toHaveLength(1);
    }
  });

  test('a UsageError of the command counts as bad usage', async () => {
    const { code, err } = await run(['you'], () => {
      throw new UsageError('no such person: "you"');
    });
    expect(code).toBe(2);
    expect(err).toContain('no such person: "you". Run it with --help');
  });

  test('any other error is one line and 1, its stack only with DEBUG', async () => {
    const fail = () => Promise.reject(new Error('port 8400 is taken'));
    const quiet = await run(['you'], fail);
    expect(quiet).toMatchObject({ code: 1, err: expect.stringContaining('port 8400 is taken') });
    expect(quiet.err).not.toContain(' at ');
    expect((await run(['you'], fail, { DEBUG: '1' })).err).toContain(' at ');
  });

  test('--help speaks on stdout, in the language asked for, and is no error', async () => {
    const english = await run(['--help']);
    expect(english).toMatchObject({ code: 0, err: '' });
    expect(english.out).toMatch(/Usage:.*greet[\s\S]*--loud <n>/);
    expect((await run(['--help', '--lang', 'zh'])).out).toMatch(/用法：.*greet[\s\S]*显示帮助/);
  });
});
