import { Command, CommanderError } from 'commander';
import { colours } from './colours';
import { type Language, languageOf, languages, type Texts } from './language';
import { isStopping } from './stopSignals';
import { UsageError } from './usageError';

/** Where a command reads from and writes to; a test hands in its own. */
export interface Terminal {
  argv: readonly string[];
  env: Readonly<Record<string, string | undefined>>;
  out(text: string): void;
  err(text: string): void;
  /** Whether what has just failed is only a part of the process's end; nobody is told of it then. */
  isStopping?(): Promise<boolean>;
}

/** What a command's builder gets: the program to describe, and whom it speaks to. */
export interface CommandContext {
  program: Command;
  language: Language;
  terminal: Terminal;
  /** Call it with the exit code when the work is done; 0 where it is never called. */
  exit(code: number): void;
}

const titles: Readonly<Record<string, string>> = {
  'Usage:': '用法：',
  'Arguments:': '参数：',
  'Options:': '选项：',
  'Commands:': '命令：',
};

const helpText: Texts = { en: 'show this help', zh: '显示帮助' };
const langText: Texts = {
  en: 'language of the texts (default: by LC_ALL, LC_MESSAGES, LANG)',
  zh: '输出语言（默认取决于 LC_ALL、LC_MESSAGES、LANG）',
};
const hints: Texts = {
  en: 'Run it with --help for what is accepted.',
  zh: '用 --help 查看可用的参数。',
};
const wrong: Texts = { en: 'error:', zh: '错误：' };

/**
 * Runs one command of ours and resolves with its exit code: what the command gave to `exit`, 2 with
 * one line on stderr for bad usage (an unknown option, or a UsageError that the command threw), 1
 * with one line for any other error. Set `DEBUG` to see where such an error came from. Never rejects.
 */
export async function runCommand(
  name: string,
  describe: (context: CommandContext) => void,
  terminal: Terminal = processTerminal(),
): Promise<number> {
  const language = languageOf(terminal.argv, terminal.env);
  let exitCode = 0;
  const program = new Command(name)
    .exitOverride()
    .helpOption('-h, --help', helpText[language])
    .option('--lang <zh|en>', langText[language], isLanguage)
    .configureOutput({ writeOut: terminal.out, writeErr: () => {}, outputError: () => {} })
    .configureHelp({
      styleTitle: (title) => (language === 'zh' ? (titles[title] ?? title) : title),
    });
  try {
    describe({
      program,
      language,
      terminal,
      exit: (code) => {
        exitCode = code;
      },
    });
    await program.parseAsync(terminal.argv, { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return 0;
    const usage = error instanceof CommanderError || error instanceof UsageError;
    if (!usage && (await terminal.isStopping?.())) return 1;
    const text = error instanceof CommanderError ? usageText(error, language) : textOf(error);
    const gap = language === 'zh' ? '' : ' ';
    const hint = usage ? `${gap}${hints[language]}` : '';
    const stop = /[.。!?！？]$/.test(text) ? '' : language === 'zh' ? '。' : '.';
    terminal.err(`${colours.red(wrong[language])}${gap}${text}${usage ? stop : ''}${hint}\n`);
    if (terminal.env.DEBUG && error instanceof Error) terminal.err(`${error.stack}\n`);
    return usage ? 2 : 1;
  }
}

function isLanguage(asked: string): string {
  if (languages.some((language) => language === asked)) return asked;
  throw new UsageError(`--lang ${JSON.stringify(asked)}: zh | en`);
}

/** A message may be of several lines, such as an esbuild's; nobody wants its stack. */
function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** The process's own terminal. A reader that went away (`| head`) is no error of ours. */
function processTerminal(): Terminal {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
    });
  }
  return {
    argv: process.argv.slice(2),
    env: process.env,
    out: (text) => process.stdout.write(text),
    err: (text) => process.stderr.write(text),
    isStopping,
  };
}

/** Commander says its errors in English only; these say the same in Chinese, by commander's code. */
const chinese: Readonly<Record<string, string>> = {
  'commander.unknownOption': '没有这个选项：{0}',
  'commander.excessArguments': '参数太多',
  'commander.missingArgument': '缺少参数 {0}',
  'commander.optionMissingArgument': '选项 {0} 缺少取值',
  'commander.missingMandatoryOptionValue': '缺少必填选项 {0}',
  'commander.unknownCommand': '没有这个命令：{0}',
};

/** What commander complains of, as one line without `error:` before it. */
function usageText(error: CommanderError, language: 'zh' | 'en'): string {
  const english = error.message.replace(/^error: /, '').replace(/\s*\n\s*/g, ' ');
  const template = language === 'zh' ? chinese[error.code] : undefined;
  if (template === undefined) return english;
  const named = /'([^']*)'/.exec(english)?.[1] ?? '';
  return template.replace('{0}', named);
}
