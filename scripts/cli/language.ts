/** The languages that every text for people exists in. */
export const languages = ['zh', 'en'] as const;
export type Language = (typeof languages)[number];

/** One text in each language. */
export type Texts = Record<Language, string>;

/**
 * The language to speak on the command line. `--lang` comes first, wherever it stands in `argv`;
 * then LC_ALL, LC_MESSAGES and LANG, in the order in which POSIX ranks them. Anything that is not
 * Chinese is answered in English.
 */
export function languageOf(
  argv: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Language {
  const at = argv.findIndex((word) => word === '--lang' || word.startsWith('--lang='));
  const word = argv[at];
  const asked = word === '--lang' ? argv[at + 1] : word?.slice('--lang='.length);
  if (asked === 'zh' || asked === 'en') return asked;
  const locale = env.LC_ALL || env.LC_MESSAGES || env.LANG || '';
  return /^zh/i.test(locale) ? 'zh' : 'en';
}
