import fc from 'fast-check';
import { asksForPerson, callsPerson, readHandoverWords } from './wantsPerson';

const byDefault = readHandoverWords(undefined);

test.each([
  '人工',
  '人工！',
  '转人工',
  ' 转 人 工 ',
  '我要转人工',
  '麻烦帮我转接人工客服，谢谢',
  '人工客服',
  '有真人客服吗？',
  '轉人工'.replace('轉', '转'),
  'HUMAN',
  'I want to talk to a human, please',
  'ＨＵＭＡＮ',
])('%j asks for a person', (text) => {
  expect(asksForPerson(text, byDefault)).toBe(true);
});

test.each([
  '人工智能是什么',
  '人工费多少',
  '客服电话',
  '在吗',
  '',
  '！',
  'humane',
  'a humanist',
  '真人秀',
])('%j does not', (text) => {
  expect(asksForPerson(text, byDefault)).toBe(false);
});

test('the words by default are as plain as those that HANDOVER_WORDS names', () => {
  expect(readHandoverWords(byDefault.join(','))).toEqual(byDefault);
  expect(readHandoverWords('')).toEqual(byDefault);
});

test('signs between the letters of a word, widths and cases do not hide it', () =>
  fc.assert(
    fc.property(
      fc.constantFrom(...byDefault),
      fc.constantFrom(' ', '  ', '·', '！', '-', '，'),
      (word, sign) => {
        const apart = /[a-z]/.test(word) ? word.split(' ').join(sign) : [...word].join(sign);
        const wide = apart.replace(/[a-z]/g, (letter) =>
          String.fromCharCode(letter.toUpperCase().charCodeAt(0) + 0xfee0),
        );
        expect([asksForPerson(apart, byDefault), asksForPerson(wide, byDefault)]).toEqual([
          true,
          true,
        ]);
      },
    ),
  ));

test('HANDOVER_WORDS takes the place of the words, however they are separated', () => {
  const words = readHandoverWords(' 店长，老板、Boss;投诉热线\n ');
  expect(words).toEqual(['店长', '老板', 'boss', '投诉热线']);
  expect(asksForPerson('老板', words)).toBe(true);
  expect(asksForPerson('我要打投诉热线', words)).toBe(true);
  expect(asksForPerson('转人工', words)).toBe(false);
  expect(readHandoverWords(' ，, ')).toEqual(byDefault);
});

test('an answer of any length is looked through in no time', () => {
  const startedAt = performance.now();
  for (const text of ['[', '转 ', '[ ', '[*_`', '转接人']) callsPerson(text.repeat(20_000));
  expect(performance.now() - startedAt).toBeLessThan(2_000);
});
