import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { projectRoot } from './build/projectRoot';
import { fillSections, listPages, sections } from './docs';

const read = (path: string) => readFileSync(join(projectRoot, path), 'utf8');
const pages = listPages();
const english = pages.filter((page) => page.language === 'en').map((page) => page.path);
const chineseOf = (path: string) => path.replace(/\.md$/, '.zh-CN.md');

test('every page is there in both languages', () => {
  const chinese = pages.filter((page) => page.language === 'zh').map((page) => page.path);
  expect(chinese.sort()).toEqual(english.map(chineseOf).sort());
});

test.each(['README.md', 'README.zh-CN.md'])('%s is at most 10 000 bytes', (path) => {
  expect(Buffer.byteLength(read(path))).toBeLessThanOrEqual(10_000);
});

test.each(english)('%s has the same parts in both languages', (path) => {
  expect(outline(read(chineseOf(path)))).toEqual(outline(read(path)));
});

const others = ['ARCHITECTURE.md', 'CONTRIBUTING.md', 'SECURITY.md', 'CHANGELOG.md'];
const linked = [...pages.map((page) => page.path), ...others.filter((path) => existsSync(path))];

test.each(linked)('the links of %s lead somewhere', (path) => {
  const lost = linksOf(read(path)).filter((link) => {
    if (/^https?:/.test(link)) return false;
    const [file, anchor] = link.split('#') as [string, string?];
    const target = file ? join(dirname(path), decodeURI(file)) : path;
    if (!existsSync(join(projectRoot, target))) return true;
    return anchor !== undefined && !anchorsOf(read(target)).includes(decodeURI(anchor));
  });
  expect(lost).toEqual([]);
});

test.each(pages)(
  'the tables of $path are as the code has them; `npm run docs` writes them',
  ({ path, language }) => {
    const page = read(path);
    expect(page).toBe(fillSections(page, language));
  },
);

test('each generated table stands on a page of each language', () => {
  for (const name of Object.keys(sections))
    for (const language of ['en', 'zh'])
      expect(
        pages.filter(
          (page) => page.language === language && read(page.path).includes(`<!-- ${name} -->`),
        ),
      ).toHaveLength(1);
});

test('a part that is not known, or not closed, is an error that names it', () => {
  expect(() => fillSections('<!-- prices -->\n<!-- /prices -->\n', 'en')).toThrow(
    '<!-- prices -->',
  );
  expect(() => fillSections('<!-- codes -->\n| 0 |\n', 'en')).toThrow('<!-- codes -->');
});

test.each(linked)('%s names only npm scripts that there are', (path) => {
  const { scripts } = require('../package.json') as { scripts: Record<string, string> };
  const named = [...read(path).matchAll(/npm run (?:--silent )?([a-z][a-z:]*)/g)].map((m) => m[1]);
  expect(named.filter((name) => name === undefined || !(name in scripts))).toEqual([]);
});

/** What both languages of a page share: levels of headings, links, rows of tables, code. */
function outline(page: string) {
  const text = withoutCode(page);
  return {
    headings: headingsOf(text).map(({ level }) => level),
    // A page of the same language, and the pictures of it, count as the same one.
    links: linksOf(page)
      .map((link) => link.replace('.zh-CN', '').replace(/#.*/, '#'))
      .sort(),
    rows: text.split('\n').filter((line) => line.startsWith('|')).length,
    code: [...page.matchAll(fence)].map(([block]) => withoutComments(block)),
  };
}

const fence = /^( *)```[\s\S]*?^\1```$/gm;

function withoutCode(page: string): string {
  return page.replace(fence, '');
}

/** Comments and texts for people are in the page's language; the rest of code is the same. */
function withoutComments(code: string): string {
  const bare = code.trimStart().startsWith('```html') ? code.replace(/>[^<\n]*</g, '><') : code;
  return bare
    .replace(/(^|\s)(?:#|\/\/) .*$/gm, '')
    .replace(/\p{Script=Han}[^'"`\n]*/gu, '…')
    .replace(/[ \t]+$/gm, '');
}

function headingsOf(text: string) {
  return [...text.matchAll(/^(#+) (.*)$/gm)].map((m) => ({ level: m[1], title: m[2] ?? '' }));
}

function linksOf(page: string): string[] {
  return [...withoutCode(page).matchAll(/\]\(([^)\s]+)\)/g)].map((match) => match[1] ?? '');
}

/** As GitHub makes them of headings. */
function anchorsOf(page: string): string[] {
  return headingsOf(withoutCode(page)).map(({ title }) =>
    title
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replace(/\s/g, '-'),
  );
}
