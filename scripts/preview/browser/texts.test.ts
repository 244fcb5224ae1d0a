import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { people, visitors } from '../shop/cast';
import { pickLanguage, sayIn, type TextName, texts } from './texts';

const names = Object.keys(texts) as TextName[];
const placeholders = (text: string) => (text.match(/\{\w+\}/g) ?? []).sort();

describe('the texts of the preview', () => {
  test.each(names)('%s is there in both languages, with the same values to fill in', (name) => {
    const { zh, en } = texts[name];
    expect(zh.trim()).not.toBe('');
    expect(en.trim()).not.toBe('');
    expect(placeholders(zh)).toEqual(placeholders(en));
  });

  test('the Chinese ones are Chinese', () => {
    const withoutChinese = names.filter((name) => !/[一-龥]/.test(texts[name].zh));
    // Names of code, units and punctuation only.
    expect(withoutChinese).toEqual(['callEvent', 'said', 'took']);
  });

  test('every text is used', () => {
    const folder = __dirname;
    const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts') && !/texts(\.test)?\.ts$/.test(file))
      .map((file) => readFileSync(join(folder, file), 'utf8'))
      .join('\n');
    // Each is named as it is, but for those of a person's role.
    const roles: string[] = [...people, ...visitors].map(({ role }) => role);
    const unused = names.filter((name) => !sources.includes(`'${name}'`));
    expect(unused.filter((name) => !roles.includes(name))).toEqual([]);
  });

  test('values are filled in, and what has none is left to be seen', () => {
    const say = sayIn('en');
    expect(say('mayTypeLeft', { seconds: 12 })).toBe('for another 12 s');
    expect(say('mayTypeLeft')).toBe('for another {seconds} s');
  });
});

describe('the language', () => {
  const cases: [string, string | null, string[], 'zh' | 'en'][] = [
    ['is the one asked for', 'en', ['zh-CN'], 'en'],
    ['is Chinese where the browser’s first choice is', null, ['zh-TW', 'en'], 'zh'],
    ['is English where Chinese comes second', null, ['de', 'zh'], 'en'],
    ['is the browser’s where another was asked for', 'fr', ['zh'], 'zh'],
    ['is English where nothing is said', null, [], 'en'],
  ];
  test.each(cases)('%s', (_rule, asked, browser, expected) => {
    expect(pickLanguage(asked, browser)).toBe(expected);
  });
});
