import { explainCode } from '../../cloudfunctions/shared/codes/codes';
import { colours } from '../cli/colours';
import type { Language } from '../cli/language';
import { drawScreen } from './drawScreen';
import type { Played } from './playStep';
import type { Step } from './step';

/** A step for people: what was done, its code, the customer's screen, and what was `wrong` with it. */
export function tellStep(
  number: number,
  step: Step,
  { errCode, errMsg, screen }: Played,
  wrong: readonly string[],
  language: Language,
): string {
  const mark = wrong.length === 0 ? colours.green('✔') : colours.red('✘');
  const lines = ['', `${mark} ${colours.bold(`${number}. ${step.done[language]}`)}`];
  if (errCode !== undefined) {
    const { name, meaning } = explainCode(errCode, { errMsg });
    const colour = errCode === 0 ? colours.green : colours.yellow;
    lines.push(`   ${colour(`${errCode} ${name}`)}  ${meaning[language]}`);
  }
  for (const row of drawScreen(screen, language)) lines.push(`   ${row}`);
  for (const text of wrong) lines.push(`   ${colours.red(`✘ ${text}`)}`);
  if (wrong.length > 0 && errMsg !== undefined) lines.push(`     ${errMsg}`);
  return `${lines.join('\n')}\n`;
}

/** The same for machines. */
export function stepAsJson(
  number: number,
  step: Step,
  { errCode, errMsg, screen }: Played,
  wrong: readonly string[],
  language: Language,
) {
  const entry = errCode === undefined ? undefined : explainCode(errCode, { errMsg });
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
