import { readFileSync } from 'node:fs';
import { fillSections } from './fillSections';
import { readmes } from './readmes';

describe.each(readmes)('the README in $language', ({ file, language }) => {
  const readme = readFileSync(file, 'utf8');

  test('holds the tables as the code has them; `npm run docs` writes them', () => {
    expect(readme).toBe(fillSections(readme, language));
  });

  test('names only npm scripts that there are', () => {
    const { scripts } = require('../../package.json') as { scripts: Record<string, string> };
    const named = [...readme.matchAll(/npm run (?:--silent )?([a-z]+)/g)].map((match) => match[1]);
    expect(named.filter((name) => name === undefined || !(name in scripts))).toEqual([]);
  });
});

test('a README without a part is an error that names it', () => {
  expect(() => fillSections('nothing here', 'en')).toThrow('<!-- codes -->');
});
