/** Words by which a customer asks for a person, unless HANDOVER_WORDS names others; plain, as below. */
const defaultHandoverWords: readonly string[] = [
  '人工',
  '客服',
  '真人',
  '转人工',
  '转接人工',
  '人工客服',
  '人工服务',
  '找人工',
  '要人工',
  '真人客服',
  '找客服',
  '联系客服',
  'human',
  'talk to a human',
  'human agent',
  'live agent',
  'real person',
];

/** HANDOVER_WORDS as a list: separated by commas, Chinese or not, semicolons or line ends. */
export function readHandoverWords(value: string | undefined): readonly string[] {
  if (value === undefined) return defaultHandoverWords;
  const words = value.split(/[,，、;；\n]+/).map(plain);
  const given = words.filter((word) => word !== '');
  return given.length > 0 ? given : defaultHandoverWords;
}

/** From this length on a word means what it says wherever it stands: 人工智能 is no 人工. */
const minLengthWithin = 3;

/**
 * Whether a customer's text asks for a person: it is one of the words, or a longer one stands in
 * it; one in Latin letters as whole words.
 */
export function asksForPerson(text: string, words: readonly string[]): boolean {
  const letters = folded(text);
  const possible = words.filter((word) =>
    [...word].every((letter) => letter === ' ' || letters.includes(letter)),
  );
  if (possible.length === 0) return false;
  const said = plain(text);
  return possible.some((word) => {
    if (said === word) return true;
    if (/^[a-z]/.test(word)) return word.includes(' ') && ` ${said} `.includes(` ${word} `);
    return word.length >= minLengthWithin && said.includes(word);
  });
}

/** What counts of a text: no width or case of letters, no sign around or between words. */
export function plain(text: string): string {
  const { notWords, spaceInHan } = patterns();
  return folded(text).replace(notWords, ' ').trim().replace(spaceInHan, '');
}

function folded(text: string): string {
  return text.normalize('NFKC').toLowerCase();
}

/** What a model is taught to say instead of an answer. */
export const handoverMarker = '[[转人工]]';

export const handoverInstruction =
  `如果客户要找人工或真人，或者你无法可靠地解决对方的问题，就只回答 ${handoverMarker}，不要写别的：` +
  '对话会立即转给人工客服。不要用其他方式承诺人工会来。';

/**
 * Whether a model's answer calls a person. Models nearly say what they are taught: the marker counts
 * in brackets of any kind wherever it stands, and without brackets where it is all that is said. A
 * customer who is told that they may write “转人工” is not handed over by that.
 */
export function callsPerson(answer: string): boolean {
  if (!/工|hand|transfer/.test(folded(answer))) return false;
  const { bracketed, whole } = patterns();
  return bracketed.test(answer) || whole.test(plain(answer));
}

/** Made where they are needed: a cold start would wait for V8 to read Unicode's tables. */
function patterns() {
  made ??= {
    notWords: /[^\p{L}\p{N}]+/gu,
    // \p{sc=Han} would cost three times as much as all the others.
    spaceInHan: /(?<=[\u2e80-\u9fff]) (?=[\u2e80-\u9fff])/g,
    bracketed: new RegExp(`[${opening}][\\s*_\`]*(?:${meaning})[\\s*_\`]*[${closing}]`, 'i'),
    whole: new RegExp(`^(?:${meaning})$`, 'i'),
  };
  return made;
}

let made: Record<'notWords' | 'spaceInHan' | 'bracketed' | 'whole', RegExp> | undefined;
const [opening, closing] = ['\\[［【〔{｛<＜〖', '\\]］】〕}｝>＞〗'];
const meaning =
  '[转轉]\\s*接?\\s*人工(?:\\s*客服)?|hand[\\s_-]?over|transfer[\\s_-]?to[\\s_-]?(?:a[\\s_-]?)?human';
