#!/usr/bin/env node
import { explainCode } from '../../cloudfunctions/shared/codes/codes';
import { version } from '../../package.json';
import { type Language, languageOf, type Texts } from '../cli/language';
import type { CommandContext } from '../cli/runCommand';
import { runProcess } from '../cli/runProcess';
import { invokeCommand } from '../simulator/cli/invokeCommand';
import { simulateCommand } from '../simulator/cli/simulateCommand';
import { findFunctions } from '../simulator/config/findFunctions';

type Describe = (context: CommandContext) => void;

/** What the package's one command can be asked for; each is loaded when it is asked for. */
const verbs: Readonly<Record<string, { about: Texts; load(): Describe }>> = {
  simulate: {
    about: {
      en: 'run WeChat and CloudBase on this machine, with your cloud functions',
      zh: '在本机运行微信与云开发的模拟器，以及你的云函数',
    },
    load: () => simulateCommand,
  },
  invoke: {
    about: {
      en: 'call a cloud function, as wx.cloud.callFunction would',
      zh: '调用云函数，相当于 wx.cloud.callFunction',
    },
    load: () =>
      invokeCommand({ explain: explainCode, prepareFunctions: async () => findFunctions() }),
  },
  check: {
    about: {
      en: 'compare the cloud.openapi calls of your functions with their permissions',
      zh: '对照云函数中的 cloud.openapi 调用与 config.json 声明的权限',
    },
    load: () => require('../check/checkCommand').checkCommand,
  },
};

const usage: Texts = {
  en: 'Usage: wechat-typing <command> [options]',
  zh: '用法：wechat-typing <命令> [选项]',
};
const more: Texts = {
  en: 'wechat-typing <command> --help tells the options of each. --lang zh|en chooses the language.',
  zh: '用 wechat-typing <命令> --help 查看各命令的选项。--lang zh|en 选择语言。',
};

function help(language: Language): string {
  const lines = Object.entries(verbs).map(
    ([verb, { about }]) => `  ${verb.padEnd(10)}${about[language]}`,
  );
  return `${usage[language]}\n\n${lines.join('\n')}\n\n${more[language]}\n`;
}

function main(): void {
  const [verb = '--help'] = process.argv.slice(2);
  const language = languageOf(process.argv.slice(2), process.env);
  const known = Object.hasOwn(verbs, verb) ? verbs[verb] : undefined;
  if (known) {
    process.argv.splice(2, 1);
    runProcess(`wechat-typing ${verb}`, known.load(), verb === 'check');
    return;
  }
  if (['-v', '--version'].includes(verb)) {
    process.stdout.write(`${version}\n`);
    return;
  }
  const asked = verb.startsWith('-');
  const out = asked ? process.stdout : process.stderr;
  if (!asked) {
    const unknown: Texts = { en: `no command "${verb}"`, zh: `没有命令“${verb}”` };
    out.write(`${unknown[language]}\n\n`);
    process.exitCode = 2;
  }
  out.write(help(language));
}

main();
