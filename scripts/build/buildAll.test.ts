import { createHash } from 'node:crypto';
import { mkdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { listFiles } from '../cli/listFiles';
import { buildAll } from './buildAll';
import { BuildError, describeProblem, type Problem } from './buildError';
import { loadFunction } from './loadFunction';
import { type Project, writeProject } from './testing/writeProject';

// Bundling the SDK takes a slow machine a while.
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
    expect(listFiles(join(project.root, 'dist'))).toEqual(files.map(({ path }) => path));
    for (const { path, bytes } of files) expect((await stat(built(path))).size).toBe(bytes);
  });

  test('what is built elsewhere into dist, such as the package, is left alone', async () => {
    await mkdir(built('package'), { recursive: true });
    await writeFile(built('package/with-typing.js'), '1');
    await build();
    expect(await readFile(built('package/with-typing.js'), 'utf8')).toBe('1');
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

  describe('a function of anybody’s', () => {
    const main = 'export const main = async () =>';
    const sources: Record<string, string> = {
      'esm/package.json': '{ "name": "esm", "type": "module", "dependencies": {} }',
      'esm/index.js': `import { readFileSync } from 'node:fs'; import { dirname, join } from 'node:path';
        import { fileURLToPath } from 'node:url';
        const __dirname = dirname(fileURLToPath(import.meta.url));
        ${main} readFileSync(join(__dirname, 'hello.txt'), 'utf8');`,
      'esm/hello.txt': 'hello',
      'onlyJs/index.js': `const fs = require('fs'); const lib = require('./lib/read');
        exports.main = async () => lib(fs) + require('./words.json').word;`,
      'onlyJs/lib/read.js': `const path = require('path');
        module.exports = (fs) => fs.readFileSync(path.join(__dirname, 'pictures/a.png'), 'latin1') + path.basename(__filename);`,
      'onlyJs/lib/pictures/a.png': 'png',
      'onlyJs/words.json': '{"word":"!"}',
      'inSrc/src/index.ts': `import { readFileSync } from 'node:fs'; import { join } from 'node:path'; ${main} readFileSync(join(__dirname, '../assets/a.txt'), 'utf8');`,
      'inSrc/assets/a.txt': 'asset',
      'byMain/package.json': '{ "main": "lib/start.js" }',
      'byMain/lib/start.js': `exports.main = () => 'started';`,
      'decorated/tsconfig.json':
        '{ "compilerOptions": { "experimentalDecorators": true, "emitDecoratorMetadata": true, "paths": { "@/*": ["./src/*"] } } }',
      'decorated/index.ts': `import { word } from '@/word';
        const seen: unknown[] = [];
        Object.assign(Reflect, { metadata: (key: string, value: unknown) => () => void seen.push(key, value === String || typeof value) });
        const mark = (target: object, name: string) => { seen.push(name, typeof target); };
        class A { @mark field: string = word; }
        ${main} [new A().field, ...seen].join();`,
      'decorated/src/word.ts': `export const word: string = 'word';`,
      'worker/index.ts': `import { join } from 'node:path'; import { Worker } from 'node:worker_threads';
        ${main} new Promise((resolve) => new Worker(join(__dirname, 'work.js')).once('message', resolve));`,
      'worker/work.js': `require('node:worker_threads').parentPort.postMessage('worked');`,
      'talks/index.ts': `import cloud from 'wx-server-sdk'; cloud.init();
        require('node:http').get('http://127.0.0.1:1/').on('error', () => {});
        require('node:dns').promises.lookup('nowhere.invalid').then(console.log);
        fetch('http://127.0.0.1:8399/').then(console.log); require('node:http').createServer().listen(1);
        setInterval(() => {}, 1000); Promise.reject(new Error('later')).catch(() => {});
        ${main} 'talked';`,
      'lazy/index.ts': `${main} require('marked').marked.parse('*a*').trim();`,
      'routes/index.js': `const cloud = require('wx-server-sdk');
        exports.main = () => ['a', 'b', 'words', 'c.js'].map((name) => require('./handlers/' + name).word).join();`,
      'routes/handlers/a.js': `exports.word = 'a';`,
      'routes/handlers/b/index.js': `exports.word = 'b';`,
      'routes/handlers/words.json': '{"word":"json"}',
      'routes/handlers/c.js': `exports.word = 'c';`,
      'routesOfTs/index.ts': `${main} require(\`./handlers/\${'a'}\`).word;`,
      'routesOfTs/handlers/a.ts': `export const word: string = 'ts';`,
      'esmRequire/index.mjs': `import { createRequire } from 'node:module';
        const require = createRequire(import.meta.url);
        const req = createRequire(import.meta.url);
        const a = require('./a.json'); const b = req('./lib/b.cjs');
        ${main} [a.word, b(), req('marked').marked.parse('*c*').trim(), typeof require.resolve].join();`,
      'esmRequire/a.json': '{"word":"a"}',
      'esmRequire/lib/b.cjs': `module.exports = () => 'b';`,
      'placed/index.js': `// in a module: const __dirname = dirname(fileURLToPath(import.meta.url))
        const at = require('./lib/at'); exports.main = () => at();`,
      'placed/lib/at.js': `// const __dirname = …
        const { readFileSync } = require('fs'); const path = require('path');
        const read = ({ __dirname: folder }) => readFileSync(path.join(folder, 'a.txt'), 'utf8');
        const other = (module) => module.path; function shadowed(__dirname) { return __dirname; }
        module.exports = () => [read({ __dirname }), path.basename(module.path), path.basename(module.filename),
          shadowed(1), other({ path: 2 }), readFileSync(require.resolve('./a.txt'), 'utf8'),
          delete require.cache[require.resolve('./a.txt')]].join();`,
      'placed/lib/a.txt': 'text',
      'byPath/index.js': `const path = require('path'); const util = require('./util'); util.count++;
        const dir = path.join(__dirname, 'handlers');
        exports.main = async ({ name = 'a' }) => {
          const part = './parts/' + name; const url = require('url').pathToFileURL(path.join(dir, name + '.js')).href;
          return [require(path.join(__dirname, 'handlers', name)), require(\`\${__dirname}/handlers/\${name}.js\`),
            require(path.resolve(dir, name)), require(part), (await import(url)).default].map((it) => it.word).join();
        };`,
      'byPath/util.js': 'exports.count = 1;',
      'byPath/handlers/a.js': `exports.word = 'a' + require('../util').count;`,
      'byPath/handlers/a.test.js': `require('jest-of-nobody');`,
      'byPath/handlers/README.md': '# handlers',
      'byPath/parts/a.js': `exports.word = 'part';`,
      'reads/index.js': `const fs = require('fs'); const path = require('path');
        require('./sandbox'); const read = (...names) => fs.readFileSync(path.join(__dirname, ...names), 'utf8');
        const file = path.join(__dirname, 'user.schema.json');
        exports.main = ({ name = 'part' }) => [read('data', 'config.json'), read('docs/README.md'), read('dist', 'data.txt'),
          read('linked/a.txt'), read('link.txt'), fs.readFileSync(file, 'utf8'), read('app.config.js'),
          fs.readFileSync(path.join(__dirname, 'sandbox.js'), 'utf8').length,
          fs.readFileSync(path.join(__dirname, 'test', name + '.txt'), 'utf8'),
          fs.readdirSync(path.join(__dirname, 'views')).join('+')].join();`,
      'reads/sandbox.js': '1;',
      'reads/data/config.json': 'config',
      'reads/docs/README.md': 'readme',
      'reads/dist/data.txt': 'dist',
      'reads/dist/index.js': `require('nobody');`,
      'reads/user.schema.json': 'schema',
      'reads/app.config.js': 'app',
      'reads/test/part.txt': 'test',
      'reads/views/a.ts': `export const a: string = '';`,
      'reads/views/b.html': '',
      'reads/views/b.test.js': '',
      'runs/index.ts': `import { fork } from 'node:child_process'; import { join } from 'node:path';
        import { isMainThread, parentPort, Worker } from 'node:worker_threads'; import { count } from './lib/count';
        if (!isMainThread) parentPort?.postMessage('self' + count);
        const once = (it: any) => new Promise((resolve) => it.once('message', resolve));
        const script = join(__dirname, 'lib', 'child.js');
        ${main} Promise.all([once(new Worker(join(__dirname, 'work.js'))), once(fork(script)),
          once(new Worker(new URL('./module.mjs', import.meta.url))), once(new Worker(__filename)),
          once(fork(join(__dirname, 'plain.js')))]);`,
      'runs/lib/count.ts': 'export const count: number = 1;',
      'runs/work.ts': `import { parentPort } from 'node:worker_threads'; import { count } from './lib/count';
        import { readFileSync } from 'node:fs'; import { marked } from 'marked';
        parentPort?.postMessage(marked.parse('*w*').trim() + count + readFileSync(__dirname + '/lib/a.txt', 'utf8'));`,
      'runs/lib/child.js': `const { count } = require('./count'); const fs = require('fs');
        process.send('child' + count + ['part'].map((name) => require('./parts/' + name).word) + fs.readFileSync(require('path').join(__dirname, 'a.txt'), 'utf8')); process.disconnect();`,
      'runs/lib/parts/part.ts': `export const word: string = 'part';`,
      'runs/lib/a.txt': 'text',
      'runs/module.mjs': `import { parentPort } from 'node:worker_threads'; import { count } from './lib/count'; parentPort.postMessage('module' + count);`,
      'runs/plain.js': `process.send('plain'); process.disconnect();`,
      'lists/index.ts': `import { readdirSync } from 'node:fs'; import { join } from 'node:path';
        ${main} readdirSync(join(__dirname, 'handlers')).map((file) => require('./handlers/' + file).word).join();`,
      'lists/handlers/a.ts': `import { word as b } from '../b'; export const word: string = 'a' + b;`,
      'lists/b.ts': `export const word: string = 'b';`,
      'packed/index.js': `const reader = require('reader'); exports.main = () => reader.read('x');`,
      'packed/node_modules/reader/package.json':
        '{ "name": "reader", "version": "1.2.3", "main": "lib/index.js" }',
      'packed/node_modules/reader/lib/index.js': `const fs = require('fs'); const path = require('path');
        const data = path.join(__dirname, '../data');
        exports.read = (name) => [fs.readFileSync(path.join(data, name + '.txt'), 'utf8'),
          require(path.join(__dirname, '..', 'package.json')).version, fs.readdirSync(data),
          fs.readFileSync(new URL('../y.txt', (typeof document === 'undefined' ? require('u' + 'rl').pathToFileURL(__filename).href : document.baseURI)), 'utf8')].join();`,
      'packed/node_modules/reader/data/x.txt': 'x',
      'packed/node_modules/reader/y.txt': 'y',
      'packed/node_modules/reader/README.md': '',
      'compiled/package.json': '{ "main": "dist/start.js" }',
      'compiled/dist/start.js': `const at = (name) => require('path').join(__dirname, name);
        exports.main = () => require('fs').readFileSync(at('other.js'), 'utf8').length;`,
      'compiled/dist/other.js': '1;',
      'deep/index.js': `const at = __dirname; exports.main = () => (${Array(3000).fill("'a'").join('+')}).length;`,
      'view/tsconfig.json':
        '{ "compilerOptions": { "jsx": "preserve", "jsxImportSource": "./jsx" } }',
      'view/index.ts': `import { view } from './view'; ${main} view;`,
      'view/view.tsx': 'export const view = <p>hi</p>;',
      'view/jsx/jsx-runtime.ts': `export const jsx = (tag: string, { children }: { children: string }) => '<' + tag + '>' + children;`,
      'nodeSdk/index.ts': `import tcb from '@cloudbase/node-sdk';
        const app = tcb.init({ env: 'e', secretId: 'i', secretKey: 'k' });
        ${main} typeof app.database().collection;`,
      'based/jsconfig.json': '{ "compilerOptions": { "baseUrl": "." } }',
      'based/index.js': `import { word } from 'lib/word'; ${main} word;`,
      'based/lib/word.js': `export const word = 'based';`,
      'byWindows/package.json': '\uFEFF{ "main": "start" }',
      'byWindows/config.json': '\uFEFF{}',
      'byWindows/start.js': `\uFEFFexports.main = () => '你好';`,
      'common/index.ts': `export const helper = () => 'helped';`,
      'helped/index.ts': `import { helper } from '../common'; ${main} helper();`,
    };

    test('works where people expect it to: modules, assets, src/, aliases, decorators, workers', async () => {
      for (const [path, text] of Object.entries(sources)) {
        await project.write(`cloudfunctions/${path}`, text);
      }
      for (const path of [
        '.secret',
        'README.md',
        'lib/read.test.js',
        'x.schema.json',
        'package-lock.json',
      ]) {
        await project.write(`cloudfunctions/onlyJs/${path}`, '{}');
      }
      await project.write('assets/a.txt', 'linked');
      await symlink(
        join(project.root, 'assets'),
        join(project.root, 'cloudfunctions/reads/linked'),
        'junction',
      );
      await project.write('elsewhere/index.ts', `import { word } from './word'; ${main} word;`);
      await project.write('elsewhere/word.ts', `export const word = 'linked';`);
      await symlink(
        join(project.root, 'elsewhere'),
        join(project.root, 'cloudfunctions/linkedFunction'),
        'junction',
      );
      await symlink('../../assets/a.txt', join(project.root, 'cloudfunctions/reads/link.txt'));
      const warnings: Problem[] = [];
      const files = await buildAll({ root: project.root, warn: (it) => void warnings.push(it) });
      expect(warnings).toEqual([]);
      const paths = files.map(({ path }) => path.replace('cloudfunctions/', ''));
      expect(paths.filter((path) => path.startsWith('onlyJs/'))).toEqual([
        'onlyJs/index.js',
        'onlyJs/lib/pictures/a.png',
        'onlyJs/package.json',
        'onlyJs/words.json',
      ]);
      expect(paths.filter((path) => path.startsWith('common/'))).toEqual([]);
      const manifest = await readFile(built('cloudfunctions/esm/package.json'), 'utf8');
      expect(JSON.parse(manifest)).toEqual({ name: 'esm', main: 'index.js' });
      const call = (name: string) => require(built(`cloudfunctions/${name}/index.js`)).main({});
      expect(await call('esm')).toBe('hello');
      expect(await call('onlyJs')).toBe('pngread.js!');
      expect(await call('inSrc')).toBe('asset');
      expect(await call('byMain')).toBe('started');
      expect(await call('decorated')).toBe('word,design:type,true,field,object');
      expect(await call('worker')).toBe('worked');
      expect(await call('lazy')).toBe('<p><em>a</em></p>');
      expect(await call('helped')).toBe('helped');
      expect(await call('nodeSdk')).toBe('function');
      expect(await call('esmRequire')).toBe('a,b,<p><em>c</em></p>,function');
      expect(await call('placed')).toBe('text,lib,at.js,1,2,text,true');
      expect(await call('byPath')).toBe('a2,a2,a2,part,a2');
      expect(await call('reads')).toBe(
        'config,readme,dist,linked,linked,schema,app,2,test,a.js+b.html',
      );
      expect(await call('runs')).toEqual([
        '<p><em>w</em></p>1text',
        'child1parttext',
        'module1',
        'self1',
        'plain',
      ]);
      expect(await call('linkedFunction')).toBe('linked');
      expect(await call('packed')).toBe('x,1.2.3,x.txt,y');
      expect(listFiles(built('cloudfunctions/packed'))).toEqual([
        'index.js',
        'package.json',
        'packages/reader/data/x.txt',
        'packages/reader/y.txt',
      ]);
      expect(await call('compiled')).toBe(2);
      expect(await call('deep')).toBe(3000);
      expect(await call('lists')).toBe('ab');
      expect(await call('view')).toBe('<p>hi');
      expect(await call('based')).toBe('based');
      expect(await call('byWindows')).toBe('你好');
      expect(await readFile(built('cloudfunctions/byWindows/config.json'), 'utf8')).toBe('{}');
      expect(await call('routes')).toBe('a,b,json,c');
      expect(await call('routesOfTs')).toBe('ts');
    });

    test('otherwise the build says which, why, and what to do', async () => {
      const bad: Record<string, string> = {
        'asDefault/index.ts': 'export default async () => 1;',
        'throwing/index.ts': `import x from 'node:fs'; throw new TypeError('no KEY'); export const main = x;`,
        'endless/index.ts': 'process.exit(0); export const main = () => 1;',
        'starting/index.ts': `require('node:child_process').spawn('true'); ${main} 1;`,
        'startingSync/index.ts': `import { execSync } from 'node:child_process'; execSync('true'); ${main} 1;`,
        'throwingLater/index.js': `setImmediate(() => { throw new Error('no database'); }); exports.main = () => 1;`,
        'rejecting/index.js': `require('fs').promises.readFile('nowhere.json'); exports.main = () => 1;`,
        'called/index.js': `exports.main = (async () => 1)();`,
        'classy/index.ts': `export class main {}`,
        'misspelt/index.js': `exports.mian = async () => 1;`,
        'misspelt/price.js': `exports.price = 1;`,
        'usesPrice/index.js': `const { price } = require('../misspelt/price'); exports.main = () => price;`,
        'aliased/index.ts': `import { a } from '@/a'; ${main} a;`,
        'awaiting/index.ts': `const a = await 1; ${main} a;`,
        'native/index.js': `const a = require('./a.node'); exports.main = () => a;`,
        'native/a.node': '',
        'missing/index.js': `const a = require('left-pad'); exports.main = () => a;`,
      };
      for (const [path, text] of Object.entries(bad)) {
        await project.write(`cloudfunctions/${path}`, text);
      }
      expect((await problems()).sort()).toEqual([
        expect.stringMatching(
          /^cloudfunctions\/aliased\/index\.ts:1:19: Could not resolve "@\/a" \(an alias .* "paths"/,
        ),
        expect.stringMatching(
          /^cloudfunctions\/awaiting\/index\.ts:1:11: Top-level await .*inside main/,
        ),
        expect.stringMatching(
          /^cloudfunctions\/missing\/index\.js:1:19: .*\(install it: npm install left-pad\)/,
        ),
        expect.stringMatching(/^cloudfunctions\/native\/index\.js:1:19: .*native module/),
      ]);
      for (const name of ['aliased', 'awaiting', 'missing', 'native']) {
        await rm(join(project.root, 'cloudfunctions', name), { recursive: true });
      }
      expect(await problems()).toEqual([
        expect.stringMatching(
          /^cloudfunctions\/asDefault: .*exports no main.*exports default\).*"export const main = …" instead/,
        ),
        expect.stringMatching(/^cloudfunctions\/called: .*main is a Promise.*do not call it/),
        expect.stringMatching(/^cloudfunctions\/classy: .*main is a class/),
        expect.stringMatching(/^cloudfunctions\/endless: .*ends its process/),
        expect.stringMatching(/^cloudfunctions\/misspelt: .*exports no main.*it exports mian/),
        expect.stringMatching(/^cloudfunctions\/rejecting: .*ENOENT/),
        expect.stringMatching(/^cloudfunctions\/starting: .*no process can be started/),
        expect.stringMatching(/^cloudfunctions\/startingSync: .*no process can be started/),
        expect.stringMatching(
          /^cloudfunctions\/throwing: .*cannot be loaded: TypeError: no KEY\..*environment/,
        ),
        expect.stringMatching(/^cloudfunctions\/throwingLater: .*Error: no database/),
      ]);
    });

    test('every warning is told, with its place', async () => {
      await project.write('cloudfunctions/odd/index.ts', `${main} typeof main === 'fnction';`);
      await project.write('cloudfunctions/odd/.env', 'KEY=1');
      await project.write('cloudfunctions/notes/package.json', '{}');
      await project.write(
        'cloudfunctions/loading/index.js',
        'exports.main = ({ file }) => [require(file), require(__dirname + "/" + file)];',
      );
      await project.write(
        'cloudfunctions/loading/scripts/a.js',
        'require("marked"); require("../b"); require("./c"); require("fs");',
      );
      await project.write('cloudfunctions/loading/scripts/c.js', 'export const c = 1;');
      await project.write(
        'cloudfunctions/reading/index.js',
        `const at = (...names) => require("path").join(__dirname, ...names); const path = require("path");
        exports.main = () => [path.join(__dirname, "../words.json"), path.join(__dirname, ".key"), path.join(__dirname, "none")];`,
      );
      await project.write('cloudfunctions/words.json', '{}');
      await project.write('cloudfunctions/packing/index.js', `exports.main = require('runner');`);
      await project.write(
        'cloudfunctions/packing/node_modules/runner/index.js',
        `const path = require('path'); module.exports = () => path.join(__dirname, 'worker.js');`,
      );
      await project.write('cloudfunctions/packing/node_modules/runner/worker.js', '');
      await project.write('cloudfunctions/prices/index.js', 'exports.price = 1;');
      await project.write('cloudfunctions/prices/package.json', '{}');
      await project.write(
        'cloudfunctions/sells/index.js',
        `const { price } = require('../prices'); exports.main = () => price;`,
      );
      await project.write('cloudfunctions/reading/.key', '');
      await project.write(
        'cloudfunctions/gbk/index.js',
        // 你好
        Buffer.concat([
          Buffer.from("exports.main = () => '"),
          Buffer.from([0xc4, 0xe3, 0xba, 0xc3, 0x27]),
        ]),
      );
      await project.write(
        'cloudfunctions/shared/shout.ts',
        'export const shout = (text: string) => text.toUpperCase() + "!"; export const at = __dirname;',
      );
      const warnings: string[] = [];
      await buildAll({ root: project.root, warn: (it) => void warnings.push(describeProblem(it)) });
      expect(warnings.sort()).toEqual([
        expect.stringMatching(/^cloudfunctions\/gbk\/index\.js: is not saved as UTF-8/),
        expect.stringMatching(
          /^cloudfunctions\/loading\/index\.js:1:39: .*'\.\/handlers\/' \+ name/,
        ),
        expect.stringMatching(/^cloudfunctions\/loading\/index\.js:1:54: .*cannot be told/),
        expect.stringMatching(
          /^cloudfunctions\/loading\/scripts\/a\.js: .*not find marked, \.\.\/b\. If .*__dirname/,
        ),
        expect.stringMatching(/^cloudfunctions\/loading\/scripts\/c\.js: .*not find import\./),
        expect.stringMatching(/^cloudfunctions\/notes: is left out/),
        expect.stringMatching(/^cloudfunctions\/odd\/.env: is not uploaded/),
        expect.stringMatching(
          /^cloudfunctions\/odd\/index\.ts:1:\d+: The "typeof" operator will never/,
        ),
        expect.stringMatching(
          /^cloudfunctions\/packing\/node_modules\/runner\/index\.js:1:54: runner looks/,
        ),
        expect.stringMatching(/^cloudfunctions\/prices: is taken for shared code/),
        expect.stringMatching(
          /^cloudfunctions\/reading\/index\.js:2:31: \.\.\/words\.json .*not uploaded/,
        ),
        expect.stringMatching(/^cloudfunctions\/reading\/index\.js:2:70: \.key .*not uploaded/),
        expect.stringMatching(/^cloudfunctions\/shared\/shout\.ts:1:\d+: .*function’s own folder/),
      ]);
    });

    test('what is not installed is named, with what to do', async () => {
      await rm(join(project.root, 'node_modules'));
      await rm(join(project.root, 'cloudfunctions/greet'), { recursive: true });
      await project.write('cloudfunctions/lazy/index.js', sources['lazy/index.ts'] ?? '');
      expect(await problems()).toEqual([
        expect.stringMatching(
          /^cloudfunctions\/lazy\/index\.js:1:\d+: Could not resolve "marked" \(install it: npm install marked\)/,
        ),
      ]);
    });

    test('one that never ends to load is given up', async () => {
      await project.write('cloudfunctions/greet/index.js', 'for (;;);');
      const folder = join(project.root, 'cloudfunctions/greet');
      expect(await loadFunction(folder, 300)).toEqual({ outcome: 'hangs' });
    });
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
