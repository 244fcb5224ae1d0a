import { createServer } from 'node:net';
import { colours } from '../../cli/colours';
import { fill } from '../../cli/fill';
import type { Texts } from '../../cli/language';
import type { CommandContext } from '../../cli/runCommand';
import { untilStopped } from '../../cli/stopSignals';
import { UsageError } from '../../cli/usageError';
import { readConfig } from '../../simulator/config/readConfig';
import { describeProblem, type Problem } from '../compile/problem';
import type { StartPreviewOptions } from '../startPreview';

/** What `npm start` says, in both languages. */
const startTexts = {
  description: {
    en: 'Shows the mini program in your browser beside the customer’s WeChat, on a simulator of WeChat and CloudBase; with --functions, your own functions. Ctrl-C ends everything.',
    zh: '在浏览器里打开小程序和客户的微信，背后是微信和云开发的模拟器；加上 --functions 则使用你自己的云函数。按 Ctrl-C 全部结束。',
  },
  port: {
    en: 'port on 127.0.0.1, or the next free one; 0 takes any free one',
    zh: '127.0.0.1 上的端口，被占用时用下一个空闲端口；0 表示任选空闲端口',
  },
  functions: {
    en: 'your own folder of cloud functions, one subfolder with index.js each: a form calls them in place of the mini program',
    zh: '你自己的云函数目录，每个子目录是一个含 index.js 的云函数：小程序的位置换成调用表单',
  },
  push: {
    en: 'with --functions: the function that gets customers’ messages',
    zh: '与 --functions 一起使用：接收客服消息推送的云函数',
  },
  config: {
    en: 'with --functions: configuration file of the simulator (JSON)',
    zh: '与 --functions 一起使用：模拟器的配置文件（JSON）',
  },
  open: { en: 'do not open a browser', zh: '不打开浏览器' },
  badPort: {
    en: '--port has to be a number, 0-65535',
    zh: '--port 应为 0-65535 的数字',
  },
  needsFunctions: {
    en: '{option} goes with --functions <folder>',
    zh: '{option} 要与 --functions <folder> 一起使用',
  },
  starting: { en: 'Starting the preview…', zh: '正在启动预览…' },
  building: { en: 'building…', zh: '正在构建…' },
  built: {
    en: '{time} built {names} in {seconds} s',
    zh: '{time} 已构建 {names}，用时 {seconds} 秒',
  },
  rebuilt: {
    en: '{time} rebuilt {names} in {seconds} s',
    zh: '{time} 已重新构建 {names}，用时 {seconds} 秒',
  },
  notBuilt: {
    en: '{time} the functions do not build:',
    zh: '{time} 云函数构建失败：',
  },
  notWritable: {
    en: 'cannot write to {path}: check who owns it, and that the disk is neither full nor read-only ({code})',
    zh: '无法写入 {path}：请检查目录的所有者，以及磁盘是否已满或只读（{code}）',
  },
  taken: {
    en: 'Port {port} is taken, so it is {free}.',
    zh: '端口 {port} 已被占用，改用 {free}。',
  },
  ready: { en: 'See it at', zh: '请在浏览器打开' },
  took: { en: 'ready in {seconds} s', zh: '启动用时 {seconds} 秒' },
  trouble: { en: 'a change could not be taken in:', zh: '无法处理源文件的改动：' },
  stop: { en: 'Ctrl-C ends it.', zh: '按 Ctrl-C 结束。' },
} as const satisfies Record<string, Texts>;

interface Flags {
  port: string;
  open: boolean;
  functions?: string;
  push?: string;
  config?: string;
}

/** For a test: a project elsewhere. */
type Folders = Pick<StartPreviewOptions, 'root' | 'outDir'>;

/** `npm start`: the preview and the simulator behind it, until they are stopped. */
export function startCommand(
  { program, language, terminal }: CommandContext,
  folders: Folders = {},
): void {
  const text = (name: keyof typeof startTexts, values: Record<string, string | number> = {}) =>
    fill(startTexts[name][language], values);

  program
    .description(text('description'))
    .option('--port <number>', text('port'), '8400')
    .option('--functions <folder>', text('functions'))
    .option('--push <function>', text('push'))
    .option('--config <file>', text('config'))
    .option('--no-open', text('open'))
    .action(async (flags: Flags) => {
      const asked = Number(flags.port);
      if (!/^\d+$/.test(flags.port) || asked > 65_535) throw new UsageError(text('badPort'));
      for (const name of ['push', 'config'] as const) {
        if (flags[name] !== undefined && flags.functions === undefined)
          throw new UsageError(text('needsFunctions', { option: `--${name}` }));
      }
      // Said before the rest is even loaded, so that nobody wonders whether it has begun.
      terminal.out(`${colours.dim(text('starting'))}\n`);
      const { startPreview }: typeof import('../startPreview') = require('../startPreview');
      const preview = await startPreview({
        ...folders,
        port: await findFreePort(asked),
        ...(flags.functions === undefined
          ? {}
          : {
              functions: {
                folder: flags.functions,
                push: flags.push,
                config: flags.config === undefined ? undefined : readConfig(flags.config),
              },
            }),
        ...telling(),
      }).catch((error: unknown) => {
        throw explained(error);
      });
      if (preview.port !== asked && asked !== 0)
        terminal.out(`${colours.yellow(text('taken', { port: asked, free: preview.port }))}\n`);
      // performance.now() counts from the start of this process.
      const took = text('took', { seconds: inSeconds(performance.now()) });
      terminal.out(
        `${text('ready')} ${colours.bold(preview.url)}  ${colours.dim(`(${took})`)}\n` +
          `${colours.dim(text('stop'))}\n`,
      );
      if (flags.open) await openBrowser(preview.url, terminal.env);
      await untilStopped();
      await preview.close();
    });

  /** What is said of builds: the first one, and those that follow a change. */
  function telling() {
    let isFirst = true;
    return {
      onBuilding: () => terminal.out(`${colours.dim(text('building'))}\n`),
      onBuilt: (
        { names, problems }: { names: string[]; problems: readonly Problem[] },
        ms: number,
      ) => {
        const time = new Date().toTimeString().slice(0, 8);
        if (problems.length > 0) {
          terminal.err(`${colours.red(text('notBuilt', { time }))}\n`);
          for (const problem of problems) terminal.err(`${describeProblem(problem)}\n`);
        } else {
          const values = { time, names: names.join(', '), seconds: inSeconds(ms) };
          terminal.out(`${colours.dim(text(isFirst ? 'built' : 'rebuilt', values))}\n`);
        }
        isFirst = false;
      },
      onTrouble: async (error: unknown) => {
        if (await terminal.isStopping?.()) return;
        terminal.err(`${colours.red(text('trouble'))} ${String(error)}\n`);
      },
    };
  }

  /** An error of the file system, in words; any other as it is. */
  function explained(error: unknown): unknown {
    if (!(error instanceof Error) || !('code' in error) || !('path' in error)) return error;
    const { code, path } = error;
    if (!['EACCES', 'EPERM', 'EROFS', 'ENOSPC', 'ENOTDIR', 'EEXIST'].includes(String(code)))
      return error;
    return new Error(text('notWritable', { path: String(path), code: String(code) }));
  }
}

function inSeconds(ms: number): string {
  return (ms / 1000).toFixed(1);
}

/** How many ports are tried before any free one will do. */
const tries = 50;

/** The port itself where it is free on 127.0.0.1, else the next one that is; 0 stays 0. */
export async function findFreePort(port: number): Promise<number> {
  if (port === 0) return 0;
  const last = Math.min(port + tries, 65_535);
  for (let next = port; next <= last; next += 1) if (await isFree(next)) return next;
  return 0;
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ host: '127.0.0.1', port, exclusive: true }, () => {
      server.close(() => resolve(true));
    });
  });
}

/**
 * Opens an address in the person's browser, where there is one: not in CI, not on a Linux without a
 * display. What goes wrong there is no error: the address has been printed.
 */
async function openBrowser(
  url: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<void> {
  if (!hasBrowser(env, process.platform)) return;
  try {
    const { default: open } = await import('open');
    const opener = await open(url);
    opener.on('error', () => {});
  } catch {
    // No browser after all.
  }
}

export function hasBrowser(
  env: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform,
): boolean {
  if (env.CI) return false;
  return platform !== 'linux' || Boolean(env.DISPLAY || env.WAYLAND_DISPLAY || env.WSL_DISTRO_NAME);
}
