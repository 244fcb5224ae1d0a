import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { projectRoot } from '../projectRoot';

/** A small project like ours: one function that uses a validator, one page that imports from shared. */
const sources: Readonly<Record<string, string>> = {
  'cloudfunctions/greet/index.ts': `
    import { isName } from './name.validator';
    import { shout } from '../shared/shout';
    export const main = async (event: { name?: unknown }) =>
      isName(event.name) ? shout(event.name) : isName.errors?.[0]?.keyword;`,
  'cloudfunctions/greet/name.validator.ts': `
    import { Ajv } from 'ajv';
    export const ajv = new Ajv({ code: { source: true, esm: true } });
    export const isName = ajv.compile<string>({ type: 'string', minLength: 2 });`,
  'cloudfunctions/greet/config.json': '{ "permissions": { "openapi": [] } }\n',
  'cloudfunctions/greet/package.json': '{ "name": "greet", "dependencies": { "ajv": "8" } }',
  'cloudfunctions/greet/index.test.ts': 'test it',
  'cloudfunctions/shared/shout.ts':
    'export const shout = (text: string): string => text.toUpperCase() + "!";',
  'miniprogram/app.ts': 'App({});',
  'miniprogram/app.json': '{ "pages": ["pages/hello/hello"] }',
  'miniprogram/pages/hello/hello.ts': `
    import { shout } from '../../../cloudfunctions/shared/shout';
    Page({ data: { text: shout('hi') ?? '' } });`,
  'miniprogram/pages/hello/hello.json': '{}',
  'miniprogram/pages/hello/hello.wxml': '<view>{{text}}</view>',
  'miniprogram/pages/hello/helper.ts': 'export const unused = 1;',
  'miniprogram/pages/hello/hello.test.ts': 'test it',
  'miniprogram/testing/fake.ts': 'export const fake = 1;',
  'miniprogram/tsconfig.json': '{}',
};

export interface Project {
  root: string;
  write(path: string, content: string | Buffer): Promise<void>;
  remove(): Promise<void>;
}

/** Writes it to a folder of its own, with our packages at hand. */
export async function writeProject(): Promise<Project> {
  const root = await mkdtemp(join(tmpdir(), 'wechat-typing-test-'));
  async function write(path: string, content: string | Buffer): Promise<void> {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), content);
  }
  for (const [path, text] of Object.entries(sources)) await write(path, text);
  await symlink(join(projectRoot, 'node_modules'), join(root, 'node_modules'), 'junction');
  return { root, write, remove: () => rm(root, { recursive: true, force: true }) };
}
