import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

import { functionName } from './config';

/** WeChat's two, as its page spells them. */
const commands = ['Typing', 'CancelTyping'];

const root = join(__dirname, '..');

function read(...path: string[]) {
  return JSON.parse(readFileSync(join(root, ...path), 'utf8'));
}

const project = read('project.config.json');
const app = read('miniprogram', 'app.json');

describe('project.config.json', () => {
  test('points DevTools at what the build writes, and at nothing else', () => {
    expect(project).toMatchObject({
      miniprogramRoot: 'dist/miniprogram/',
      cloudfunctionRoot: 'dist/cloudfunctions/',
      compileType: 'miniprogram',
    });
  });

  test('opens without an account, or with the AppID of whoever made the project their own', () => {
    expect(project.appid).toMatch(/^(touristappid|wx[0-9a-f]{16})$/);
  });

  test('builds before DevTools compiles, previews or uploads, by a script that there is', () => {
    const { scripts } = read('package.json');
    for (const hook of ['beforeCompile', 'beforePreview', 'beforeUpload']) {
      const script = /^npm run (\w+)$/.exec(project.scripts[hook])?.[1] ?? '';
      expect(scripts).toHaveProperty(script);
    }
  });

  test('has es6 and enhance equal, and both off: esbuild has compiled already', () => {
    expect([project.setting.es6, project.setting.enhance]).toEqual([false, false]);
  });

  test('names a base library that has all the page asks for', () => {
    const [major = 0, minor = 0] = project.libVersion.split('.').map(Number);
    expect(major * 100 + minor).toBeGreaterThanOrEqual(220);
  });
});

describe('app.json', () => {
  test.each(app.pages as string[])('every part of %s is there', (page) => {
    for (const part of ['ts', 'json', 'wxml', 'wxss']) {
      expect(existsSync(join(root, 'miniprogram', `${page}.${part}`))).toBe(true);
    }
  });

  test('the files that it names are there, with both themes saying the same', () => {
    expect(existsSync(join(root, 'miniprogram', app.sitemapLocation))).toBe(true);
    const { light, dark } = read('miniprogram', app.themeLocation);
    expect(Object.keys(dark)).toEqual(Object.keys(light));
    const asked = JSON.stringify(app.window).match(/(?<="@)\w+/g) ?? [];
    expect(asked.filter((name) => !(name in light))).toEqual([]);
  });

  test('the page calls a function of this project', () => {
    expect(existsSync(join(root, 'cloudfunctions', functionName))).toBe(true);
  });
});

describe('request templates for local debugging', () => {
  const folder = project.cloudfunctionTemplateRoot;
  const files = readdirSync(join(root, folder));

  test.each(files)(
    '%s belongs to a function, each request with a name of its own and a value',
    (file) => {
      expect(existsSync(join(root, 'cloudfunctions', basename(file, '.json')))).toBe(true);
      const requests: Array<{ name: string; value: unknown }> = read(folder, file);
      expect(new Set(requests.map(({ name }) => name)).size).toBe(requests.length);
      for (const { name, value } of requests) {
        expect(name).toMatch(/\S/);
        expect(value).toBeInstanceOf(Object);
      }
    },
  );

  test('setTyping has each command for oneself, somebody else, and a wrong command', () => {
    const values = (read(folder, 'setTyping.json') as Array<{ value: Record<string, string> }>).map(
      ({ value }) => value,
    );
    for (const command of commands) expect(values).toContainEqual({ command });
    expect(values.filter(({ touser }) => touser)).toHaveLength(1);
    expect(values.filter(({ command }) => !commands.some((each) => each === command))).toHaveLength(
      1,
    );
  });
});
