import { languageOf } from './language';

describe('languageOf', () => {
  const cases: [string, string[], Record<string, string>, 'zh' | 'en'][] = [
    ['English where nothing is said', [], {}, 'en'],
    ['Chinese by LANG', [], { LANG: 'zh_CN.UTF-8' }, 'zh'],
    ['LC_MESSAGES over LANG', [], { LC_MESSAGES: 'en_GB.UTF-8', LANG: 'zh_CN.UTF-8' }, 'en'],
    ['LC_ALL over LC_MESSAGES', [], { LC_ALL: 'zh_TW', LC_MESSAGES: 'en_GB' }, 'zh'],
    ['an empty LC_ALL does not count', [], { LC_ALL: '', LANG: 'zh_CN' }, 'zh'],
    ['C is English', [], { LC_ALL: 'C', LANG: 'zh_CN' }, 'en'],
    ['--lang over all of them', ['--lang', 'en'], { LC_ALL: 'zh_CN' }, 'en'],
    ['--lang= is the same', ['x', '--lang=zh'], { LC_ALL: 'en_US' }, 'zh'],
    ['an unknown --lang leaves it to the locale', ['--lang', 'fr'], { LANG: 'zh_CN' }, 'zh'],
  ];
  test.each(cases)('%s', (_rule, argv, env, expected) => {
    expect(languageOf(argv, env)).toBe(expected);
  });
});
