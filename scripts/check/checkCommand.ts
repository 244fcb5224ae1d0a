import { existsSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { colours } from '../cli/colours';
import { fill } from '../cli/fill';
import type { Language, Texts } from '../cli/language';
import type { CommandContext } from '../cli/runCommand';
import { UsageError } from '../cli/usageError';
import { type Check, checkFunctions, fixConfig } from './checkFunctions';
import { describeFinding, findingLines, shownPath } from './finding';

const texts = {
  description: {
    en: 'Compares the cloud.openapi calls of each cloud function with the permissions in its config.json.',
    zh: '对照每个云函数源码中的 cloud.openapi 调用与其 config.json 声明的权限。',
  },
  folder: {
    en: 'a folder of functions, or of one function, or the root of a project (default: this folder)',
    zh: '云函数根目录、单个云函数的目录，或项目根目录（默认为当前目录）',
  },
  fix: {
    en: 'write the permissions that are needed into config.json',
    zh: '把所需的权限写入 config.json',
  },
  json: { en: 'print the findings as JSON', zh: '以 JSON 输出结果' },
  codes: {
    en: '\nExit code: 0 nothing wrong (warnings may be), 1 something is, 2 bad usage.',
    zh: '\n退出码：0 没有问题（可能有警告），1 有问题，2 用法有误。',
  },
  noFolder: { en: 'no such folder: {0}', zh: '没有这个目录：{0}' },
  noFunctions: {
    en: 'no cloud function in {0}: neither it nor a folder in it (nor the cloudfunctionRoot of its project.config.json) has an index.js or index.ts',
    zh: '{0} 中没有云函数：它本身、其子目录以及 project.config.json 的 cloudfunctionRoot 里都没有 index.js 或 index.ts',
  },
  written: { en: 'written: {0}', zh: '已写入：{0}' },
  byFix: {
    en: '`npm run check -- --fix` writes the permissions that are needed.',
    zh: '`npm run check -- --fix` 可自动写入所需的权限。',
  },
  none: { en: 'no openapi calls', zh: '没有 openapi 调用' },
  noneForCertain: {
    en: 'no openapi calls for certain: see the warnings',
    zh: '没有可以确定的 openapi 调用，请看上面的警告',
  },
  clean: {
    en: 'Every call has its permission, and there is none too many.',
    zh: '所有调用都已声明权限，也没有多余的权限。',
  },
} as const satisfies Record<string, Texts>;

/** What `--fix` can mend. */
const fixable = new Set(['missing', 'noConfig', 'unused', 'misspelt', 'duplicate']);

/** `npm run check -- [folder] [--fix] [--json]` */
export function checkCommand({ program, language, terminal, exit }: CommandContext): void {
  const say = (text: Texts, value = '') => fill(text[language], [value]);
  program
    .description(say(texts.description))
    .argument('[folder]', say(texts.folder))
    .option('--fix', say(texts.fix))
    .option('--json', say(texts.json))
    .addHelpText('after', say(texts.codes))
    .action((given: string | undefined, options: { fix?: true; json?: true }) => {
      const folder = given ?? '.';
      if (!existsSync(folder) || !statSync(folder).isDirectory()) {
        throw new UsageError(say(texts.noFolder, folder));
      }
      let check = checkFunctions(folder);
      if (check.functions.length === 0) throw new UsageError(say(texts.noFunctions, folder));
      const written = options.fix ? check.functions.filter(fixConfig) : [];
      if (written.length > 0) check = checkFunctions(folder);
      const files = written.map(({ configFile }) => shownPath(configFile));
      if (options.json) terminal.out(`${asJson(check, files, language)}\n`);
      else {
        for (const file of files) terminal.out(`${say(texts.written, file)}\n`);
        terminal.out(forPeople(check, say, language, options.fix === true));
      }
      exit(hasErrors(check) ? 1 : 0);
    });
}

type Say = (text: Texts, value?: string) => string;

function forPeople(check: Check, say: Say, language: Language, fixed: boolean): string {
  const all = [...check.leftOut, ...check.findings];
  const lines = all.map((finding) => findingLines(finding, language));
  if (!fixed && check.findings.some(({ kind }) => fixable.has(kind))) lines.push(say(texts.byFix));
  for (const { folder, permissions, findings } of check.functions) {
    const none = findings.some(({ level }) => level === 'warning') ? 'noneForCertain' : 'none';
    const apis = permissions.join(', ') || colours.dim(say(texts[none]));
    lines.push(`${colours.bold(basename(folder))}  ${apis}`);
  }
  if (all.length === 0) lines.push(colours.green(say(texts.clean)));
  return `${lines.join('\n')}\n`;
}

function asJson(
  { functions, findings, leftOut }: Check,
  written: string[],
  language: Language,
): string {
  return JSON.stringify({
    functions: functions.map(({ folder, permissions }) => ({
      name: basename(folder),
      permissions,
    })),
    findings: [...leftOut, ...findings].map((finding) => {
      const { what, fix } = describeFinding(finding, language);
      const { kind, level, line, column } = finding;
      return { kind, level, file: shownPath(finding.file), line, column, what, fix };
    }),
    written,
  });
}

function hasErrors({ findings }: Check): boolean {
  return findings.some(({ level }) => level === 'error');
}
