import { mkdirSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { type HostedFunctions, hostFunctions } from './testing/hostFunctions';

const functions = {
  echo: 'exports.main = async (event) => event;',
  nothing: 'exports.main = () => {};',
  whoami: `exports.main = async (event, context) => ({ env: { ...process.env }, context });`,
  setEnv: `exports.main = async () => { process.env.MINE = (process.env.MINE || '') + 'x'; return process.env.MINE; };`,
  counter: 'let calls = 0; exports.main = async () => ({ calls: ++calls, pid: process.pid });',
  throws: `exports.main = async () => { throw new TypeError('no such thing'); };`,
  throwsSync: `exports.main = () => { throw new Error('at once'); };`,
  throwsObject: `exports.main = async () => { throw { errCode: -501001, errMsg: 'openapi:fail' }; };`,
  throwsNothing: 'exports.main = async () => { throw undefined; };',
  exits: 'exports.main = () => process.exit(3);',
  kills: `exports.main = () => { process.kill(process.pid, 'SIGKILL'); return new Promise(() => {}); };`,
  rejectsAside: `exports.main = () => { Promise.reject(new Error('nobody caught me')); return new Promise(() => {}); };`,
  throwsAside: `exports.main = () => { setImmediate(() => { throw new Error('from a callback'); }); return new Promise(() => {}); };`,
  cyclic: 'exports.main = async () => { const a = {}; a.a = a; return a; };',
  bigint: 'exports.main = async () => 1n;',
  special:
    'exports.main = async () => ({ date: new Date(0), nan: NaN, gone: undefined, list: [undefined] });',
  large: `exports.main = async ({ size }) => 'x'.repeat(size);`,
  prints: `exports.main = async () => { console.log('one'); console.error('two'); process.stdout.write('three\\nfo'); process.stdout.write('ur'); };`,
  printsMuch: `exports.main = async () => { for (let i = 0; i < 5000; i += 1) console.log('line ' + i); };`,
  printsLong: `exports.main = async () => { for (let i = 0; i < 50; i += 1) console.log('x'.repeat(100000)); };`,
  printsRaw: `exports.main = async () => { require('fs').writeSync(1, 'raw\\n'.repeat(1200)); };`,
  noMain: 'exports.handler = async () => 1;',
  syntax: 'exports.main = async () => {\n  return ((;\n};',
  missing: `require('a-package-that-nobody-installed'); exports.main = async () => 1;`,
  throwsAtLoad: `throw new Error('not today');`,
  sdk: `exports.main = async () => require('wx-server-sdk/package.json').version && Object.keys(require('wx-server-sdk')).includes('getWXContext');`,
  context: `const cloud = require('wx-server-sdk'); cloud.init(); exports.main = async () => cloud.getWXContext();`,
  esm: `import { readFileSync } from 'node:fs'; import cloud from 'wx-server-sdk'; export const main = async (event) => [typeof readFileSync, typeof cloud.init, event];`,
  callback: `exports.main = (event, context, callback) => { setImmediate(() => callback(null, event.n + 1)); };`,
  callbackFails: `exports.main = (event, context, callback) => { callback(new Error('by callback')); };`,
  globals: `exports.main = async () => {
    const names = ['fetch', 'FormData', 'structuredClone', 'crypto', 'File', 'CustomEvent', 'WebSocket', 'navigator', 'DOMException', 'AbortController', 'URL'];
    const members = [[[], 'at'], [[], 'findLast'], [[], 'toSorted'], [AbortSignal, 'timeout'], [Object, 'groupBy'], [Object, 'hasOwn'], [Promise, 'withResolvers']];
    return { version: process.version, node: process.versions.node, globals: names.filter((name) => globalThis[name] !== undefined), members: members.filter(([owner, name]) => typeof owner[name] === 'function').map(([, name]) => name) };
  };`,
  nodesOwn: `exports.main = async () => {
    const hidden = [typeof AbortSignal.any, typeof Promise.withResolvers, typeof File];
    const doubled = await require('stream').Readable.from([1, 2]).map(async (one) => one * 2).toArray();
    const fetched = await (await fetch('data:,hello')).text();
    const form = new FormData();
    form.append('a', new Blob(['x']), 'a.txt');
    const sent = (await new Response(form).text()).includes('filename="a.txt"');
    Promise.withResolvers = () => 'a polyfill';
    return { hidden, doubled, fetched, sent, put: Promise.withResolvers() };
  };`,
  deprecated: `exports.main = async () => require('url').parse('http://a.example/b').pathname;`,
  uses: `exports.main = async () => [typeof process.send, process.argv.length, process.cwd() === __dirname, new Date(0).getTimezoneOffset()];`,
} as const;

let hosted: HostedFunctions;
const settings: Record<string, object> = {};

beforeAll(async () => {
  hosted = await hostFunctions(functions, { settings: (name) => settings[name] ?? {} });
  hosted.write('esm', '{"type":"module"}', 'package.json');
});
afterAll(() => hosted.close());

const call = (name: keyof typeof functions, event?: unknown) => hosted.call(name, event);
const reason = (result: Awaited<ReturnType<typeof call>>) =>
  [result.error?.errCode, result.error?.errMsg] as const;

describe('a call', () => {
  test('answers what main returned, with a request id of its own', async () => {
    const first = await call('echo', ['在吗']);
    const second = await call('echo', null);
    expect([first.result, second.result]).toEqual([['在吗'], null]);
    expect(first.requestID).toMatch(/^[0-9a-f-]{36}$/);
    expect(second.requestID).not.toBe(first.requestID);
    expect(first.error).toBeUndefined();
  });

  test('hands any JSON through unchanged, __proto__ included', async () => {
    await fc.assert(
      fc.asyncProperty(fc.json(), async (json) => {
        const { result } = await call('echo', [JSON.parse(json)]);
        expect(JSON.stringify(result)).toBe(JSON.stringify([JSON.parse(json)]));
      }),
      { numRuns: 50 },
    );
    const { result } = await call('echo', JSON.parse('{"__proto__":{"a":1}}'));
    expect(JSON.stringify(result)).toMatch(/^\{"__proto__":\{"a":1\},/);
  });

  test('answers null where main returned nothing, and what JSON makes of the rest', async () => {
    expect((await call('nothing')).result).toBeNull();
    expect((await call('special')).result).toEqual({
      date: '1970-01-01T00:00:00.000Z',
      nan: null,
      list: [null],
    });
  });

  test('gives a function without an event an empty one, as callFunction does', async () => {
    const { result } = await hosted.host.invoke('echo', { event: undefined, source: 'wx_http' });
    expect(result).toEqual({ tcbContext: {} });
  });

  test('finds in process.env what the platform puts there, and nothing of the developer’s', async () => {
    process.env.A_SECRET_OF_THE_DEVELOPER = 'secret';
    settings.whoami = { env: { AGENT_OPENIDS: 'oAgent' } };
    const { result } = await call('whoami');
    const { env } = result as { env: Record<string, string> };
    expect(env).toMatchObject({
      AGENT_OPENIDS: 'oAgent',
      TENCENTCLOUD_RUNENV: 'SCF',
      SCF_NAMESPACE: env.TCB_ENV,
      TCB_CONTEXT_CNFG: '{"URL":"http://127.0.0.1:9/admin"}',
      TCB_CONTEXT_KEYS: 'TCB_ENV,TCB_SOURCE',
      TCB_SOURCE: 'wx_client',
      WX_CONTEXT_KEYS: 'WX_OPENID,WX_APPID,WX_API_TOKEN',
      WX_OPENID: 'oCustomer',
      WX_APPID: 'wx0123456789abcdef',
      TZ: 'UTC',
    });
    for (const name of ['TENCENTCLOUD_SECRETID', 'TENCENTCLOUD_SECRETKEY', 'WX_API_TOKEN']) {
      expect(env[name]).toMatch(/\w{32}/);
    }
    expect(env).not.toHaveProperty('A_SECRET_OF_THE_DEVELOPER');
    expect(env).not.toHaveProperty('NODE_ENV');
  });

  test('gets an instance of its own where the environment variables were changed, as a module may have read them', async () => {
    settings.whoami = { env: { ONLY_ONCE: '1' } };
    await call('whoami');
    expect((await call('whoami')).coldStart).toBe(false);
    settings.whoami = {};
    const { result, coldStart } = await call('whoami');
    expect(coldStart).toBe(true);
    expect((result as { env: object }).env).not.toHaveProperty('ONLY_ONCE');
  });

  test('finds nothing in process.env of the caller before', async () => {
    await call('whoami');
    const { result, coldStart } = await hosted.host.invoke('whoami', {
      event: {},
      source: 'wx_http',
    });
    const { env } = result as { env: Record<string, string> };
    expect(coldStart).toBe(false);
    expect(env).not.toHaveProperty('WX_OPENID');
    expect([env.TCB_SOURCE, env.WX_CONTEXT_KEYS]).toEqual(['wx_http', 'WX_APPID']);
  });

  test('keeps what a function itself put into process.env for as long as the instance lives', async () => {
    expect([(await call('setEnv')).result, (await call('setEnv')).result]).toEqual(['x', 'xx']);
  });

  test('gets the context that public logs show', async () => {
    settings.whoami = { timeoutMs: 20_000, memoryMb: 512 };
    const { result, requestID } = await call('whoami');
    const { context, env } = result as {
      context: Record<string, unknown>;
      env: Record<string, string>;
    };
    expect(context).toMatchObject({
      memory_limit_in_mb: 512,
      time_limit_in_ms: 20_000,
      request_id: requestID,
      function_name: 'whoami',
      function_version: '$LATEST',
      namespace: env.TCB_ENV,
    });
    // As public logs show it, secrets and all: who logs the context logs them.
    expect(JSON.parse(String(context.environment))).toMatchObject({
      WX_OPENID: 'oCustomer',
      WX_API_TOKEN: env.WX_API_TOKEN,
      TENCENTCLOUD_SECRETKEY: env.TENCENTCLOUD_SECRETKEY,
    });
    expect(String(context.environ).split(';')).toContain('WX_OPENID=oCustomer');
    expect(Object.keys(context)).toEqual([
      'callbackWaitsForEmptyEventLoop',
      'memory_limit_in_mb',
      'time_limit_in_ms',
      'request_id',
      'function_name',
      'function_version',
      'namespace',
      'environment',
      'environ',
    ]);
  });

  test('reaches a function that answers by callback', async () => {
    expect((await call('callback', { n: 1 })).result).toBe(2);
    expect(reason(await call('callbackFails'))[1]).toContain('Error: by callback');
  });

  test('runs in the function’s own folder, in UTC, with nothing of the host’s in sight', async () => {
    expect((await call('uses')).result).toEqual(['undefined', 2, true, 0]);
  });
});

describe('the runtime', () => {
  test('is Nodejs16.13 unless the configuration says another: what came later is not there', async () => {
    expect((await call('globals')).result).toEqual({
      version: 'v16.13.1',
      node: '16.13.1',
      globals: ['AbortController', 'URL'],
      members: ['at', 'hasOwn'],
    });
  });

  test('of a later version has what that version has, in an instance of its own', async () => {
    settings.globals = { runtime: 'Nodejs18.15' };
    expect(await call('globals')).toMatchObject({
      coldStart: true,
      result: {
        version: 'v18.15.0',
        globals: ['fetch', 'FormData', 'structuredClone', 'DOMException', 'AbortController', 'URL'],
        members: ['at', 'findLast', 'timeout', 'hasOwn'],
      },
    });
  });

  test('hides from functions what Node’s own code goes on finding', async () => {
    settings.nodesOwn = { runtime: 'Nodejs18.15' };
    expect((await call('nodesOwn')).result).toEqual({
      hidden: ['undefined', 'undefined', 'undefined'],
      doubled: [2, 4],
      fetched: 'hello',
      sent: true,
      put: 'a polyfill',
    });
  });

  test('says nothing of what a later Node has come to deprecate', async () => {
    expect(await call('deprecated')).toMatchObject({ result: '/b', logs: [] });
  });
});

describe('wx-server-sdk', () => {
  test('is lent to a function that does not bring its own', async () => {
    expect((await call('sdk')).result).toBe(true);
  });

  test('tells a function who calls', async () => {
    expect((await call('context')).result).toMatchObject({
      OPENID: 'oCustomer',
      APPID: 'wx0123456789abcdef',
      SOURCE: 'wx_client',
    });
  });

  test('is the function’s own where it has one', async () => {
    hosted.write('own', `exports.main = async () => require('wx-server-sdk');`);
    hosted.write('own', `module.exports = 'its own';`, 'node_modules/wx-server-sdk/index.js');
    expect((await hosted.call('own')).result).toBe('its own');
  });

  test.each([
    ['2.1.2', 'own212', `exports.main = async () => require('wx-server-sdk');`],
    ['0.8.1', 'own081', `require('wx-server-sdk'); exports.main = async () => 1;`],
    ['2.3.0', 'own230', `import cloud from 'wx-server-sdk'; export const main = () => cloud;`],
  ])(
    'of version %s is refused, for it would call elsewhere, before any of it runs',
    async (version, name, code) => {
      hosted.write(name, code);
      if (code.startsWith('import')) hosted.write(name, '{"type":"module"}', 'package.json');
      hosted.write(name, `throw new Error('it ran');`, 'node_modules/wx-server-sdk/index.js');
      hosted.write(name, `{"version":"${version}"}`, 'node_modules/wx-server-sdk/package.json');
      const { error } = await hosted.call(name);
      expect(error?.errMsg).toContain(
        `wx-server-sdk ${version} would call Tencent's servers instead of the simulator; it needs 2.3.3 or later`,
      );
      expect((await call('sdk')).result).toBe(true);
    },
  );

  test.each(['2.3.3', '2.6.3', '3.0.1', '2.10.0-beta.1'])(
    'of version %s is let in',
    async (version) => {
      const name = `own${version}`;
      hosted.write(name, `exports.main = async () => require('wx-server-sdk');`);
      hosted.write(name, `module.exports = 'it ran';`, 'node_modules/wx-server-sdk/index.js');
      hosted.write(name, `{"version":"${version}"}`, 'node_modules/wx-server-sdk/package.json');
      expect((await hosted.call(name)).result).toBe('it ran');
    },
  );

  test('is lent to a function that is an ES module too', async () => {
    expect((await call('esm', 7)).result).toEqual(['function', 'function', 7]);
  });
});

describe('a function that goes wrong gets an error of the platform’s form', () => {
  test.each([
    ['throws', -504002, 'TypeError: no such thing (at exports.main (index.js:1:'],
    ['throwsSync', -504002, 'Error: at once (at exports.main (index.js:1:'],
    ['throwsObject', -504002, "{ errCode: -501001, errMsg: 'openapi:fail' }"],
    ['throwsNothing', -504002, 'undefined'],
    ['exits', -504002, "the function's process exited with code 3 before it answered"],
    ['kills', -504002, "the function's process was ended by SIGKILL before it answered"],
    ['rejectsAside', -504002, 'nobody caught: Error: nobody caught me'],
    ['throwsAside', -504002, 'nobody caught: Error: from a callback'],
    ['cyclic', -504002, 'the result cannot be sent as JSON: Converting circular structure'],
    ['bigint', -504002, 'the result cannot be sent as JSON: Do not know how to serialize a BigInt'],
    ['noMain', -504002, 'index.js could not be loaded: Error: index.js does not export main'],
    [
      'syntax',
      -504002,
      "index.js could not be loaded: SyntaxError: Unexpected token ';' (index.js:2)",
    ],
    [
      'missing',
      -504002,
      "could not be loaded: Error: Cannot find module 'a-package-that-nobody-installed'",
    ],
    ['throwsAtLoad', -504002, 'could not be loaded: Error: not today'],
  ] as const)('%s', async (name, errCode, text) => {
    const result = await call(name);
    expect(reason(result)).toEqual([
      errCode,
      expect.stringMatching(/^cloud\.callFunction:fail Error: errCode: -\d+ [\w ]+ \| errMsg: /),
    ]);
    expect(result.error?.errMsg).toContain(text);
    expect(result).not.toHaveProperty('result');
  });

  test('and prints what it threw with its stack', async () => {
    const { logs } = await call('throws');
    expect(logs[0]).toBe('TypeError: no such thing');
    expect(logs[1]).toContain('index.js:1');
  });

  test('and harms no call but its own', async () => {
    hosted.write(
      'fragile',
      `exports.main = async (event) => event.exit ? process.exit(1) : 'fine';`,
    );
    const [, good] = await Promise.all([
      hosted.call('fragile', { exit: true }),
      hosted.call('fragile'),
    ]);
    expect(good.result).toBe('fine');
    expect((await hosted.call('fragile')).result).toBe('fine');
  });

  test('and is loaded again after its code could not be loaded', async () => {
    hosted.write(
      'luck',
      `const fs = require('fs'); if (!fs.existsSync(__dirname + '/../luck.ok')) throw new Error('bad luck'); exports.main = async () => 'good';`,
    );
    expect(reason(await hosted.call('luck'))[1]).toContain('bad luck');
    mkdirSync(path.join(hosted.folder, 'luck.ok'));
    expect(await hosted.call('luck')).toMatchObject({ result: 'good', coldStart: true });
  });

  test('or does not exist, be its name what it may', async () => {
    for (const name of [
      'nobody',
      '',
      '.',
      '..',
      '../echo',
      '__proto__',
      'echo/',
      'x'.repeat(10_000),
    ]) {
      const result = await hosted.call(name);
      expect(reason(result)).toEqual([-501000, expect.stringContaining('could not be found')]);
      expect(hosted.host.has(name)).toBe(false);
    }
  });

  test('or has a config.json that is none', async () => {
    hosted.write('config', 'exports.main = async () => 1;');
    hosted.write('config', '{"permissions":', 'config.json');
    expect(reason(await hosted.call('config'))).toEqual([
      -504001,
      expect.stringContaining('config.json of config is not JSON'),
    ]);
    hosted.write('config', '{"permissions":{"openapi":"setTyping"}}', 'config.json');
    expect(reason(await hosted.call('config'))[1]).toContain('has to be a list of API names');
  });
});

describe('a function that', () => {
  test.each([
    `require('fs').writeSync(3, 'rubbish\\n')`,
    `require('fs').writeSync(3, '{"type":"answer"}\\n')`,
    `require('fs').writeSync(3, '{"type":"settled","id":1,"activity":{}}\\n')`,
    `require('fs').closeSync(3)`,
  ])('meddles with the line to the simulator (%s) ends by itself alone', async (code) => {
    hosted.write('meddles', `exports.main = () => { ${code}; return new Promise(() => {}); };`);
    const { error } = await hosted.call('meddles');
    expect(error?.errCode).toBe(-504002);
    expect((await call('echo', [1])).result).toEqual([1]);
  });

  test('answers deeper than anybody could read is told so', async () => {
    hosted.write(
      'deep',
      `exports.main = async () => { let a = []; for (let i = 0; i < 3000; i += 1) a = [a]; return a; };`,
    );
    expect((await hosted.call('deep')).error?.errMsg).toContain(
      'nested more than 1000 levels deep',
    );
  });

  test('writes into its own folder gets EROFS, by whichever way, and may write elsewhere', async () => {
    hosted.write(
      'writes',
      `
      const fs = require('fs'), os = require('os'), path = require('path');
      const tried = async (f) => { try { await f(); return 'written'; } catch (error) { return error.code; } };
      const file = __dirname + '/a.txt';
      exports.main = async () => {
        const elsewhere = fs.mkdtempSync(path.join(os.tmpdir(), 'writes-'));
        return Promise.all([
          tried(() => fs.writeFileSync(file, 'a')),
          tried(() => fs.promises.writeFile('a.txt', 'a')),
          tried(() => new Promise((done, fail) => fs.mkdir(__dirname + '/b', (e) => e ? fail(e) : done()))),
          tried(() => fs.openSync(file, 'w')),
          tried(() => fs.renameSync(__dirname + '/index.js', elsewhere + '/index.js')),
          tried(() => fs.closeSync(fs.openSync(__dirname + '/index.js', 'r'))),
          tried(() => { fs.writeFileSync(elsewhere + '/a.txt', 'a'); fs.rmSync(elsewhere, { recursive: true }); }),
        ]);
      };`,
    );
    expect((await hosted.call('writes')).result).toEqual([
      'EROFS',
      'EROFS',
      'EROFS',
      'EROFS',
      'EROFS',
      'written',
      'written',
    ]);
  });
});

describe('sizes', () => {
  const mb = 1024 * 1024;

  test('a result of 1 MB passes, and a byte more is refused with -604001', async () => {
    expect((await call('large', { size: mb - 2 })).result).toHaveLength(mb - 2);
    const result = await call('large', { size: mb - 1 });
    expect(reason(result)).toEqual([-604001, expect.stringContaining('at most 1024 KB')]);
    expect((await call('large', { size: 3 })).result).toBe('xxx');
  });

  test('an event of more than 6 MB is refused before the function sees it', async () => {
    const event = 'x'.repeat(6 * mb - 2);
    expect(reason(await call('large', event))[0]).toBeUndefined();
    expect(reason(await call('echo', `${event}x`))).toEqual([
      -501007,
      expect.stringContaining('at most 6144 KB'),
    ]);
  });

  test('an event that is not JSON is refused', async () => {
    expect(reason(await call('echo', { n: 1n }))).toEqual([
      -501007,
      expect.stringContaining('BigInt'),
    ]);
  });

  test('environment variables of 4 KB pass, and a byte more is refused', async () => {
    settings.echo = { env: { NAME: 'x'.repeat(4_092) } };
    expect((await call('echo', 1)).result).toBe(1);
    settings.echo = { env: { NAME: 'x'.repeat(4_093) } };
    expect(reason(await call('echo', 1))).toEqual([
      -504001,
      expect.stringContaining('are 4097 bytes, names and values together; at most 4096'),
    ]);
    settings.echo = {};
  });
});

describe('what a call prints', () => {
  test('is kept in its order, both streams as one', async () => {
    expect((await call('prints')).logs).toEqual(['one', 'two', 'three', 'four']);
    expect((await call('prints')).logs).toHaveLength(4);
  });

  test('is cut after 1000 lines, and says how many were left out', async () => {
    const { logs } = await call('printsMuch');
    expect(logs).toHaveLength(1_001);
    expect(logs[999]).toBe('line 999');
    expect(logs[1_000]).toMatch(/^… 4000 more lines were left out/);
    expect((await call('prints')).logs).toHaveLength(4);
  });

  test('is cut after 256 KB', async () => {
    const { logs } = await call('printsLong');
    expect(logs.join('').length).toBeLessThan(257 * 1024);
    expect(logs.at(-1)).toContain('more lines were left out');
  });

  test('is cut as well where it was written past console', async () => {
    const { logs } = await call('printsRaw');
    expect(logs[0]).toBe('raw');
    expect(logs.at(-1)).toMatch(/^… 200 more lines/);
  });
});

describe('the gateway', () => {
  test('learns whose the credentials of an instance are, for as long as it lives', async () => {
    hosted.write(
      'asked',
      `exports.main = async () => process.env.TENCENTCLOUD_SECRETID + ' ' + process.env.TENCENTCLOUD_SECRETKEY;`,
    );
    hosted.write(
      'asked',
      '{"permissions":{"openapi":["customerServiceMessage.setTyping"]}}',
      'config.json',
    );
    const { result, requestID } = await hosted.call('asked');
    const [secretId = '', secretKey] = String(result).split(' ');
    expect(hosted.host.identify(secretId)).toEqual({
      functionName: 'asked',
      openapi: ['customerServiceMessage.setTyping'],
      secretKey,
      apiToken: expect.stringMatching(/^[\w-]{128}$/),
      source: 'wx_client',
      openid: 'oCustomer',
      requestID,
    });
    expect(hosted.host.identify('AKIDnobody')).toBeUndefined();
    await hosted.host.recycle();
    expect(hosted.host.identify(secretId)).toBeUndefined();
  });

  test('may report requests of nobody', () => {
    const request = hosted.host.requestOf('AKIDnobody');
    expect(() => {
      request.parked();
      request.done();
      request.done();
    }).not.toThrow();
  });
});
