import { readFileSync } from 'node:fs';
import { splitMessages, unpackSdk, unpackWebpack } from './unpackSdk';

const sdk = readFileSync(require.resolve('wx-server-sdk'), 'utf8');

describe('unpackSdk', () => {
  const modules = unpackSdk(sdk, 'wx-server-sdk 4.0.2, index.js');

  test('every module and every message of wx-server-sdk comes out under its name', () => {
    const titles = [...sdk.matchAll(/^\/\*{3}\/ "(.+)":$/gm)].map(([, title]) => title);
    const messages = [...sdk.matchAll(/^\$root\.(\w+) = /gm)].map(
      ([, message]) => `./src/protobuf/openapi.js#${message}`,
    );
    expect(titles.length).toBeGreaterThan(60);
    expect(messages.length).toBeGreaterThan(15);
    expect([...modules.keys()].sort()).toEqual([...titles, ...messages].sort());
  });

  test('a module requires the others by name, and packages as they are', () => {
    expect(modules.get('./src/index.ts')).toContain('require("wx-server-sdk:./src/api/');
    expect(modules.get('crypto')).toContain('module.exports = require("crypto")');
  });
});

describe('unpackWebpack', () => {
  test.each([
    ['something else', 'module.exports = { version: 1 };', 'no table'],
    [
      'a module that asks webpack for more than a module',
      'module.exports = (function (m) {})({ "./a": (function (module, exports, __webpack_require__) { __webpack_require__.d(exports); }) });',
      './a',
    ],
  ])('%s is refused, with the place', (_, source, what) => {
    expect(() => unpackWebpack(source, 'pkg 1.0.0, index.js', 'p:')).toThrow(
      `pkg 1.0.0, index.js is not the webpack bundle that it was: ${what}`,
    );
  });
});

describe('splitMessages', () => {
  const header = 'var $root = roots;\n';
  const message = (name: string) => `$root.${name} = (function() {\n  return '${name}';\n})();\n`;

  test('a message is evaluated when it is first read', () => {
    const modules = splitMessages(
      `${header}${message('A')}/* enum */\n${message('B')}module.exports = $root;`,
      'm',
      'p:',
    );
    const loaded: string[] = [];
    const roots = {};
    const load = (name: string): unknown => {
      loaded.push(name);
      const module = { exports: {} };
      const source = modules.get(name.slice(2)) ?? '';
      new Function('module', 'require', 'roots', source)(module, load, roots);
      return module.exports;
    };
    const root = load('p:m') as Record<string, string>;
    expect(loaded).toEqual(['p:m']);
    expect(root.B).toBe('B');
    expect(loaded).toEqual(['p:m', 'p:m#B']);
    expect(Object.keys(root)).toEqual(['A', 'B']);
  });

  test('anything else between messages is refused', () => {
    const source = `${header}${message('A')}count++;\n${message('B')}module.exports = $root;`;
    expect(() => splitMessages(source, 'm', 'p:')).toThrow(
      'm does not define one protobuf message',
    );
  });
});
