import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { openapiCalls } from './callGraph';
import { sourceFiles } from './sourceFiles';
import { loadSources } from './sources';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'calls-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

type Files = Record<string, string>;

/** The calls found, `?` behind those that are not certain, `*` for what cannot be decided. */
function found(files: Files): string[] {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  const entry = join(folder, Object.keys(files)[0] ?? '');
  const own = sourceFiles(dirname(entry));
  const names = openapiCalls(loadSources(own), { folder: dirname(entry), entry, own }).flatMap(
    ({ kind, what, certain }) => {
      if (kind === 'call') return what + (certain ? '' : '?');
      const isOpen = kind === 'computed' || kind === 'handedOn';
      return isOpen ? `${[what, '*'].filter(Boolean).join('.')} ${kind}` : [];
    },
  );
  return [...new Set(names)].sort();
}

const js = (body: string): Files => ({ 'fn/index.js': body });
const ts = (body: string): Files => ({ 'fn/index.ts': body });
const typing = 'customerServiceMessage.setTyping';
const send = 'customerServiceMessage.send';

const head = "const cloud = require('wx-server-sdk')\ncloud.init()\n";
const main = (body: string) => js(`${head}exports.main = async (event) => { ${body} }`);

describe('a call is found', () => {
  const cases: [string, Files, string[]][] = [
    [
      'as the documentation writes it',
      main('return await cloud.openapi.customerServiceMessage.setTyping({ touser: event.a })'),
      [typing],
    ],
    [
      'under any name of the SDK',
      js(
        `const wx = require('wx-server-sdk'); exports.main = () => wx.openapi.customerServiceMessage.send({})`,
      ),
      [send],
    ],
    [
      'required in place',
      js(`exports.main = () => require('wx-server-sdk').openapi.customerServiceMessage.send({})`),
      [send],
    ],
    [
      'by a default import',
      ts(
        `import cloud from 'wx-server-sdk'; export const main = () => cloud.openapi.wxacode.get({})`,
      ),
      ['wxacode.get'],
    ],
    [
      'by a namespace import',
      ts(
        `import * as c from 'wx-server-sdk'; export async function main() { await c.openapi.wxacode.get({}) }`,
      ),
      ['wxacode.get'],
    ],
    [
      'by a named import',
      ts(
        `import { openapi as o } from 'wx-server-sdk'; export const main = () => o.wxacode.get({})`,
      ),
      ['wxacode.get'],
    ],
    [
      'by import = require',
      ts(
        `import cloud = require('wx-server-sdk'); export const main = () => cloud.openapi.wxacode.get({})`,
      ),
      ['wxacode.get'],
    ],
    [
      'by a dynamic import',
      ts(
        `export const main = async () => { const { default: cloud } = await import('wx-server-sdk'); return cloud.openapi.wxacode.get({}) }`,
      ),
      ['wxacode.get'],
    ],
    [
      'on openapi taken out',
      main('const { openapi } = cloud; openapi.customerServiceMessage.send({})'),
      [send],
    ],
    [
      'on a namespace taken out under another name',
      main('const { customerServiceMessage: { setTyping: t } } = cloud.openapi; t({})'),
      [typing],
    ],
    [
      'on a parameter pattern',
      js(
        `${head}const go = ({ openapi: { wxacode } }) => wxacode.get({}); exports.main = () => go(cloud)`,
      ),
      ['wxacode.get'],
    ],
    [
      'on what is left after taking something else out',
      main('const { init, ...rest } = cloud; rest.openapi.customerServiceMessage.send({})'),
      [send],
    ],
    [
      'by a destructuring assignment',
      main('let api; ({ openapi: { customerServiceMessage: api } } = cloud); api.send({})'),
      [send],
    ],
    [
      'by the default of a destructuring assignment',
      main('let api; ({ api = cloud.openapi } = event); api.wxacode.get({})'),
      ['wxacode.get'],
    ],
    [
      'through an alias',
      main('const api = cloud.openapi.customerServiceMessage; const f = api.setTyping; f({})'),
      [typing],
    ],
    [
      'through an alias set later',
      main('let api; if (event.x) api = cloud.openapi; await api.wxacode.get({})'),
      ['wxacode.get'],
    ],
    [
      'with names in brackets',
      main(`cloud['openapi']["customerServiceMessage"][\`send\`]({})`),
      [send],
    ],
    [
      'with a name that is a constant',
      main(`const name = 'setTyping'; cloud.openapi.customerServiceMessage[name]({})`),
      [typing],
    ],
    [
      'with a name put together',
      main(`const set = 'set'; cloud.openapi.customerServiceMessage[\`\${set}Typing\`]({})`),
      [typing],
    ],
    [
      'for each of a list',
      main(
        `for (const name of ['send', 'setTyping']) cloud.openapi.customerServiceMessage[name]({})`,
      ),
      [send, typing],
    ],
    [
      'with a name from a TypeScript enum',
      ts(
        `import cloud from 'wx-server-sdk'; enum A { T = 'setTyping' } export const main = () => cloud.openapi.customerServiceMessage[A.T]({})`,
      ),
      [typing],
    ],
    ['with ?. on the way', main('cloud?.openapi?.customerServiceMessage?.send?.({})'), [send]],
    [
      'with as, ! and brackets on the way',
      ts(
        `import cloud from 'wx-server-sdk'; export const main = () => (cloud as any).openapi!.wxacode.get({})`,
      ),
      ['wxacode.get'],
    ],
    [
      'on an instance of cloud.Cloud',
      js(
        `${head}const other = new cloud.Cloud({ resourceEnv: 'x' }); exports.main = () => other.openapi.wxacode.get({})`,
      ),
      ['wxacode.get'],
    ],
    [
      'on an instance of Cloud taken out',
      ts(
        `import { Cloud } from 'wx-server-sdk'; const c = new Cloud({}); export const main = () => c.openapi.wxacode.get({})`,
      ),
      ['wxacode.get'],
    ],
    ['on another appid', main(`cloud.openapi({ appid: 'wx1' }).wxacode.get({})`), ['wxacode.get']],
    [
      'by call, apply and bind',
      main(
        'const { openapi: o } = cloud; o.a.b.call(null, {}); o.c.d.apply(null, [{}]); o.e.f.bind(null)({})',
      ),
      ['a.b', 'c.d', 'e.f'],
    ],
    [
      'in a condition, a loop, a template',
      main(
        `const a = event.x ? cloud.openapi.a.b : cloud.openapi.c.d; while (await a({})) \`\${cloud.openapi.e.f({})}\``,
      ),
      ['a.b', 'c.d', 'e.f'],
    ],
    [
      'in a callback of a built-in',
      main(
        'await Promise.all(event.list.map((touser) => cloud.openapi.subscribeMessage.send({ touser })))',
      ),
      ['subscribeMessage.send'],
    ],
    [
      'handed to a package that calls it',
      js(
        `${head}const retry = require('p-retry'); exports.main = () => retry(cloud.openapi.wxacode.get)`,
      ),
      ['wxacode.get'],
    ],
    [
      'when the package calls our main',
      js(
        `${head}const wrap = require('wrap'); exports.main = wrap(async () => cloud.openapi.wxacode.get({}))`,
      ),
      ['wxacode.get'],
    ],
    [
      'in a route of a router',
      js(
        `${head}const Router = require('tcb-router'); exports.main = (event) => { const app = new Router({ event }); app.router('x', async (ctx) => { ctx.body = await cloud.openapi.wxacode.get({}) }); return app.serve() }`,
      ),
      ['wxacode.get'],
    ],
    [
      'in a class, the SDK in a field',
      ts(
        `import cloud from 'wx-server-sdk'; class S { constructor(private readonly c: any) {} send() { return this.c.openapi.customerServiceMessage.send({}) } } const s = new S(cloud); export const main = () => s.send()`,
      ),
      [send],
    ],
    [
      'in a parent class',
      js(
        `${head}class A { constructor(c) { this.c = c } } class B extends A { constructor(c) { super(c) } go() { return this.c.openapi.wxacode.get({}) } } exports.main = () => new B(cloud).go()`,
      ),
      ['wxacode.get'],
    ],
    [
      'by super',
      js(
        `${head}class A { go() { return cloud.openapi.wxacode.get({}) } } class B extends A { go() { return super.go() } } exports.main = () => new B().go()`,
      ),
      ['wxacode.get'],
    ],
    [
      'by a private field and a getter',
      js(
        `${head}class A { #c = cloud; get api() { return this.#c.openapi } } exports.main = () => new A().api.wxacode.get({})`,
      ),
      ['wxacode.get'],
    ],
    [
      'by a prototype',
      js(
        `${head}function A(c) { this.c = c } A.prototype.go = function () { return this.c.openapi.wxacode.get({}) }; exports.main = () => new A(cloud).go()`,
      ),
      ['wxacode.get'],
    ],
    [
      'by a function that calls itself with another one',
      main(
        'function go(f, g) { f(); if (g) go(g) } go(() => cloud.openapi.a.b({}), () => cloud.openapi.c.d({}))',
      ),
      ['a.b', 'c.d'],
    ],
    [
      'by a class that takes the place of its parent',
      main(
        'let A = class { go() { return cloud.openapi.a.b({}) } }; A = class extends A {}; new A().go()',
      ),
      ['a.b'],
    ],
    [
      'by a class or a function that a function makes',
      js(
        `${head}const make = (c) => class { go() { return c.openapi.a.b({}) } }; function A(c) { const self = this; this.c = c; this.go = () => self.c.openapi.c.d({}) } exports.main = () => [new (make(cloud))().go(), new A(cloud).go()]`,
      ),
      ['a.b', 'c.d'],
    ],
    [
      'by what inherits without the word extends',
      {
        'fn/index.js': `const { A } = require('../shared/a'); const util = require('util'); function B() {} util.inherits(B, A); function C() {} C.prototype = Object.create(A.prototype); exports.main = () => [new B().go(), new C().to()]`,
        'shared/a.js': `${head}function A() {} A.prototype.go = () => cloud.openapi.a.b({}); A.prototype.to = () => cloud.openapi.c.d({}); exports.A = A`,
      },
      ['a.b', 'c.d'],
    ],
    [
      'by an heir’s method that an abstract class counts on',
      {
        'fn/index.ts': `import { B } from '../shared/b'; export const main = () => new B().run()`,
        'shared/b.ts': `import cloud from 'wx-server-sdk'; abstract class A { abstract go(): unknown; run() { return this.go() } } export class B extends A { go() { return cloud.openapi.a.b({}) } } export class C extends A { go() { return cloud.openapi.y.z({}) } }`,
      },
      ['a.b'],
    ],
    [
      'after then',
      main('return Promise.resolve(cloud).then((c) => c.openapi.wxacode.get({}))'),
      ['wxacode.get'],
    ],
    [
      'through a spread and Object.assign',
      main(
        'const a = { ...{ go: () => cloud.openapi.a.b({}) } }; const t = {}; Object.assign(t, { to: () => cloud.openapi.c.d({}) }); a.go(); t.to()',
      ),
      ['a.b', 'c.d'],
    ],
    [
      'through a list that is filled',
      main(
        'const jobs = []; jobs.push(() => cloud.openapi.a.b({})); for (const job of jobs) await job()',
      ),
      ['a.b'],
    ],
    [
      'through a generator',
      main('function* go() { yield cloud.openapi.a } for (const a of go()) a.b({})'),
      ['a.b'],
    ],
    [
      'where the SDK comes from is not known, by the name openapi',
      js(`exports.main = (event, context) => context.cloud.openapi.wxacode.get({})`),
      ['wxacode.get'],
    ],
    [
      'in another file, the SDK handed over',
      {
        'fn/index.js': `${head}const { go } = require('./lib/go'); exports.main = () => go(cloud, 'x')`,
        'fn/lib/go.js': `module.exports = { go: (c) => c.openapi.wxacode.get({}) }`,
      },
      ['wxacode.get'],
    ],
    [
      'in a shared file beside the function',
      {
        'fn/index.ts': `import { go } from '../shared/index.js'; export const main = () => go()`,
        'shared/index.ts': `export * from './go'`,
        'shared/go.ts': `import cloud from 'wx-server-sdk'; export async function go() { return cloud.openapi.wxacode.get({}) }`,
      },
      ['wxacode.get'],
    ],
    [
      'in a file whose exports are exported again, in any form',
      {
        'fn/index.ts': `import { s, def, ns, star } from '../shared/all'; export const main = () => [s(), def(), ns.t(), star()]`,
        'shared/all.ts': `export { send as s, default as def } from './api'; export * as ns from './api'; export * from './star'`,
        'shared/api.ts': `import cloud = require('wx-server-sdk'); export const send = () => cloud.openapi.a.b({}); export default () => cloud.openapi.c.d({}); export function t() { return cloud.openapi.e.f({}) } export const no = () => cloud.openapi.y.z({})`,
        'shared/star.js': `${head}module.exports = { star: () => cloud.openapi.g.h({}) }`,
      },
      ['a.b', 'c.d', 'e.f', 'g.h'],
    ],
    [
      'in a file that is required by each name of a list',
      {
        ...main(`for (const name of ['a', 'b']) require('./testing/' + name).go()`),
        'fn/testing/a.js': `${head}exports.go = () => cloud.openapi.a.b({})`,
        'fn/testing/b.js': `${head}exports.go = () => cloud.openapi.c.d({})`,
      },
      ['a.b', 'c.d'],
    ],
    [
      'when a file exports the SDK',
      {
        'fn/index.js': `const { cloud } = require('./cloud'); exports.main = () => cloud.openapi.wxacode.get({})`,
        'fn/cloud.js': `const cloud = require('wx-server-sdk'); module.exports.cloud = cloud`,
      },
      ['wxacode.get'],
    ],
    [
      'with a name that a helper is given',
      js(
        `${head}const call = (name, data) => cloud.openapi.customerServiceMessage[name](data); const t = { setTyping: (d) => call('setTyping', d), send: (d) => call('send', d) }; exports.main = (e) => t.setTyping(e)`,
      ),
      [`${send}?`, typing],
    ],
  ];
  test.each(cases)('%s', (_how, files, expected) => {
    expect(found(files)).toEqual(expected);
  });
});

describe('a call is not counted', () => {
  const transport = `export const transport = (cloud) => ({ setTyping: (d) => cloud.openapi.customerServiceMessage.setTyping(d), send: (d) => cloud.openapi.customerServiceMessage.send(d) })`;
  const cases: [string, Files, string[]][] = [
    [
      'that stands in a shared object’s other method',
      {
        'fn/index.js': `import cloud from 'wx-server-sdk'; import { transport } from '../shared/t'; const t = transport(cloud); export const main = (e) => t.setTyping(e)`,
        'shared/t.js': transport,
      },
      [typing],
    ],
    [
      'that goes through the same wrapper as one that is called',
      {
        'fn/index.js': `${head}const { typing, to } = require('../shared/t'); exports.main = (e) => [typing(e), to.typing(e)]`,
        'shared/t.js': `${head}const wrap = (fn) => async (...args) => { try { return await fn(...args) } catch (e) { return e } }
          const same = (fn) => fn
          const wrapper = (log) => (fn) => { const go = (e) => fn(e); return go }
          const logged = wrapper(console)
          exports.send = wrap((d) => cloud.openapi.x.y(d)); exports.typing = wrap((d) => cloud.openapi.a.b(d))
          exports.to = { send: same((d) => cloud.openapi.x.z(d)), typing: logged((d) => same((d) => cloud.openapi.c.d(d))(d)) }
          exports.logged = logged((d) => cloud.openapi.y.z(d))`,
      },
      ['a.b', 'c.d'],
    ],
    [
      'in a shared file that this function does not import from',
      {
        'fn/index.js': `import { a } from '../shared/t'; import cloud from 'wx-server-sdk'; export const main = () => a(cloud)`,
        'shared/t.js': `export const a = (c) => c.openapi.a.b({}); export const z = (c) => c.openapi.y.z({})`,
      },
      ['a.b'],
    ],
    [
      'when what it overrides is not called',
      main(
        'const t = { ...{ send: () => cloud.openapi.y.z({}) }, send: () => cloud.openapi.a.b({}) }; t.send()',
      ),
      ['a.b', 'y.z?'],
    ],
    [
      'in a comment or a string',
      main(`const s = 'cloud.openapi.a.b()' // cloud.openapi.a.b()\n return s`),
      [],
    ],
    [
      'on something else that has a field named openapi',
      main(
        `const c = require('./config.json'); const d = { permissions: { openapi: { list: { all() {} } } } }; d.permissions.openapi.list.all(); return c.permissions.openapi.includes('x')`,
      ),
      [],
    ],
    [
      'of another package',
      js(`const cloud = { openapi: { a: { b() {} } } }; exports.main = () => cloud.openapi.a.b()`),
      [],
    ],
    [
      'in a test beside the function',
      { ...main(''), 'fn/index.test.js': `${head}cloud.openapi.a.b({})` },
      [],
    ],
    [
      'in an installed package',
      { ...main(''), 'fn/node_modules/x/index.js': `${head}cloud.openapi.a.b({})` },
      [],
    ],
    ['when an API is only looked at', main('return typeof cloud.openapi.a.b'), []],
    [
      'when a local require is meant',
      js(
        `const require = () => ({ openapi: { a: { b() {} } } }); const cloud = require('wx-server-sdk'); exports.main = () => cloud.openapi.a.b({})`,
      ),
      [],
    ],
    [
      'in a branch of types',
      ts(
        `import type cloud from 'wx-server-sdk'; type A = typeof cloud.openapi.a.b; export const main = () => 1 as unknown as A`,
      ),
      [],
    ],
  ];
  test.each(cases)('%s', (_why, files, expected) => {
    expect(found(files)).toEqual(expected);
  });
});

describe('what reading alone cannot tell is said to be so', () => {
  const cases: [string, Files, string[]][] = [
    [
      'an API by a computed name',
      main('cloud.openapi.customerServiceMessage[event.name]({})'),
      ['customerServiceMessage.* computed'],
    ],
    ['a computed namespace', main('cloud.openapi[event.space][event.name]({})'), ['* computed']],
    [
      'a computed name beside a known one',
      main(`const name = event.name || 'send'; cloud.openapi.customerServiceMessage[name]({})`),
      [`customerServiceMessage.* computed`, send],
    ],
    [
      'the SDK’s parts by a computed name',
      main('cloud[event.a][event.b][event.c]({})'),
      ['* computed'],
    ],
    [
      'a path through the SDK',
      main(`event.path.split('.').reduce((on, key) => on[key], cloud)({})`),
      ['* computed', '* handedOn'],
    ],
    ['the SDK given to a package', main(`require('x')(cloud).go()`), ['* handedOn']],
    [
      'the SDK given to a package in an object',
      main(`new (require('x'))({ cloud }).go()`),
      ['* handedOn'],
    ],
    [
      'a namespace given to a package',
      main(`require('x')(cloud.openapi.wxacode)`),
      ['wxacode.* handedOn'],
    ],
    [
      'a method chosen at run time',
      main(
        'const t = { a: () => cloud.openapi.a.b({}), c: () => cloud.openapi.c.d({}) }; t[event.x]()',
      ),
      ['a.b?', 'c.d?'],
    ],
    [
      'an heir’s method that its parent chooses at run time',
      {
        'fn/index.ts': `import { B } from '../shared/b'; export const main = (e: any) => new B().run(e.x)`,
        'shared/b.ts': `import cloud from 'wx-server-sdk'; class A { run(name: string) { return this[name]() } } export class B extends A { go() { return cloud.openapi.a.b({}) } }`,
      },
      ['a.b?'],
    ],
    [
      'methods of an object given to a package',
      main(`require('x')({ go: () => cloud.openapi.a.b({}) })`),
      ['a.b?'],
    ],
    [
      'code of the function that nobody is seen to call',
      js(`${head}function unused() { return cloud.openapi.a.b({}) } exports.main = () => 1`),
      ['a.b?'],
    ],
    [
      'what code that nobody is seen to call may leave to other code in a function',
      main(
        'const make = () => { let api; function set() { api = cloud.openapi } return () => api.a.b({}) }; return make()()',
      ),
      ['a.b?'],
    ],
    [
      'a file of the function that is required by a computed name',
      {
        ...main(`return require(\`./do/\${event.x}\`)()`),
        'fn/do/a.js': `${head}module.exports = () => cloud.openapi.a.b({})`,
      },
      ['a.b?'],
    ],
    [
      'a file of a folder for tests or built code that is required so all the same',
      {
        ...main(`return require('./testing/' + event.x)(require(\`./dist/\${event.x}\`))`),
        'fn/testing/a.js': `${head}module.exports = () => cloud.openapi.a.b({})`,
        'fn/dist/a.js': `${head}module.exports = () => cloud.openapi.c.d({})`,
      },
      ['a.b?', 'c.d?'],
    ],
    ...[
      "__dirname + '/do/' + event.x",
      `\`\${__dirname}/do/\${event.x}.js\``,
      "path.join(__dirname, 'do', event.x)",
    ].map((path): [string, Files, string[]] => [
      `a file that is required by ${path}`,
      {
        ...js(`const path = require('path'); exports.main = (event) => require(${path})()`),
        'fn/do/a.js': `${head}module.exports = () => cloud.openapi.a.b({})`,
      },
      ['a.b?'],
    ]),
    [
      'those files alone of shared ones whose names begin as the computed one does',
      {
        ...main(`return require('../shared/do-' + event.x).go()`),
        'shared/do-a.js': `${head}exports.go = () => cloud.openapi.a.b({})`,
        'shared/other.js': `${head}exports.go = () => cloud.openapi.y.z({})`,
      },
      ['a.b?'],
    ],
  ];
  test.each(cases)('%s', (_what, files, expected) => {
    expect(found(files)).toEqual(expected);
  });
});

test('a text that grows without end does not keep it from ending', () => {
  const body = `let s = ''; while (event.x) s += 'a'; cloud.openapi.customerServiceMessage[s]({})`;
  expect(found(main(body))).toContain('customerServiceMessage.* computed');
});

test('says of a name out of more texts than can be held that it is computed', () => {
  const names = Array.from({ length: 120 }, (_, index) => `get${index}`);
  const body = `for (const name of ${JSON.stringify(names)}) cloud.openapi.wxacode[name]({})`;
  expect(found(main(body))).toContain('wxacode.* computed');
});

test('gives up on more code than can be followed, and says so', () => {
  expect(found(main('return cloud.openapi.a.b({})'))).toEqual(['a.b']);
  const entry = join(folder, 'fn/index.js');
  const all = openapiCalls(loadSources([entry]), { folder, entry, own: [] }, 3);
  expect(all).toMatchObject([{ kind: 'exhausted', file: entry }]);
});

test('gives up on code that is nested deeper than the stack', () => {
  found(main(`const s = ${'"a" + '.repeat(6_000)} ""; cloud.openapi.a.b({ s })`));
  const entry = join(folder, 'fn/index.js');
  const all = openapiCalls(loadSources([entry]), { folder, entry, own: [entry] });
  expect(all).toContainEqual(expect.objectContaining({ kind: 'exhausted', file: entry }));
});

test('functions that give back themselves do not keep it from ending', () => {
  const body = `const f = () => f; const o = { get me() { return o }, ...cloud }; o.x = o; Object.assign(o, o); require('x')(f, o); return o.me.x.openapi.a.b({})`;
  expect(found(main(body))).toEqual(['a.b']);
});
