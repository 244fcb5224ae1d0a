import { join } from 'node:path';
import { buildWhereNeeded } from '../build/buildWhereNeeded';
import { projectRoot } from '../build/projectRoot';
import { colours } from '../cli/colours';
import { fill } from '../cli/fill';
import type { CommandContext } from '../cli/runCommand';
import { simulatorClient } from '../simulator/cli/simulatorClient';
import { typingNeeded } from './burst/plan';
import { judgeBurst, playBurst } from './burst/playBurst';
import { demoTexts as texts } from './demoTexts';
import { openDemo } from './openDemo';
import { playStep } from './playStep';
import { steps } from './steps';
import { tellBurst } from './tellBurst';
import { judgeStep, stepAsJson, tellStep } from './tellStep';

/** What the demo is played with; a test hands in its own. */
export interface DemoDeps {
  build(): Promise<unknown>;
  openDemo: typeof openDemo;
  playStep: typeof playStep;
  playBurst: typeof playBurst;
}

/** `npm run demo -- [--json]` */
export function demoCommand(
  deps: DemoDeps = { build: buildWhereNeeded, openDemo, playStep, playBurst },
) {
  return ({ program, language, terminal, exit }: CommandContext): void => {
    program
      .description(texts.description[language])
      .option('--json', texts.json[language])
      .addHelpText('after', texts.codes[language])
      .action(async ({ json }: { json?: true }) => {
        const tell = json ? () => {} : terminal.out;
        if (!json) terminal.err(`${colours.dim(texts.building[language])}\n`);
        await deps.build();
        const demo = await deps.openDemo(join(projectRoot, 'dist', 'cloudfunctions'));
        try {
          const wechat = simulatorClient(demo.url);
          demo.clock.freeze(true);
          tell(`${texts.intro[language]}\n`);

          const told = [];
          for (const [index, step] of steps.entries()) {
            const played = await deps.playStep(wechat, step);
            const wrong = judgeStep(step, played, language);
            tell(tellStep(index + 1, step, played, wrong, language));
            told.push(stepAsJson(index + 1, step, played, wrong, language));
          }

          const withTyping = await deps.playBurst(demo, 'withTyping');
          const eachByItself = await deps.playBurst(demo, 'eachByItself');
          const burstOk = judgeBurst(withTyping);
          tell(tellBurst({ withTyping, eachByItself }, burstOk, language));

          const failed = [...told.map((it) => it.asDocumented), burstOk].filter((ok) => !ok).length;
          if (json) {
            const burst = { typingNeeded, withTyping, eachByItself, asDocumented: burstOk };
            terminal.out(`${JSON.stringify({ asDocumented: failed === 0, steps: told, burst })}\n`);
          }
          const end = failed === 0 ? texts.allRight : texts.someWrong;
          const colour = failed === 0 ? colours.green : colours.red;
          tell(`\n${colour(fill(end[language], [failed, told.length + 1]))}\n`);
          tell(`${texts.next[language]}\n`);
          exit(failed === 0 ? 0 : 1);
        } finally {
          await demo.close();
        }
      });
  };
}
