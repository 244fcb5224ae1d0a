import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type BuildOptions, build } from 'esbuild';
import { bundleFunction } from '../build/bundleFunction';
import { coldStart } from '../build/coldStart/coldStart';
import { projectRoot } from '../build/projectRoot';
import type { Contender } from './contenders';
import { copyDependencies } from './copyDependencies';

/** What there is to measure. */
export interface Prepared {
  /** child.ts, bundled. */
  script: string;
  /** The folder of each, as it would be uploaded, and its index.js. */
  folders: Record<Contender, string>;
  files: Record<Contender, string>;
}

const sources = join(__dirname, 'contenders');

const bundling: BuildOptions = {
  absWorkingDir: projectRoot,
  bundle: true,
  platform: 'node',
  target: 'node16',
  tsconfigRaw: {},
  logLevel: 'silent',
};

/** Builds every contender into a folder of its own in `to`. */
export async function prepare(to: string): Promise<Prepared> {
  const folder = (contender: Contender) => join(to, contender);
  const index = (contender: Contender) => join(folder(contender), 'index.js');
  const sample = join(sources, 'sample.js');
  const script = join(to, 'child.js');

  for (const contender of ['sample', 'floor', 'bare'] as const) {
    await mkdir(folder(contender), { recursive: true });
    await copyFile(join(sources, `${contender}.js`), index(contender));
  }
  await writeFile(
    join(folder('sample'), 'package.json'),
    JSON.stringify({
      name: 'sample',
      main: 'index.js',
      dependencies: { 'wx-server-sdk': '4.0.2' },
    }),
  );
  await copyDependencies('wx-server-sdk', projectRoot, folder('sample'));
  await build({ ...bundling, entryPoints: [sample], outfile: index('naive') });
  await build({
    ...bundling,
    entryPoints: [sample],
    outfile: index('raw'),
    plugins: [coldStart()],
  });
  await bundleFunction({
    from: join(projectRoot, 'cloudfunctions/setTyping'),
    to: folder('ours'),
    root: projectRoot,
  });
  await build({ ...bundling, entryPoints: [join(__dirname, 'child.ts')], outfile: script });

  const each = (pathOf: (contender: Contender) => string): Record<Contender, string> => ({
    sample: pathOf('sample'),
    naive: pathOf('naive'),
    ours: pathOf('ours'),
    raw: pathOf('raw'),
    floor: pathOf('floor'),
    bare: pathOf('bare'),
  });
  return { script, folders: each(folder), files: each(index) };
}
