import { createHash } from 'node:crypto';
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buildAll } from './buildAll';
import { BuildError } from './buildError';
import { listFiles } from './listFiles';
import { type Project, writeProject } from './testing/writeProject';

let project: Project;
beforeEach(async () => {
  project = await writeProject();
});
afterEach(() => project.remove());

const build = () => buildAll({ root: project.root });
const built = (path: string) => join(project.root, 'dist', path);

async function problems(): Promise<string[]> {
  const error = await build().then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(BuildError);
  return error instanceof BuildError ? error.message.split('\n') : [];
}

describe('buildAll', () => {
  test('makes exactly what is deployed, and tells each file with its size', async () => {
    const files = await build();
    expect(files.map(({ path }) => path)).toEqual([
      'cloudfunctions/greet/config.json',
      'cloudfunctions/greet/index.js',
      'cloudfunctions/greet/package.json',
      'miniprogram/app.js',
      'miniprogram/app.json',
      'miniprogram/pages/hello/hello.js',
      'miniprogram/pages/hello/hello.json',
      'miniprogram/pages/hello/hello.wxml',
    ]);
    expect(await listFiles(join(project.root, 'dist'))).toEqual(files.map(({ path }) => path));
    for (const { path, bytes } of files) expect((await stat(built(path))).size).toBe(bytes);
  });

  test('a function needs nothing installed: its package.json names no dependencies', async () => {
    await build();
    const manifest = await readFile(built('cloudfunctions/greet/package.json'), 'utf8');
    expect(JSON.parse(manifest)).toEqual({ name: 'greet', main: 'index.js' });
  });

  test('validators are compiled: they check, and nothing of ajv is in the bundle', async () => {
    await build();
    const code = await readFile(built('cloudfunctions/greet/index.js'), 'utf8');
    expect(code).not.toMatch(/new Ajv|class Ajv|ajv\.compile/);
    expect(code.length).toBeLessThan(10_000);
    const { main } = require(built('cloudfunctions/greet/index.js'));
    expect(await main({ name: 'bo' })).toBe('BO!');
    expect(await main({ name: 'b' })).toBe('minLength');
    expect(await main({ name: 7 })).toBe('type');
  });

  test('a page holds what it imports, in syntax that WeChat runs untranslated', async () => {
    await build();
    const code = await readFile(built('miniprogram/pages/hello/hello.js'), 'utf8');
    expect(code).toContain('toUpperCase');
    expect(code).not.toMatch(/\brequire\(|\bimport\b|\?\?/);
  });

  test('two builds are equal byte for byte, wherever the sources lie', async () => {
    const other = await writeProject();
    const hash = async (root: string) => {
      const sums = createHash('sha256');
      for (const { path } of await buildAll({ root })) {
        sums.update(path).update(await readFile(join(root, 'dist', path)));
      }
      return sums.digest('hex');
    };
    const first = await hash(project.root);
    expect(await hash(project.root)).toBe(first);
    expect(await hash(other.root)).toBe(first);
    await other.remove();
  });

  test('what is not built any more goes, folder and all', async () => {
    await mkdir(built('cloudfunctions/gone'), { recursive: true });
    await writeFile(built('cloudfunctions/gone/index.js'), '');
    await build();
    await expect(stat(built('cloudfunctions/gone'))).rejects.toThrow('ENOENT');
  });

  test('a file that is equal already is left untouched', async () => {
    await build();
    const before = await stat(built('cloudfunctions/greet/index.js'));
    await project.write('miniprogram/pages/hello/hello.wxml', '<view>new</view>');
    await build();
    const after = await stat(built('cloudfunctions/greet/index.js'));
    expect(after.mtimeMs).toBe(before.mtimeMs);
    expect(await readFile(built('miniprogram/pages/hello/hello.wxml'), 'utf8')).toContain('new');
  });

  test('one run names every problem, with file, line and column', async () => {
    await project.write('cloudfunctions/greet/index.ts', 'export const main = 1;\nconst = 2;\n');
    await project.write('miniprogram/app.ts', "\n\n  import './nowhere';\n");
    expect((await problems()).sort()).toEqual([
      expect.stringMatching(/^cloudfunctions\/greet\/index\.ts:2:7: Expected identifier/),
      expect.stringMatching(/^miniprogram\/app\.ts:3:10: Could not resolve "\.\/nowhere"/),
    ]);
  });

  test.each([
    [
      'cloudfunctions/greet/config.json',
      '{\n  "permissions": {\n',
      /config\.json:3:1: not valid JSON/,
    ],
    [
      'cloudfunctions/greet/config.json',
      '{ "a": 1, }',
      /config\.json:1:9: not valid JSON: JSON does not support trailing commas/,
    ],
    ['cloudfunctions/greet/config.json', '', /config\.json:1:1: not valid JSON/],
    [
      'cloudfunctions/greet/package.json',
      "{ 'name': 1 }",
      /package\.json:1:3: JSON strings must use double quotes/,
    ],
    ['miniprogram/app.json', '{\n  "pages": [,]\n}', /app\.json:2:13: not valid JSON/],
    [
      'cloudfunctions/greet/name.validator.ts',
      'export const = 1;',
      /name\.validator\.ts:1:14: Expected/,
    ],
    [
      'cloudfunctions/greet/name.validator.ts',
      "throw new Error('bad schema');",
      /name\.validator\.ts.*bad schema/,
    ],
    [
      'cloudfunctions/greet/name.validator.ts',
      'export const isName = 1;',
      /name\.validator\.ts.*exports no ajv/,
    ],
  ])('%s with %j: says where and what', async (path, text, expected) => {
    await project.write(path, text);
    expect(await problems()).toEqual([expect.stringMatching(expected)]);
  });

  test('where something cannot be built, the last build stays as it was', async () => {
    await build();
    const before = await readFile(built('cloudfunctions/greet/index.js'), 'utf8');
    await project.write('cloudfunctions/greet/index.ts', 'export const main = () => "new";');
    await project.write('miniprogram/app.ts', 'App({');
    await problems();
    expect(await readFile(built('cloudfunctions/greet/index.js'), 'utf8')).toBe(before);
  });
});
