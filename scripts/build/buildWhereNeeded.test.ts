import { readFile, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeBuild, isBuilt } from './buildStamp';
import { buildWhereNeeded } from './buildWhereNeeded';
import { type Project, writeProject } from './testing/writeProject';

let project: Project;
beforeAll(async () => {
  project = await writeProject();
  // Of its own: an earlier run may have built the others' sources.
  await project.write(
    'cloudfunctions/shared/at.ts',
    `export const at = ${performance.timeOrigin};`,
  );
});
afterAll(() => project.remove());

const build = () => buildWhereNeeded(project.root);
const page = 'miniprogram/pages/hello/hello';
const built = (path: string) => readFile(join(project.root, 'dist', path), 'utf8');

test('builds what is not built, and then leaves it', async () => {
  expect(await build()).toBe(true);
  expect(await build()).toBe(false);
});

test.each([
  ['a source', `${page}.wxml`, '<view>new</view>'],
  ['the settings of the compiler', 'tsconfig.json', '{ "compilerOptions": { "strict": true } }'],
])('builds again where %s has changed', async (_, path, text) => {
  await project.write(path, text);
  expect(await build()).toBe(true);
  expect(await build()).toBe(false);
});

test('builds again where a file has changed to which a link leads', async () => {
  await project.write('elsewhere/index.js', 'exports.main = () => 1;');
  await project.write('elsewhere/words/a.txt', 'a');
  const linked = join(project.root, 'cloudfunctions', 'linked');
  await symlink(join(project.root, 'elsewhere'), linked, 'junction');
  await symlink(linked, join(project.root, 'elsewhere', 'again'), 'junction');
  expect(await build()).toBe(true);
  expect(await build()).toBe(false);
  await project.write('elsewhere/words/a.txt', 'b');
  expect(await build()).toBe(true);
  expect(await built('cloudfunctions/linked/words/a.txt')).toBe('b');
});

test('tests have nothing to do with it', async () => {
  await project.write(`${page}.test.ts`, 'test more');
  await project.write('miniprogram/testing/fake.ts', 'export const fake = 2;');
  expect(await build()).toBe(false);
});

test('builds again where somebody has touched what was built', async () => {
  await project.write(`dist/${page}.wxml`, 'by hand');
  expect(await build()).toBe(true);
  expect(await built(`${page}.wxml`)).toBe('<view>new</view>');
  await rm(join(project.root, 'dist', `${page}.js`));
  expect(await build()).toBe(true);
});

test('what changes during a build is not taken for built', async () => {
  const folders = { root: project.root, outDir: join(project.root, 'dist') };
  const remember = await beforeBuild(folders);
  await project.write(`${page}.wxml`, '<view>late</view>');
  await remember();
  expect(await isBuilt(folders)).toBe(false);
});

test('where it does not build it says so, each time', async () => {
  await project.write(`${page}.ts`, 'const = 1;');
  await expect(build()).rejects.toThrow(`${page}.ts:1:7`);
  await expect(build()).rejects.toThrow(`${page}.ts:1:7`);
});
