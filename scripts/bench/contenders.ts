import { existsSync, readFileSync } from 'node:fs';
import { copyFile, cp, mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { type BuildOptions, build } from 'esbuild';
import { ZipFile } from 'yazl';
import { buildWhereNeeded } from '../build/buildWhereNeeded';
import { projectRoot } from '../build/projectRoot';
import { listFiles } from '../cli/listFiles';

/**
 * What is measured side by side, in the order of the table: for a tap (setTyping) and for a pushed
 * message (customerMessage) each as the documentation or everybody writes it, the same bundled by
 * esbuild, ours, and requests signed by hand.
 */
export const contenders = {
  sample: { job: 'tap', source: 'sample.js', as: 'installed' },
  naive: { job: 'tap', source: 'sample.js', as: 'bundled' },
  ours: { job: 'tap', source: 'setTyping', as: 'built' },
  floor: { job: 'tap', source: 'floor.js', as: 'copied' },
  answerSample: { job: 'message', source: 'answer.js', as: 'installed' },
  answerNaive: { job: 'message', source: 'answer.js', as: 'bundled' },
  answerOurs: { job: 'message', source: 'customerMessage', as: 'built' },
  answerFloor: { job: 'message', source: 'floor.js', as: 'copied' },
  bare: { job: 'nothing', source: 'bare.js', as: 'copied' },
} as const satisfies Record<string, ContenderSource>;

export type Contender = keyof typeof contenders;
export type Job = 'tap' | 'message' | 'nothing';
export const names = Object.keys(contenders) as Contender[];

interface ContenderSource {
  job: Job;
  source: string;
  as: 'installed' | 'bundled' | 'built' | 'copied';
}

/** What there is to measure. */
export interface Prepared {
  /** child.ts, bundled. */
  script: string;
  /** The folder of each, as it would be uploaded, with its index.js. */
  folders: Record<Contender, string>;
}

const bundling: BuildOptions = {
  absWorkingDir: projectRoot,
  bundle: true,
  platform: 'node',
  target: 'node16',
  tsconfigRaw: {},
  logLevel: 'silent',
};

/** Builds contenders, all unless told which, into a folder of its own each in `to`. */
export async function prepare(to: string, only: readonly Contender[] = names): Promise<Prepared> {
  const script = join(to, 'child.js');
  await build({ ...bundling, entryPoints: [join(__dirname, 'child.ts')], outfile: script });
  const folders = {} as Record<Contender, string>;
  for (const name of only) {
    const { source, as } = contenders[name];
    const folder = join(to, name);
    folders[name] = folder;
    const file = join(__dirname, 'contenders', source);
    const outfile = join(folder, 'index.js');
    await mkdir(folder, { recursive: true });
    if (as === 'built') {
      await buildWhereNeeded();
      await cp(join(projectRoot, 'dist', 'cloudfunctions', source), folder, { recursive: true });
    } else if (as === 'bundled') await build({ ...bundling, entryPoints: [file], outfile });
    else await copyFile(file, outfile);
    if (as !== 'installed') continue;
    const dependencies = { 'wx-server-sdk': '4.0.2' };
    const manifest = { name, main: 'index.js', dependencies };
    await writeFile(join(folder, 'package.json'), JSON.stringify(manifest));
    await copyDependencies('wx-server-sdk', projectRoot, folder);
  }
  return { script, folders };
}

/** Kilobytes of a folder as it is uploaded. */
export async function zipSizeKb(folder: string): Promise<number> {
  const zip = new ZipFile();
  for (const path of listFiles(folder)) zip.addFile(join(folder, path), path);
  zip.end();
  let bytes = 0;
  for await (const chunk of zip.outputStream) bytes += Buffer.byteLength(chunk);
  return bytes / 1024;
}

/**
 * Copies a package and everything that it needs at run time out of `root`'s node_modules into those
 * of `to`, each at the place where npm put it: what `npm install` in the cloud would give.
 */
async function copyDependencies(name: string, root: string, to: string): Promise<void> {
  const found = new Set<string>();
  const visit = (dependency: string, from: string): void => {
    const dir = findPackage(dependency, from, root);
    if (dir === undefined || found.has(dir)) return;
    found.add(dir);
    const { dependencies = {} } = JSON.parse(readFileSync(join(dir, 'package.json'), 'utf8')) as {
      dependencies?: Record<string, string>;
    };
    for (const next of Object.keys(dependencies)) visit(next, dir);
  };
  visit(name, root);
  for (const dir of found) {
    const nested = join(dir, 'node_modules');
    await cp(dir, join(to, relative(root, dir)), {
      recursive: true,
      filter: (path) => path !== nested,
    });
  }
}

/** As Node looks for it: in each node_modules from `from` up to `root`. */
function findPackage(name: string, from: string, root: string): string | undefined {
  for (let dir = from; ; dir = dirname(dir)) {
    const candidate = join(dir, 'node_modules', name);
    if (existsSync(join(candidate, 'package.json'))) return candidate;
    if (dir === root) return undefined;
  }
}
