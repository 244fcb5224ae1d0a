import type { CommanderError } from 'commander';

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
export function usageText(error: CommanderError, language: 'zh' | 'en'): string {
  const english = error.message.replace(/^error: /, '').replace(/\s*\n\s*/g, ' ');
  const template = language === 'zh' ? chinese[error.code] : undefined;
  if (template === undefined) return english;
  const named = /'([^']*)'/.exec(english)?.[1] ?? '';
  return template.replace('{0}', named);
}
