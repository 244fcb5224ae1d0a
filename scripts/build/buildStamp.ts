import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { listFiles } from '../cli/listFiles';
import { projectRoot } from './projectRoot';

interface Folders {
  root: string;
  outDir: string;
}

/** A folder or file, and what stands for it in a fingerprint: its own path may differ. */
type Place = [name: string, place: string];

/** One small file a build, named by what it was built from, holding what it came to. */
const stamps = join(projectRoot, 'node_modules', '.cache', 'wechat-typing', 'builds');
const maxStamps = 40;

/** Whether outDir holds just what these sources, this build and this Node.js have made before. */
export async function isBuilt(folders: Folders): Promise<boolean> {
  try {
    const stamp = await stampOf(folders);
    if ((await readFile(stamp, 'utf8')) !== (await fingerprint(outputs(folders)))) return false;
    // Those that are used stay longest.
    const now = new Date();
    await utimes(stamp, now, now).catch(() => {});
    return true;
  } catch {
    return false;
  }
}

/**
 * Looks at the sources before a build. Call what it returns when that has succeeded: it notes that
 * outDir is what they make, unless they have changed meanwhile. Where it cannot be noted, the next
 * start builds.
 */
export async function beforeBuild(folders: Folders): Promise<() => Promise<void>> {
  const stamp = await stampOf(folders).catch(() => undefined);
  return () => rememberBuild(folders, stamp);
}

async function rememberBuild(folders: Folders, stamp: string | undefined): Promise<void> {
  try {
    if (stamp === undefined || stamp !== (await stampOf(folders))) return;
    await mkdir(stamps, { recursive: true });
    const written = `${stamp}.${process.pid}`;
    await writeFile(written, await fingerprint(outputs(folders)));
    await rename(written, stamp);
    await forgetOldest();
  } catch {
    // node_modules may be another's, or read-only: then nothing is remembered.
  }
}

async function stampOf({ root }: Folders): Promise<string> {
  const made = await fingerprint([
    ['cloudfunctions', join(root, 'cloudfunctions')],
    ['miniprogram', join(root, 'miniprogram')],
    ['tsconfig', join(root, 'tsconfig.json')],
    ['jsconfig', join(root, 'jsconfig.json')],
    // The build finds functions, and what imports mean, as check does.
    ...['build', 'check', 'cli'].map((name): Place => [name, join(projectRoot, 'scripts', name)]),
    ['lock', join(projectRoot, 'package-lock.json')],
  ]);
  return join(stamps, `${process.version}-${made}`);
}

function outputs({ outDir }: Folders): Place[] {
  return ['cloudfunctions', 'miniprogram'].map((name) => [name, join(outDir, name)]);
}

/** Of every file's path and content; tests build nothing. */
async function fingerprint(places: Place[]): Promise<string> {
  const hash = createHash('sha256');
  for (const [name, place] of places) {
    for (const file of await filesOf(place)) {
      const content = await readFile(file);
      hash.update(`${name}/${relative(place, file)} ${content.length}\n`).update(content);
    }
  }
  return hash.digest('hex');
}

async function filesOf(place: string): Promise<string[]> {
  if (place.endsWith('.json') && !existsSync(place)) return [];
  if ((await stat(place)).isFile()) return [place];
  return listFiles(place, { links: true })
    .filter((path) => !/\.test\.ts$|(^|\/)testing\/.*\.ts$/.test(path))
    .map((path) => join(place, path));
}

async function forgetOldest(): Promise<void> {
  const names = await readdir(stamps);
  if (names.length <= maxStamps) return;
  const aged = await Promise.all(
    names.map(async (name) => ({ name, at: (await stat(join(stamps, name))).mtimeMs })),
  );
  aged.sort((one, other) => other.at - one.at);
  for (const { name } of aged.slice(maxStamps)) await rm(join(stamps, name), { force: true });
}
