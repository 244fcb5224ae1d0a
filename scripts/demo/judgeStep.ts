import { fill } from '../cli/fill';
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
