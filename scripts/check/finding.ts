import { relative, sep } from 'node:path';
import { colours } from '../cli/colours';
import { fill } from '../cli/fill';
import type { Language, Texts } from '../cli/language';
import { type FindingKind, findingLevels, findingTexts, remedies, words } from './findingKinds';

export interface Finding {
  kind: FindingKind;
  /** Errors make `npm run check` end with 1; warnings are said and no more. */
  level: 'error' | 'warning';
  /** The absolute path, and where in it, both counted from 1. */
  file: string;
  line: number;
  column: number;
  /** What the text names, e.g. `api`. */
  names: Readonly<Record<string, string>>;
}

/** `offset` in `text`, counted as people do. */
function placeOf(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset);
  const lastBreak = before.lastIndexOf('\n');
  return { line: before.split('\n').length, column: offset - lastBreak };
}

export function finding(
  kind: FindingKind,
  at: { file: string; text: string; offset: number },
  names: Readonly<Record<string, string>> = {},
): Finding {
  return { kind, level: findingLevels[kind], file: at.file, ...placeOf(at.text, at.offset), names };
}

export interface FindingDescription {
  /** `cloudfunctions/setTyping/index.ts:12:9` */
  place: string;
  what: string;
  fix: string;
}

/** A finding in words, its place as seen from the current folder. */
export function describeFinding(finding: Finding, language: Language): FindingDescription {
  const { what, fix } = findingTexts[finding.kind][language];
  const names = { ...finding.names };
  for (const key of ['is', 'due', 'reason']) {
    const word = names[key];
    if (word !== undefined) names[key] = words[word]?.[language] ?? word;
  }
  const remedy = remedies[finding.names.reason ?? '']?.[language];
  if (remedy !== undefined) names.remedy = remedy;
  return {
    place: `${shownPath(finding.file)}:${finding.line}:${finding.column}`,
    what: fill(what, names),
    fix: fill(fix, names),
  };
}

/** As people would type it: from here, with slashes. */
export function shownPath(path: string): string {
  return (relative(process.cwd(), path) || '.').split(sep).join('/');
}

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
