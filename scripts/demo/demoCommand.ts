import { join } from 'node:path';
import pc from 'picocolors';
import { explainCode } from '../../cloudfunctions/shared/codes';
import { buildAll } from '../build/buildAll';
import { projectRoot } from '../build/projectRoot';
import type { Texts } from '../cli/language';
import type { CommandContext } from '../cli/runCommand';
import { type SimulatorClient, simulatorClient } from '../cli/simulatorClient';
import { demoTexts as texts } from './demoTexts';
import { drawScreen } from './drawScreen';
import { judgeStep } from './judgeStep';
import { openDemo } from './openDemo';
import { type Played, playStep } from './playStep';
import type { Step } from './step';
import { steps } from './steps';

interface DemoOptions {
  /** Called before the first step; a test makes WeChat misbehave here. */
  prepare?(wechat: SimulatorClient): Promise<unknown>;
}

/** `npm run demo -- [--json]` */
export function demoCommand({ prepare }: DemoOptions = {}) {
  return ({ program, language, terminal, exit }: CommandContext): void => {
    const say = (text: Texts, ...values: (string | number)[]) =>
      text[language].replace(/\{(\d)\}/g, (_all, index) => String(values[Number(index)]));
    const line = (text = '') => terminal.out(`${text}\n`);

    program
      .description(say(texts.description))
      .option('--json', say(texts.json))
      .addHelpText('after', say(texts.codes))
      .action(async ({ json }: { json?: true }) => {
        if (!json) terminal.err(`${pc.dim(say(texts.building))}\n`);
        await buildAll();
        const demo = await openDemo(join(projectRoot, 'dist', 'cloudfunctions'));
        try {
          const wechat = simulatorClient(demo.url);
          await wechat.post('/_sim/clock', { frozen: true });
          await prepare?.(wechat);
          if (!json) line(say(texts.intro));
          const told = [];
          for (const [index, step] of steps.entries()) {
            const played = await playStep(wechat, step);
            const wrong = judgeStep(step, played, language);
            if (!json) tellStep(index + 1, step, played, wrong);
            told.push(asJson(index + 1, step, played, wrong));
          }
          const failed = told.filter((it) => !it.asDocumented).length;
          if (json) line(JSON.stringify({ asDocumented: failed === 0, steps: told }));
          else tellEnd(failed);
          exit(failed === 0 ? 0 : 1);
        } finally {
          await demo.close();
        }
      });

    function tellStep(number: number, step: Step, played: Played, wrong: string[]): void {
      const mark = wrong.length === 0 ? pc.green('✔') : pc.red('✘');
      line();
      line(`${mark} ${pc.bold(`${number}. ${step.done[language]}`)}`);
      if (played.errCode !== undefined) {
        const { name, meaning } = explainCode(played.errCode);
        const colour = played.errCode === 0 ? pc.green : pc.yellow;
        line(`   ${colour(`${played.errCode} ${name}`)}  ${meaning[language]}`);
      }
      for (const row of drawScreen(played.screen, language)) line(`   ${row}`);
      for (const text of wrong) line(`   ${pc.red(`✘ ${text}`)}`);
      if (wrong.length > 0 && played.errMsg !== undefined) line(`     ${played.errMsg}`);
    }

    function asJson(number: number, step: Step, played: Played, wrong: string[]) {
      const { errCode, errMsg, screen } = played;
      const entry = errCode === undefined ? undefined : explainCode(errCode);
      return {
        step: number,
        done: step.done[language],
        errCode: errCode ?? null,
        errMsg: errMsg ?? null,
        name: entry?.name ?? null,
        meaning: entry?.meaning[language] ?? null,
        typing: screen.typing,
        lastMessage: screen.last ?? null,
        expected: step.expected,
        asDocumented: wrong.length === 0,
      };
    }

    function tellEnd(failed: number): void {
      line();
      if (failed === 0) line(pc.green(say(texts.allRight, steps.length)));
      else line(pc.red(say(texts.someWrong, failed, steps.length)));
      line(say(texts.next));
    }
  };
}
