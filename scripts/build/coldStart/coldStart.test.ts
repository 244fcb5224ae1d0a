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

/** The bundle as it is deployed, made once for the tests that only look at it. */
let deployed: Promise<string> | undefined;
const bundled = () => {
  deployed ??= bundle(sample);
  return deployed;
};

describe('coldStart', () => {
  test('the same input gives the same files, byte for byte', async () => {
    expect(read(await bundle(sample))).toEqual(read(await bundled()));
  });

  test('every listed package is in its file', async () => {
    const outdir = await bundled();
    for (const { name, packages } of plan.coldFiles) {
      const cold: object = require(join(outdir, name));
      expect(Object.keys(cold)).toEqual(expect.arrayContaining([...packages]));
    }
  });

  test('what the SDK does not import any more fails the build, which names all of it, with its version', async () => {
    const gone = { packages: ['left-pad'], modules: ['form-data/gone/'] };
    const patch = { package: 'form-data', file: 'lib/gone.js', find: 'x', replace: 'y' };
    const failed = await bundle(sample, {
      coldFiles: [...plan.coldFiles, { name: 'gone.js', ...gone }],
      patches: [...plan.patches, patch],
    }).catch(String);
    expect(failed).toMatch(/wx-server-sdk 4\.0\.2.* do not import left-pad any more/);
    expect(failed).toMatch(/wx-server-sdk 4\.0\.2.* do not import form-data\/gone\/ any more/);
    expect(failed).toMatch(/bring no form-data\/lib\/gone\.js for patches\.ts to change/);
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
});
