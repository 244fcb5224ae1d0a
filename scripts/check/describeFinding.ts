import { relative, sep } from 'node:path';
import { fill } from '../cli/fill';
import type { Language } from '../cli/language';
import type { Finding } from './finding';
import { findingTexts } from './findingTexts';
import { remedies, words } from './words';

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
