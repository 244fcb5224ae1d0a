import { explainCode } from '../../cloudfunctions/shared/codes/codes';
import { colours } from '../cli/colours';
import { columnsOf } from '../cli/columnsOf';
import { fill } from '../cli/fill';
import type { Language, Texts } from '../cli/language';
import { demoTexts as texts } from './demoTexts';
import type { Played, Screen } from './playStep';
import type { Step } from './steps';

/** What is not as WeChat documents it, a line each; none where all is. */
export function judgeStep(
  { expected }: Step,
  { errCode, screen }: Played,
  language: Language,
): string[] {
  const lines: string[] = [];
  if (errCode !== expected.errCode) {
    const code = (value: number | undefined) => value ?? texts.noCode[language];
    lines.push(fill(texts.wrongCode[language], [code(expected.errCode), code(errCode)]));
  }
  if (screen.typing !== expected.typing) {
    const due = texts[expected.typing ? 'show' : 'hide'][language];
    lines.push(fill(texts.wrongScreen[language], [due]));
  }
  return lines;
}

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

/** Columns of the customer's phone. */
const width = 30;

const service: Texts = { en: 'Customer service', zh: '客服' };
/** What WeChat writes, whatever the language here. */
const typingTitle = '对方正在输入…';

/**
 * The customer's phone: title bar and last bubble, the customer's own on the right. It has no right
 * edge, since terminals disagree on how wide some characters are.
 */
function drawScreen({ typing, last }: Screen, language: Language): string[] {
  const title = typing ? colours.bold(colours.green(typingTitle)) : service[language];
  const edge = (corner: string) => colours.dim(`${corner}${'─'.repeat(width)}`);
  const side = colours.dim('│');
  const bubble = !last
    ? ''
    : last.from === 'customer'
      ? `${' '.repeat(Math.max(0, width - columnsOf(last.text) - 3))}${colours.inverse(` ${last.text} `)}`
      : `${colours.inverse(` ${last.text} `)}`;
  return [edge('┌'), `${side} ${title}`, edge('├'), `${side} ${bubble}`.trimEnd(), edge('└')];
}
