import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { coldStart, type Plan, plan } from './coldStart';

const sample = `const cloud = require('wx-server-sdk');
cloud.init({ env: cloud.DYNAMIC_CURRENT_ENV });
exports.main = ({ touser, command }) =>
  cloud.openapi.customerServiceMessage.setTyping({ touser, command });`;

let dir: string;
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'cold-start-'));
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

async function bundle(contents: string, changed: Plan = plan): Promise<string> {
  const outdir = mkdtempSync(join(dir, 'out-'));
  await build({
    stdin: { contents, resolveDir: __dirname, sourcefile: 'index.js' },
    bundle: true,
    platform: 'node',
    target: 'node16',
    outfile: join(outdir, 'index.js'),
    logLevel: 'silent',
    plugins: [coldStart(changed)],
  });
  return outdir;
}

const read = (outdir: string) =>
  ['index.js', 'cold.js'].map((name) => readFileSync(join(outdir, name), 'utf8'));

describe('coldStart', () => {
  test('the same input gives the same two files, byte for byte', async () => {
    expect(read(await bundle(sample))).toEqual(read(await bundle(sample)));
  });

  test('every package on the list is in cold.js', async () => {
    const cold: object = require(join(await bundle(sample), 'cold.js'));
    expect(Object.keys(cold)).toEqual(expect.arrayContaining([...plan.packages]));
  });

  test('a listed package that the SDK does not import fails the build, with the SDK’s version', async () => {
    const packages = [...plan.packages, 'left-pad'];
    await expect(bundle(sample, { ...plan, packages })).rejects.toThrow(
      /wx-server-sdk 4\.0\.2.* do not import left-pad any more/,
    );
  });

  test.each([
    ['nowhere', 'no such code', 0],
    ['more than once', 'loadPackage', 2],
  ])('a patch that fits %s fails the build, with version and place', async (_, find, times) => {
    const patch = {
      package: '@cloudbase/node-sdk',
      file: 'dist/utils/version.js',
      find,
      replace: '',
    };
    await expect(bundle(sample, { ...plan, patches: [patch] })).rejects.toThrow(
      `@cloudbase/node-sdk 3.17.2, dist/utils/version.js: a patch of coldStart fits ${times} times instead of once`,
    );
  });

  test('a listed module that is not met fails the build', async () => {
    const modules = [...plan.modules, '@cloudbase/node-sdk/dist/gone/'];
    await expect(bundle(sample, { ...plan, modules })).rejects.toThrow(
      /@cloudbase\/node-sdk 3\.17\.2.* do not import @cloudbase\/node-sdk\/dist\/gone\/ any more/,
    );
  });

  test('a patch for a file that is not in the bundle fails the build', async () => {
    const patch = { package: 'form-data', file: 'lib/gone.js', find: 'x', replace: 'y' };
    await expect(bundle(sample, { ...plan, patches: [...plan.patches, patch] })).rejects.toThrow(
      /no form-data\/lib\/gone\.js is in the bundle for coldStart to patch/,
    );
  });
});
