import vm from 'node:vm';
import { lazyRequires } from './lazyRequires';

/** Runs a module made lazy; `loaded` tells which of its imports have been loaded, in order. */
function run(source: string, packages: Record<string, unknown>) {
  const loaded: string[] = [];
  const module = { exports: {} as Record<string, (...args: unknown[]) => unknown> };
  const require = (name: string) => {
    loaded.push(name);
    return packages[name];
  };
  vm.runInThisContext(`(function (module, exports, require) {${lazyRequires(source, 'a.js')}\n})`)(
    module,
    module.exports,
    require,
  );
  return { exports: module.exports, loaded };
}

describe('lazyRequires', () => {
  test('an import is loaded at its first use, and once', () => {
    const { exports, loaded } = run(
      `const url_1 = require('url'); exports.host = () => url_1.host + url_1.host;`,
      { url: { host: 'a' } },
    );
    expect(loaded).toEqual([]);
    expect(exports.host?.()).toBe('aa');
    expect(exports.host?.()).toBe('aa');
    expect(loaded).toEqual(['url']);
  });

  test('an import that the module needs while it is loaded is loaded with it', () => {
    const { exports, loaded } = run(
      `const a = require('a'); class B extends a.A {} exports.name = () => new B().name;`,
      {
        a: {
          A: class {
            name = 'A';
          },
        },
      },
    );
    expect(loaded).toEqual(['a']);
    expect(exports.name?.()).toBe('A');
  });

  test('the helpers that TypeScript puts around an import run with it', () => {
    const { exports, loaded } = run(
      `const __importDefault = (m) => ({ default: m });
       const form_data_1 = __importDefault(require('form-data'));
       exports.make = () => new form_data_1.default('x').field;`,
      {
        'form-data': class {
          constructor(readonly field: string) {}
        },
      },
    );
    expect(loaded).toEqual([]);
    expect(exports.make?.()).toBe('x');
  });

  test('one member of an import is lazy as well', () => {
    const { exports, loaded } = run(
      `var parseUrl = require('url').parse; exports.parse = (text) => parseUrl(text);`,
      { url: { parse: (text: string) => `parsed ${text}` } },
    );
    expect(loaded).toEqual([]);
    expect(exports.parse?.('u')).toBe('parsed u');
  });

  test('properties, strings and comments of the same name stay as they are', () => {
    const { exports } = run(
      `var http = require('http'); // http
       exports.all = () => [http.http, { http: 'http' }.http, 'http:'];`,
      { http: { http: 1 } },
    );
    expect(exports.all?.()).toEqual([1, 'http', 'http:']);
  });

  test('what is unpacked on import is left as it is', () => {
    const { exports, loaded } = run(
      `const { version } = require('./package.json'); exports.version = () => version;`,
      { './package.json': { version: '1' } },
    );
    expect(loaded).toEqual(['./package.json']);
    expect(exports.version?.()).toBe('1');
  });

  test.each([
    ['a parameter', 'exports.f = (fs) => fs;'],
    ['a function', 'exports.f = () => { function fs() {} };'],
    ['a variable', 'exports.f = () => { let fs = 1; };'],
    ['an unpacked name', 'exports.f = (x) => { const { fs } = x; };'],
    ['an assignment', 'exports.f = () => { fs = 1; };'],
    ['a property in short', 'exports.f = () => ({ fs });'],
  ])('an imported name that is %s too is refused, with the place', (_, use) => {
    expect(() => lazyRequires(`let fs = require('fs'); ${use}`, 'pkg 1.0.0, a.js')).toThrow(
      'pkg 1.0.0, a.js: "fs" is more than an import',
    );
  });
});
