import { pickLanguage } from './language';

const speaks = (language: string) => ({ getAppBaseInfo: () => ({ language }) });

test.each(['zh_CN', 'zh_TW', 'zh_HK', 'ZH-Hans'])('%s is Chinese', (language) => {
  expect(pickLanguage(speaks(language))).toBe('zh');
});

test.each(['en', 'en_US', 'ja', 'fr'])('%s is English', (language) => {
  expect(pickLanguage(speaks(language))).toBe('en');
});

test('base libraries before 2.20.1 are asked by getSystemInfoSync', () => {
  expect(pickLanguage({ getSystemInfoSync: () => ({ language: 'en' }) })).toBe('en');
});

test.each([
  ['asked in vain', {}],
  ['without an answer', { getAppBaseInfo: () => ({}) }],
  [
    'refusing',
    {
      getAppBaseInfo: () => {
        throw new Error('not here');
      },
    },
  ],
])('a WeChat %s is taken for Chinese', (_how, wx) => {
  expect(pickLanguage(wx)).toBe('zh');
});
