import { colours } from '../cli/colours';
import { fill } from '../cli/fill';
import type { Language } from '../cli/language';
import type { AnswererName } from './burst/answerers';
import { plan, typingNeeded } from './burst/plan';
import type { BurstResult } from './burst/playBurst';
import { demoTexts as texts } from './demoTexts';

/** The burst for people: calls made in each way, against what was needed. */
export function tellBurst(
  results: Readonly<Record<AnswererName, BurstResult>>,
  ok: boolean,
  language: Language,
): string {
  const { customers, messagesEach, answerSeconds } = plan;
  const title = fill(texts.burst[language], [customers, messagesEach, answerSeconds]);
  const made = ({ typing, refused }: BurstResult) => fill(texts.made[language], [typing, refused]);
  const row = (what: string, value: string) => `   ${what}${texts.colon[language]}${value}`;
  const lines = [
    '',
    `${ok ? colours.green('✔') : colours.red('✘')} ${colours.bold(title)}`,
    row(texts.needed[language], fill(texts.calls[language], [typingNeeded])),
    row(texts.withTyping[language], made(results.withTyping)),
    row(texts.eachByItself[language], made(results.eachByItself)),
  ];
  if (!ok) {
    const { typing, refused, answered, leftTyping } = results.withTyping;
    const all = customers * messagesEach;
    const values = [typing, typingNeeded, refused, answered, all, leftTyping];
    lines.push(`   ${colours.red(`✘ ${fill(texts.wrongBurst[language], values)}`)}`);
  }
  return `${lines.join('\n')}\n`;
}
