import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { runCommand } from '../cli/runCommand';
import { fakeTerminal } from '../cli/testing/fakeTerminal';
import { checkCommand } from './checkCommand';
import { checkFunctions } from './checkFunctions';
import { describeFinding } from './finding';

let folder: string;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'check-')));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

type Files = Record<string, string>;

function write(files: Files): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
}

/** `error missing fn/index.js:1` and so on. */
function findings(files: Files): string[] {
  write(files);
  return checkFunctions(folder).findings.map(
    ({ level, kind, file, line }) => `${level} ${kind} ${relative(folder, file)}:${line}`,
  );
}

const typing = 'customerServiceMessage.setTyping';
const send = 'customerServiceMessage.send';
const source = (body: string) =>
  `const cloud = require('wx-server-sdk')\nexports.main = async (event) => {\n${body}\n}\n`;
const calls = (...apis: string[]) =>
  source(apis.map((api) => `cloud.openapi.${api}({})`).join('\n'));
const permits = (...apis: string[]) => JSON.stringify({ permissions: { openapi: apis } }, null, 2);

describe('checkFunctions', () => {
  const cases: [string, Files, string[]][] = [
    [
      'nothing where each call has its permission',
      { 'fn/index.js': calls(typing), 'fn/config.json': permits(typing) },
      [],
    ],
    ['nothing of a function that calls nothing', { 'fn/index.js': source('') }, []],
    [
      'nothing of a folder that is no function',
      { 'fn/index.js': source(''), 'shared/x.js': calls(typing) },
      [],
    ],
    [
      'a call without permission, at its line',
      { 'fn/index.js': calls(typing, send), 'fn/config.json': permits(typing) },
      ['error missing fn/index.js:4'],
    ],
    [
      'a call at its line, whatever of TypeScript stands before it',
      {
        'fn/index.ts': `import cloud from 'wx-server-sdk'\n\ninterface Event {\n  touser: string\n}\nenum Kind {\n  A,\n}\nexport const main = (event: Event) =>\n  cloud.openapi\n    .${typing}({ ...event, kind: Kind.A })\n`,
        'fn/config.json': permits(),
      },
      ['error missing fn/index.ts:11'],
    ],
    [
      'a function without config.json, once',
      { 'fn/index.js': calls(typing, send) },
      ['error noConfig fn/index.js:3'],
    ],
    [
      'a permission that nothing uses, at its line',
      { 'fn/index.js': calls(typing), 'fn/config.json': permits(typing, send) },
      ['error unused fn/config.json:5'],
    ],
    [
      'a misspelt permission, once',
      {
        'fn/index.js': calls(typing),
        'fn/config.json': permits('customerServiceMesage.setTyping'),
      },
      ['error misspelt fn/config.json:4'],
    ],
    [
      'a permission without its namespace',
      { 'fn/index.js': calls(typing), 'fn/config.json': permits('setTyping') },
      ['error misspelt fn/config.json:4'],
    ],
    [
      'no misspelling where a computed name may be meant',
      {
        'fn/index.js': `${calls('live.addGood')}cloud.openapi.live[process.env.X]()`,
        'fn/config.json': permits('live.addGoods'),
      },
      [
        'warning maybeUnused fn/config.json:4',
        'error missing fn/index.js:3',
        'warning computed fn/index.js:5',
      ],
    ],
    [
      'no misspelling where something could not be read',
      {
        'fn/index.js': `${calls(typing)}require(process.env.X)`,
        'fn/config.json': permits('customerServiceMesage.setTyping'),
      },
      ['error missing fn/index.js:3', 'warning computedRequire fn/index.js:5'],
    ],
    [
      'two APIs that are both real as two, not as one misspelt',
      { 'fn/index.js': calls('wxacode.get'), 'fn/config.json': permits(send) },
      ['error unused fn/config.json:4', 'error missing fn/index.js:3'],
    ],
    [
      'a misspelt call, even if it is permitted',
      {
        'fn/index.js': calls('customerServiceMessage.setTypying'),
        'fn/config.json': permits('customerServiceMessage.setTypying'),
      },
      ['error unknownApi fn/index.js:3'],
    ],
    [
      'a call that looks misspelt where the list is not whole',
      { 'fn/index.js': calls('wxacode.gets'), 'fn/config.json': permits('wxacode.gets') },
      ['warning maybeUnknownApi fn/index.js:3'],
    ],
    [
      'a name given twice',
      { 'fn/index.js': calls(typing), 'fn/config.json': permits(typing, typing) },
      ['warning duplicate fn/config.json:5'],
    ],
    [
      'a computed name',
      {
        'fn/index.js': source('cloud.openapi.customerServiceMessage[event.x]({})'),
        'fn/config.json': permits(),
      },
      ['warning computed fn/index.js:3'],
    ],
    [
      'that a permission may be for a computed name',
      {
        'fn/index.js': source('cloud.openapi.customerServiceMessage[event.x]({})'),
        'fn/config.json': permits(send, 'wxacode.get'),
      },
      [
        'warning maybeUnused fn/config.json:4',
        'error unused fn/config.json:5',
        'warning computed fn/index.js:3',
      ],
    ],
    [
      'code that may be reached, as a warning',
      {
        'fn/index.js': source('const t = { a: () => cloud.openapi.wxacode.get({}) }; t[event.x]()'),
        'fn/config.json': permits(),
      },
      ['warning maybeMissing fn/index.js:3'],
    ],
    [
      'nothing of a permission for code that may be reached',
      {
        'fn/index.js': source('const t = { a: () => cloud.openapi.wxacode.get({}) }; t[event.x]()'),
        'fn/config.json': permits('wxacode.get'),
      },
      [],
    ],
    [
      'broken JSON, at its line, and nothing that would follow from it',
      {
        'fn/index.js': calls(typing),
        'fn/config.json': '{\n  "permissions": {\n    "openapi": ["a.b",]\n  }\n}',
      },
      ['error badJson fn/config.json:3'],
    ],
    [
      'that built code is not read, and nothing that would follow from it',
      {
        'fn/index.js': `${calls(send)}${'//\n'.repeat(50_000)}`,
        'fn/config.json': permits(typing),
      },
      ['warning notRead fn/index.js:1'],
    ],
    ...['require("./go")', 'eval("require")("wx-server-" + "sdk")', 'f(require)'].map(
      (loading): [string, Files, string[]] => [
        `that built code is not read where it has ${loading}`,
        {
          'fn/index.js': 'exports.main = require("./built").main',
          'fn/built.js': `exports.main = () => ${loading}.go()${'//\n'.repeat(50_000)}`,
          'fn/config.json': permits(typing),
        },
        ['warning notRead fn/built.js:1'],
      ],
    ),
    [
      'nothing of a long file that loads but packages, as it may be copied in',
      {
        'fn/index.js': 'exports.main = require("./words").all',
        'fn/words.js': `typeof require === "function" && f(require("crypto"))${'// required\n'.repeat(50_000)}`,
        'fn/config.json': permits(typing),
      },
      ['error unused fn/config.json:4'],
    ],
    [
      'a syntax error, at its line, and nothing that would follow from it',
      { 'fn/index.js': source('if (event.x {'), 'fn/config.json': permits(typing) },
      ['warning syntaxError fn/index.js:3'],
    ],
    [
      'a syntax error in a file that main imports',
      {
        'fn/index.ts': `import { go } from '../shared/go'; export const main = () => go();`,
        'fn/config.json': permits(typing),
        'shared/go.ts': 'export const go = () => {\n',
      },
      ['warning syntaxError shared/go.ts:2'],
    ],
    [
      'a require that leads nowhere, and nothing that would follow from it',
      {
        'fn/index.js': source("return require('./built/typing')(cloud)"),
        'fn/config.json': permits(typing),
      },
      ['warning nowhere fn/index.js:3'],
    ],
    [
      'an alias that is not set up',
      {
        'fn/index.ts': `import { go } from '@/lib/go'; export const main = go;`,
        'fn/config.json': permits(typing),
      },
      ['warning nowhere fn/index.ts:1'],
    ],
    [
      'what an alias of tsconfig.json leads to',
      {
        'fn/index.ts': `import { go } from '@/lib/go'; export const main = go;`,
        'fn/config.json': permits(),
        'lib/go.ts': `import cloud from 'wx-server-sdk'; export const go = () => cloud.openapi.${typing}({});`,
        'tsconfig.json': '{ /* ours */ "compilerOptions": { "paths": { "@/*": ["./*"] } } }',
      },
      ['error missing lib/go.ts:1'],
    ],
    [
      'what an import from baseUrl of tsconfig.json leads to, and nothing of packages',
      {
        'fn/index.ts': `import { go } from 'lib/go'; import { x } from 'typed'; export const main = () => go(x);`,
        'fn/config.json': permits(),
        'lib/go.ts': `import cloud from 'wx-server-sdk'; export const go = (x: unknown) => cloud.openapi.${typing}({ x });`,
        'typed.d.ts': 'export const x: 1;',
        'tsconfig.json': '{ "compilerOptions": { "baseUrl": "." } }',
      },
      ['error missing lib/go.ts:1'],
    ],
    [
      'a require by a computed name, and nothing that would follow from it',
      {
        'fn/index.js': source('return require(event.path)(cloud)'),
        'fn/config.json': permits(typing),
      },
      ['warning computedRequire fn/index.js:3'],
    ],
    [
      'a require by a name that only begins with where it leads',
      {
        'fn/index.js': source(
          'return [require("../" + event.x), require("./none/" + event.x), require(__dirname + "/../" + event.x)]',
        ),
        'fn/config.json': permits(typing),
      },
      Array(3).fill('warning computedRequire fn/index.js:3'),
    ],
    [
      'a require by a name that stands elsewhere',
      {
        'fn/index.js': `const path = '../shared/x';\n${source('return require(path).go(cloud)')}`,
        'fn/config.json': permits(typing),
        'shared/x.js': `exports.go = (cloud) => cloud.openapi.${typing}({})`,
      },
      ['warning computedRequire fn/index.js:4'],
    ],
    [
      'openapi that global code gets from a getter',
      {
        'fn/index.js': `${source('return require("./b").go()')}Object.defineProperty(global, 'wx', { get: () => cloud.openapi })`,
        'fn/b.js': `exports.go = () => wx.${typing}({})`,
        'fn/config.json': permits(typing),
      },
      ['warning maybeUnused fn/config.json:4', 'warning handedOn fn/index.js:5'],
    ],
    [
      'nothing of require and texts that load nothing',
      {
        'fn/index.js': source(
          'return [typeof require, require.main === module, require.resolve("x"), Function("return this")(), new (class { callFunction() {} })().callFunction(event.x), eval("1 + 1")]',
        ),
        'fn/config.json': permits(typing),
      },
      ['error unused fn/config.json:4'],
    ],
    [
      'nothing more of a require by a path in its own folder',
      {
        'fn/index.js': source('return require(require("path").join(__dirname, "do", event.x))()'),
        'fn/do/a.js': calls(typing),
        'fn/config.json': permits(typing, send),
      },
      ['error unused fn/config.json:5'],
    ],
    [
      'nothing of a require by a computed name that may lead to data only',
      {
        'fn/index.js': source(
          'return [require("./words/" + event.x + ".json"), require("./words/" + event.x)]',
        ),
        'fn/words/zh.json': '{}',
      },
      [],
    ],
    [
      'nothing of files beside main that hold no code, or of packages and types',
      {
        'fn/index.ts': `import type { A } from './a'; import words from './words.json'; import x from 'x'; import fs from 'node:fs'; export const main = (): A => [words, x, fs];`,
        'fn/a.d.ts': 'export type A = unknown;',
        'fn/words.json': '{}',
      },
      [],
    ],
    [
      'an import that leads out of a function that is uploaded as it is',
      {
        'fn/index.js': source("return require('../common/util')(cloud)"),
        'fn/config.json': permits(typing),
        'common/util.js': `module.exports = (cloud) => cloud.openapi.${typing}({})`,
      },
      ['warning outside fn/index.js:3'],
    ],
    [
      'nothing of an import from beside the folder in a function where main lies',
      {
        'fn/package.json': '{"main":"lib/app"}',
        'fn/lib/app.js': source("return require('../util')(cloud)"),
        'fn/util.js': 'module.exports = () => 1',
      },
      [],
    ],
    [
      'a method that several have, of which only the name is known, as a warning',
      {
        'fn/index.ts': `import '../shared/t'; import pick from 'x'; export const main = () => pick().go();`,
        'fn/config.json': permits(),
        'shared/t.ts': `import cloud from 'wx-server-sdk'; class A { go() { cloud.openapi.${typing}({}) } } class B { go() {} }`,
      },
      ['warning maybeMissing shared/t.ts:1'],
    ],
    [
      'a parent’s method, whoever else has one of that name',
      {
        'fn/index.ts': `import { C } from '../shared/t'; export const main = () => new C().go();`,
        'fn/config.json': permits(),
        'shared/t.ts': `import cloud from 'wx-server-sdk'; class A { go() { cloud.openapi.${typing}({}) } } class B { go() {} } export class C extends A {}`,
      },
      ['error missing shared/t.ts:1'],
    ],
    [
      'a list that is no array',
      { 'fn/index.js': calls(typing), 'fn/config.json': `{"permissions":{"openapi":"${typing}"}}` },
      ['error wrongShape fn/config.json:1'],
    ],
    [
      'a config that is no object',
      { 'fn/index.js': source(''), 'fn/config.json': '[]' },
      ['error wrongShape fn/config.json:1'],
    ],
    [
      'a name that is no text',
      { 'fn/index.js': source(''), 'fn/config.json': '{"permissions":{"openapi":[1, ""]}}' },
      ['error wrongShape fn/config.json:1', 'error wrongShape fn/config.json:1'],
    ],
    [
      'a misspelt key',
      { 'fn/index.js': source(''), 'fn/config.json': '{\n"permission":{"openapi":[]}}' },
      ['error misspeltKey fn/config.json:2'],
    ],
    [
      'a key that WeChat does not document',
      {
        'fn/index.js': source(''),
        'fn/config.json': '{\n"permissions":{"openapi":[]}, "timeout": 20}',
      },
      ['warning unknownKey fn/config.json:2'],
    ],
    [
      'nothing of triggers',
      {
        'fn/index.js': source(''),
        'fn/config.json': '{"triggers":[{"name":"t","type":"timer","config":"0 0 2 1 * * *"}]}',
      },
      [],
    ],
    [
      'a config.json beside the functions',
      { 'config.json': permits(typing), 'fn/index.js': source('') },
      ['error misplaced config.json:1'],
    ],
    [
      'a config.json in the folder of shared code',
      { 'shared/config.json': permits(typing), 'fn/index.js': source('') },
      ['error misplaced shared/config.json:1'],
    ],
    [
      'a config.json deeper in a function',
      { 'fn/lib/config.json': permits(typing), 'fn/index.js': source('') },
      ['error misplaced fn/lib/config.json:1'],
    ],
    [
      'nothing of permissions for code that is not built yet',
      { 'fn/package.json': '{"main":"dist/app.js"}', 'fn/config.json': permits(typing) },
      [],
    ],
    [
      'nothing of another tool’s config.json',
      { 'shared/config.json': '{"level":"debug"}', 'fn/index.js': source('') },
      [],
    ],
  ];
  test.each(cases)('finds %s', (_what, files, expected) => {
    expect(findings(files)).toEqual(expected);
  });

  test('takes the folder of one function too', () => {
    write({ 'index.js': calls(send), 'config.json': permits() });
    expect(checkFunctions(folder).findings).toMatchObject([
      { kind: 'missing', names: { api: send } },
    ]);
  });

  test.each([
    ['a file without extension', '{"main":"app"}', 'app.js'],
    ['a folder', '{"main":"./lib"}', 'lib/index.js'],
    ['what is built from it', '{"main":"app.js"}', 'app.ts'],
    ['what is built from src', '{"main":"dist/index.js"}', 'src/index.ts'],
  ])('finds the code where main of package.json names %s', (_what, manifest, file) => {
    expect(findings({ 'fn/package.json': manifest, [`fn/${file}`]: calls(typing) })).toEqual([
      `error noConfig fn/${file}:3`,
    ]);
  });

  test('takes a link to a folder for a function as well', () => {
    write({ 'elsewhere/index.js': calls(typing), 'cloudfunctions/other/index.js': source('') });
    symlinkSync(join(folder, 'elsewhere'), join(folder, 'cloudfunctions/fn'));
    symlinkSync(join(folder, 'nowhere'), join(folder, 'cloudfunctions/broken'));
    const { functions } = checkFunctions(folder);
    expect(functions.map((it) => [it.folder, it.permissions])).toEqual([
      [join(folder, 'cloudfunctions/fn'), [typing]],
      [join(folder, 'cloudfunctions/other'), []],
    ]);
  });

  test('reads what lies behind a link where it is required, and as Node finds it', () => {
    write({
      'fn/index.js': source('return require("./common/" + event.x).go()'),
      'fn/config.json': permits(typing),
      'lib/common/a.js': 'exports.go = () => require("../b").go()',
      'lib/common/unused.js': calls(send),
      'lib/b.js': `const cloud = require('wx-server-sdk'); exports.go = () => cloud.openapi.${typing}({})`,
    });
    symlinkSync(join(folder, 'lib/common'), join(folder, 'fn/common'));
    symlinkSync(join(folder, 'fn'), join(folder, 'lib/common/back'));
    expect(findings({})).toEqual([]);
  });

  test('asks of each function only what it reaches in shared code', () => {
    const shared = `exports.transport = (cloud) => ({
      setTyping: (call) => cloud.openapi.${typing}(call),
      send: (message) => cloud.openapi.${send}(message),
    })`;
    const uses = (method: string) =>
      `const cloud = require('wx-server-sdk'); const { transport } = require('../shared/transport')
       exports.main = (event) => transport(cloud).${method}(event)`;
    write({
      'project.config.json': '{"cloudfunctionRoot":"dist/"}',
      'shared/transport.js': shared,
      'typing/index.js': uses('setTyping'),
      'typing/config.json': permits(typing),
      'answer/index.js': uses('send'),
      'answer/config.json': permits(send),
    });
    expect(checkFunctions(folder).findings).toEqual([]);
  });

  test('every finding is said whole, in both languages', () => {
    write({
      'config.json': permits(typing),
      'a/index.js': `${calls('customerServiceMessage.sned', send)} cloud.openapi[1 + x].y(); f(cloud.openapi.z)`,
      'a/config.json':
        '{"permissions":{"openapi":["customerServiceMesage.send","b.c",0]},"x":1,"trigger":[]}',
      'b/index.js': calls(send),
      'c/index.js': calls('wxacode.gets'),
      'c/config.json': '{',
    });
    const found = checkFunctions(folder).findings;
    expect(new Set(found.map(({ kind }) => kind)).size).toBeGreaterThanOrEqual(10);
    for (const language of ['en', 'zh'] as const) {
      for (const { what, fix } of found.map((it) => describeFinding(it, language))) {
        expect(`${what} ${fix}`).not.toMatch(/\{[a-z]+\}|undefined/);
        if (language === 'zh') expect(`${what}${fix}`).toMatch(/\p{Script=Han}/u);
      }
    }
  });

  test('our own functions have the permissions that they use, and no others', () => {
    const own = checkFunctions(join(__dirname, '../../cloudfunctions'));
    expect(own.findings.map((it) => describeFinding(it, 'en'))).toEqual([]);
    const byName = own.functions.map((it) => [
      relative(join(it.folder, '..'), it.folder),
      it.permissions,
    ]);
    expect(Object.fromEntries(byName)).toMatchObject({ setTyping: [typing] });
  });
});

describe('npm run check', () => {
  async function check(...argv: string[]) {
    const { terminal, written } = fakeTerminal(argv);
    const code = await runCommand('check', checkCommand, terminal);
    return { code, ...written };
  }

  test('ends with 0 where nothing is wrong, warnings or not', async () => {
    write({ 'fn/index.js': source('cloud.openapi.wxacode[event.x]({})') });
    expect(await check(folder)).toMatchObject({ code: 0, out: expect.stringContaining('warning') });
  });

  test.each([
    ['calls nothing', 'const t = { a: 1 }; t[event.x]', 'no openapi calls\n'],
    [
      'may call something',
      'const t = { a: () => cloud.openapi.wxacode.get({}) }; t[event.x]()',
      'no openapi calls for certain: see the warnings\n',
    ],
  ])('says of a function that %s so', async (_what, body, said) => {
    write({ 'fn/index.js': source(body), 'fn/config.json': permits() });
    expect((await check(folder)).out).toContain(`fn  ${said}`);
  });

  test('ends with 1 where something is, and says place, matter and fix', async () => {
    write({ 'fn/index.js': calls(typing), 'fn/config.json': permits() });
    const { code, out } = await check(folder);
    expect(code).toBe(1);
    expect(out).toMatch(/fn\/index\.js:3:\d+ .*error.*setTyping is called here without permission/);
    expect(out).toMatch(
      /fix: add "customerServiceMessage\.setTyping" to permissions\.openapi in .*fn\/config\.json/,
    );
    expect((await check(folder, '--lang', 'zh')).out).toMatch(/错误.*没有声明权限[\s\S]*处理：/);
  });

  test('code that a finding names stands as it was written', async () => {
    write({
      'fn/index.mjs': `import path from 'node:path'; import { createRequire } from 'node:module'; import { at } from './at.mjs';
        export const main = ({ name }) => [createRequire(import.meta.url)(name), require(path.join(at(name), 'x'))];`,
      'fn/at.mjs': 'export const at = (name) => name;',
    });
    const { out } = await check(folder);
    expect(out).toContain('which code createRequire loads');
    expect(out).toMatch(/which code \w*path\.join\(at\(name\), 'x'\) loads/);
  });

  test('--json says it all in one line', async () => {
    write({ 'fn/index.js': calls(typing) });
    const { code, out } = await check(folder, '--json');
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({
      functions: [{ name: 'fn', permissions: [typing] }],
      findings: [{ kind: 'noConfig', level: 'error', line: 3 }],
      written: [],
    });
  });

  test('says which folder it leaves out, though it looks like a function', async () => {
    write({ 'fn/index.js': source(''), 'other/package.json': '{"main":"dist/main.js"}' });
    const { code, out } = await check(folder);
    expect(code).toBe(0);
    expect(out).toMatch(/other\/package\.json:1:1 .*warning.*this folder is not checked/);
    expect(out).not.toContain('Every call');
    const { findings } = JSON.parse((await check(folder, '--json')).out);
    expect(findings).toMatchObject([{ kind: 'noEntry', level: 'warning' }]);
  });

  test('--fix leaves a config.json that the next check finds clean', async () => {
    write({
      'a/index.js': calls(typing, send),
      'a/config.json': `{"permissions":{"openapi":["wxacode.get","customerServiceMesage.send","${typing}"]},"triggers":[]}`,
      'b/index.js': calls(send),
      'c/index.js': source(''),
    });
    const { code, out } = await check(folder, '--fix');
    expect(code).toBe(0);
    expect(out.match(/written: /g)).toHaveLength(2);
    expect(readFileSync(join(folder, 'a/config.json'), 'utf8')).toBe(
      `{"permissions":{"openapi":["${send}","${typing}"]},"triggers":[]}`,
    );
    expect((await check(folder)).out).toContain('Every call has its permission');
    expect((await check(folder, '--fix')).out).not.toContain('written');
  });

  test('--fix leaves alone what a person has to look at', async () => {
    write({ 'fn/index.js': calls(typing), 'fn/config.json': '{"permissions":{"openapi":[,]}}' });
    expect((await check(folder, '--fix')).code).toBe(1);
    expect(readFileSync(join(folder, 'fn/config.json'), 'utf8')).toBe(
      '{"permissions":{"openapi":[,]}}',
    );
  });

  test.each([
    ['a syntax error', source('if (event.x {')],
    ['a require that leads nowhere', source("return require('./built/typing')(cloud)")],
    ['a require by a computed name', source('return require(event.path)(cloud)')],
    ['a require by another name', source('const load = require; return load("./x")(cloud)')],
    [
      'a require of Node’s making',
      source('return require("module").createRequire(__filename)("x")()'),
    ],
    ['a require that may be another', source('return require(process.env.IMPL || "./index")()')],
    ['a require of what begins somewhere else', source('return require("../" + event.x)()')],
    ['a require that another is given', source('return require("x")(require)')],
    ['a require that is called by call', source('return require.call(module, event.x)()')],
    ['Node’s own loading', source('return module.constructor._load(event.x, module)()')],
    ['an eval', source('return eval("require")("common")()')],
    ['a function made of a text', source('return new Function("cloud", event.code)(1)')],
    ['a text that runs', source('return require("vm").runInThisContext(event.code)')],
    ['code that is too long', `${calls(send)}${'//\n'.repeat(50_000)}`],
  ])('--fix takes nothing away from a function with %s', async (_what, text) => {
    const config = permits('customerServiceMesage.send', 'wxacode.get', typing);
    write({ 'fn/index.js': text, 'fn/config.json': config });
    expect((await check(folder, '--fix')).out).not.toContain('written');
    expect(readFileSync(join(folder, 'fn/config.json'), 'utf8')).toBe(config);
  });

  const old = { 'cloudfunctions/old/index.js': source('') };
  const built = { 'dist/cloudfunctions/fn/index.js': source('') };
  test.each([
    ['cloud', { 'project.config.json': '{\n// DevTools\n"cloudfunctionRoot": "cloud/",}' }],
    ['cloud', { 'project.config.json': '{"cloudfunctionRoot":"cloud/"}', ...old }],
    ['cloudfunctions', { 'project.config.json': '{"cloudfunctionRoot":"cloud/"}' }],
    ['cloudfunctions', { 'project.config.json': '{"cloudfunctionRoot":"dist/cloudfunctions/"}' }],
    [
      'cloudfunctions',
      { 'project.config.json': '{"cloudfunctionRoot":"dist/cloudfunctions/"}', ...built },
    ],
    ['build', { 'project.config.json': '{"cloudfunctionRoot":"build"}' }],
    ['cloudfunctions', { 'project.config.json': '{"cloudfunctionRoot":""}' }],
    ['cloudfunctions', {}],
  ])('takes the root of a project, and finds its functions in %s', async (where, more) => {
    write({ ...more, [`${where}/fn/index.js`]: calls(typing) });
    const { code, out } = await check(folder, '--json');
    expect(code).toBe(1);
    expect(JSON.parse(out).functions).toEqual([{ name: 'fn', permissions: [typing] }]);
  });

  test.each([
    ['no such folder', () => join(folder, 'nope'), /no such folder/],
    ['no function in it', () => folder, /no cloud function in/],
  ])('ends with 2 where there is %s', async (_what, argument, message) => {
    const { code, out, err } = await check(argument());
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(message);
  });
});
