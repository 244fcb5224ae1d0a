/** What can be wrong, or uncertain, about a function's permissions. Its words: findingTexts.ts. */
export const findingLevels = {
  missing: 'error',
  maybeMissing: 'warning',
  noConfig: 'error',
  unused: 'error',
  maybeUnused: 'warning',
  misspelt: 'error',
  unknownApi: 'error',
  maybeUnknownApi: 'warning',
  computed: 'warning',
  handedOn: 'warning',
  notRead: 'warning',
  exhausted: 'warning',
  badJson: 'error',
  wrongShape: 'error',
  unknownKey: 'warning',
  misspeltKey: 'error',
  duplicate: 'warning',
  misplaced: 'error',
} as const satisfies Record<string, 'error' | 'warning'>;

export type FindingKind = keyof typeof findingLevels;

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
