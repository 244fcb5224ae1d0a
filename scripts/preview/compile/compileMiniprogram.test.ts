import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { projectRoot } from '../../build/projectRoot';
import { compileMiniprogram } from './compileMiniprogram';

/** A mini program with nothing wrong. */
const good: Record<string, string> = {
  'app.json': '{ "pages": ["pages/a/a"], "themeLocation": "theme.json" }',
  'theme.json': '{ "light": { "bar": "#fff" }, "dark": { "bar": "#000" } }',
  'app.ts': 'App({});',
  'app.wxss': '@import "./common/base.wxss";\npage { font-size: 32rpx; }',
  'common/base.wxss': '.base { margin: 75rpx; }',
  'pages/a/a.wxml': '<wxs src="./a.wxs" module="m"></wxs><view>{{m.twice(n)}}</view>',
  'pages/a/a.wxs': 'module.exports = { twice: function (n) { return n * 2 } };',
  'pages/a/a.wxss': '.a { color: red; }',
  'pages/a/a.ts': 'Page({ data: { n: 1 } });',
  'pages/a/a.json': '{ "navigationBarTitleText": "A" }',
};

describe('compileMiniprogram', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'miniprogram-'));
  });

  afterEach(() => rm(folder, { recursive: true, force: true }));

  async function compile(changes: Record<string, string | null> = {}) {
    for (const [file, text] of Object.entries({ ...good, ...changes })) {
      if (text === null) continue;
      await mkdir(dirname(join(folder, file)), { recursive: true });
      await writeFile(join(folder, file), text);
    }
    return compileMiniprogram(folder);
  }

  test('a mini program with nothing wrong gives files for a browser, and no problem', async () => {
    const { problems, templates, scripts, css } = await compile();
    expect(problems).toEqual([]);
    const { miniprogram } = new Function(`${templates}; return { miniprogram };`)();
    expect(miniprogram).toMatchObject({
      pages: ['pages/a/a'],
      configs: { 'pages/a/a': { navigationBarTitleText: 'A' } },
      theme: { dark: { bar: '#000' } },
      problems: [],
      templates: { 'pages/a/a': expect.any(Function) },
    });
    expect(css.replace(/\s+/g, ' ')).toMatch(
      /\.base \{ margin: 10vw; \}.*font-size: 4\.26667vw.*\.a \{/,
    );
    expect(scripts).toContain('pages/a/a');
  });

  test('its own is compiled without a problem', async () => {
    await cp(join(projectRoot, 'miniprogram'), join(folder, 'miniprogram'), { recursive: true });
    await cp(join(projectRoot, 'cloudfunctions'), join(folder, 'cloudfunctions'), {
      recursive: true,
    });
    expect((await compileMiniprogram(join(folder, 'miniprogram'))).problems).toEqual([]);
  });

  const mistakes: [string, Record<string, string | null>, object][] = [
    [
      'WXML: file, line, column, and the line itself',
      { 'pages/a/a.wxml': '<view>\n  <text>{{ a b }}</text>\n</view>' },
      {
        file: 'pages/a/a.wxml',
        line: 2,
        column: expect.any(Number),
        severity: 'error',
        source: '  <text>{{ a b }}</text>',
      },
    ],
    [
      'a tag that is never closed is a warning, as DevTools would refuse it',
      { 'pages/a/a.wxml': '<view>' },
      { file: 'pages/a/a.wxml', line: 1, severity: 'warning', message: 'missing end tag' },
    ],
    [
      'WXSS',
      { 'pages/a/a.wxss': '.a {\n  color: red;\n' },
      { file: 'pages/a/a.wxss', line: expect.any(Number), severity: 'warning' },
    ],
    [
      'a style sheet that is not there',
      { 'app.wxss': '@import "./gone.wxss";' },
      { file: 'app.wxss', line: 1, severity: 'error' },
    ],
    [
      'TypeScript',
      { 'pages/a/a.ts': 'Page({\n  data: {{ n: 1 },\n});' },
      { file: 'pages/a/a.ts', line: 2, severity: 'error', source: '  data: {{ n: 1 },' },
    ],
    [
      'a module that is not there',
      { 'pages/a/a.ts': "import './gone';" },
      { file: 'pages/a/a.ts', line: 1, column: 8, severity: 'error' },
    ],
    [
      'JSON',
      { 'pages/a/a.json': '{\n  "a": 1,,\n}' },
      { file: 'pages/a/a.json', line: 2, severity: 'error', source: '  "a": 1,,' },
    ],
    [
      'JSON that is no object',
      { 'app.json': '[]' },
      { file: 'app.json', line: 1, severity: 'error' },
    ],
    [
      'app.json without pages',
      { 'app.json': '{}' },
      { file: 'app.json', message: '"pages" must name at least one page' },
    ],
    [
      'a page whose WXML is not there',
      { 'pages/a/a.wxml': null },
      { file: 'app.json', message: '"pages" names pages/a/a, but there is no pages/a/a.wxml' },
    ],
    [
      'a page whose script is not there',
      { 'pages/a/a.ts': null },
      { file: 'app.json', message: '"pages" names pages/a/a, but there is no pages/a/a.ts or .js' },
    ],
  ];
  test.each(mistakes)('names what is wrong with %s', async (_what, changes, problem) => {
    const { problems } = await compile(changes);
    expect(problems).toContainEqual(expect.objectContaining(problem));
  });
});
