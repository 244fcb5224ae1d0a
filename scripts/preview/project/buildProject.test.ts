import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Project, writeProject } from '../../build/testing/writeProject';
import { type Build, createBuild } from './buildProject';

const page = 'miniprogram/pages/hello/hello.ts';
const greet = 'cloudfunctions/greet/index.ts';
const other = 'cloudfunctions/other/index.ts';
const main = (answer: string) => `export const main = () => '${answer}';`;
const broken = 'const = 1;';

let project: Project;
let build: Build;
let begun: number;

beforeEach(async () => {
  project = await writeProject();
  // Of its own: what was built from the same sources before would be left as it is.
  await project.write(other, main(`at first ${performance.now()} ${process.hrtime.bigint()}`));
  begun = 0;
  build = createBuild({ root: project.root, outDir: join(project.root, 'dist') }, () => {
    begun += 1;
  });
});
afterEach(() => project.remove());

/** Writes these, and builds as after a change of them. */
async function change(files: Record<string, string>) {
  for (const [path, text] of Object.entries(files)) await project.write(path, text);
  return build(Object.keys(files));
}
const answer = async (name: string) => {
  const code = await readFile(join(project.root, 'dist/cloudfunctions', name, 'index.js'), 'utf8');
  return /=>\s*"(.*?)"/.exec(code)?.[1];
};

test('builds the whole at first, then what a change concerns, and nothing that is built', async () => {
  expect(await build()).toEqual({ names: ['greet', 'other', 'miniprogram'], problems: [] });
  expect(await change({ [other]: main('new') })).toEqual({ names: ['other'], problems: [] });
  expect(await answer('other')).toBe('new');
  const again = createBuild({ root: project.root, outDir: join(project.root, 'dist') }, () => {});
  expect(await again()).toEqual({ names: [], problems: [] });
});

test('a mini program that does not compile makes no function old', async () => {
  await build();
  expect(await change({ [page]: broken })).toEqual({ names: ['miniprogram'], problems: [] });
  expect(await change({ [page]: 'Page({});' })).toEqual({ names: ['miniprogram'], problems: [] });
});

test('nor does it keep the functions from being built the first time', async () => {
  await project.write(page, broken);
  expect((await build()).problems).toEqual([]);
  expect(await answer('other')).toMatch(/^at first/);
});

test('what could not be built is built again with the next change, whatever that concerns', async () => {
  await build();
  const failed = await change({ [other]: broken });
  expect(failed.names).toEqual(['other']);
  expect(failed.problems).toMatchObject([{ file: other, line: 1 }]);
  expect((await change({ [page]: 'Page({});' })).problems).toHaveLength(1);
  await project.write(other, main('repaired'));
  expect(await change({ [greet]: main('hello') })).toEqual({
    names: ['greet', 'other'],
    problems: [],
  });
  expect([await answer('greet'), await answer('other')]).toEqual(['hello', 'repaired']);
});

test('a mistake that is taken back needs no build', async () => {
  await build();
  const before = await readFile(join(project.root, other), 'utf8');
  await change({ [other]: broken });
  begun = 0;
  expect(await change({ [other]: before })).toEqual({ names: [], problems: [] });
  expect(begun).toBe(0);
});
