import { fill, texts } from './texts';

/** Every text with the path to it. */
function leaves(value: unknown, path = ''): Array<[string, string]> {
  if (typeof value === 'string') return [[path, value]];
  return Object.entries(value as object).flatMap(([key, below]) => leaves(below, `${path}/${key}`));
}

const zh = leaves(texts.zh);
const en = leaves(texts.en);

test('both languages say the same things', () => {
  expect(en.map(([path]) => path)).toEqual(zh.map(([path]) => path));
});

test.each([...zh, ...en])('%s is not empty', (_path, text) => {
  expect(text.trim()).not.toBe('');
});

test('both languages leave the same gaps to fill', () => {
  const gaps = (all: Array<[string, string]>) =>
    all.map(([path, text]) => [path, text.match(/\{\w+\}/g)?.sort() ?? []]);
  expect(gaps(en)).toEqual(gaps(zh));
});

test('the Chinese is Chinese, but for names', () => {
  const without = zh.filter(([, text]) => !/[\u4e00-\u9fff]/.test(text)).map(([path]) => path);
  expect(without).toEqual([]);
});

test('the English holds no Chinese but what the customer sees', () => {
  const with_ = en.filter(([, text]) => /[\u4e00-\u9fff]/.test(text.replace('对方正在输入…', '')));
  expect(with_).toEqual([]);
});

test('Chinese punctuation is full width', () => {
  const half = zh.filter(([, text]) => /[\u4e00-\u9fff][,;:?!.](\s|$)/.test(text));
  expect(half).toEqual([]);
});

test('a gap is filled by its name, and one without a value stays to be seen', () => {
  expect(fill('{n} of {all}', { n: 0 })).toBe('0 of {all}');
});
