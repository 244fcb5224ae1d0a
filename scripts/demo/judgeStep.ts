import type { Language } from '../cli/language';
import { demoTexts as texts } from './demoTexts';
import type { Played } from './playStep';
import type { Step } from './step';

/** What is not as WeChat documents it, a line each; none where all is. */
export function judgeStep(
  { expected }: Step,
  { errCode, screen }: Played,
  language: Language,
): string[] {
  const lines: string[] = [];
  const say = (text: (typeof texts)[keyof typeof texts], ...values: string[]) =>
    text[language].replace(/\{(\d)\}/g, (_all, index) => values[Number(index)] ?? '');
  if (errCode !== expected.errCode) {
    const code = (value: number | undefined) => String(value ?? texts.noCode[language]);
    lines.push(say(texts.wrongCode, code(expected.errCode), code(errCode)));
  }
  if (screen.typing !== expected.typing) {
    lines.push(say(texts.wrongScreen, texts[expected.typing ? 'show' : 'hide'][language]));
  }
  return lines;
}
