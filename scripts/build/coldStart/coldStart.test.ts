import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { coldStart, type Plan, plan } from './coldStart';

const sample = `const cloud = require('wx-server-sdk');
cloud.init({ env: cloud.DYNAMIC_CURRENT_ENV });
exports.main = ({ touser, command }) =>
  cloud.openapi.customerServiceMessage.setTyping({ touser, command });`;

// Bundling the SDK takes a slow machine a while.
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
  ['index.js', ...plan.coldFiles.map(({ name }) => name)].map((name) =>
    readFileSync(join(outdir, name), 'utf8'),
  );

describe('coldStart', () => {
  test('the same input gives the same files, byte for byte', async () => {
    expect(read(await bundle(sample))).toEqual(read(await bundle(sample)));
  });

  test('every listed package is in its file', async () => {
    const outdir = await bundle(sample);
    for (const { name, packages } of plan.coldFiles) {
      const cold: object = require(join(outdir, name));
      expect(Object.keys(cold)).toEqual(expect.arrayContaining([...packages]));
    }
  });

  test.each([
    ['package', { packages: ['left-pad'], modules: [] }, 'left-pad'],
    ['folder', { packages: [], modules: ['form-data/gone/'] }, 'form-data/gone/'],
  ])(
    'a listed %s that the SDK does not import fails the build, with its version',
    async (_, what, name) => {
      const coldFiles = [...plan.coldFiles, { name: 'gone.js', ...what }];
      await expect(bundle(sample, { ...plan, coldFiles })).rejects.toThrow(
        new RegExp(`wx-server-sdk 4\\.0\\.2.* do not import ${name} any more`),
      );
    },
  );

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

  test('a patch for a file that is not in the bundle fails the build', async () => {
    const patch = { package: 'form-data', file: 'lib/gone.js', find: 'x', replace: 'y' };
    await expect(bundle(sample, { ...plan, patches: [...plan.patches, patch] })).rejects.toThrow(
      /bring no form-data\/lib\/gone\.js for patches\.ts to change/,
    );
  });
});
