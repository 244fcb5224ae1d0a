import { pickLanguage } from './language';

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
