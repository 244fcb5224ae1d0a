import { colours } from '../cli/colours';
import type { Language, Texts } from '../cli/language';
import { describeFinding } from './describeFinding';
import type { Finding } from './finding';

const levels = {
  error: { en: 'error', zh: '错误' },
  warning: { en: 'warning', zh: '警告' },
} as const satisfies Record<Finding['level'], Texts>;

const fixLabel: Texts = { en: 'fix: ', zh: '处理：' };

/** A finding for people, in two lines: where and what, and what to do about it. */
export function findingLines(finding: Finding, language: Language): string {
  const { place, what, fix } = describeFinding(finding, language);
  const colour = finding.level === 'error' ? colours.red : colours.yellow;
  const level = colour(levels[finding.level][language]);
  return `${colours.cyan(place)}  ${level}  ${what}\n    ${fixLabel[language]}${fix}`;
}
