import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { makeTempFolder } from '../../cli/tempFolder';

/** Where this project's package.json lies; its wx-server-sdk is lent to functions without one. */
export const projectFolder = path.resolve(__dirname, '../../..');

const sources = path.join(__dirname, 'runner');

/** Beside the packed simulator, which brings no compiler along. */
const packed = {
  runner: path.join(__dirname, 'runner.js'),
  processReaper: path.join(__dirname, 'processReaper.js'),
};

const esbuild = () => require('esbuild') as typeof import('esbuild');

/**
 * Compiles what runs in the processes to plain JavaScript, one file each, so that a cold start
 * loads nothing but that. Kept between runs under a name that changes with what went in.
 *
 * @returns the files' absolute paths
 */
export function compileRunner(): { runner: string; processReaper: string } {
  if (existsSync(packed.runner)) return packed;
  const key = keyOfSources();
  try {
    const cache = path.join(projectFolder, 'node_modules', '.cache', 'wechat-typing');
    mkdirSync(cache, { recursive: true });
    return compileInto(cache, key);
  } catch {
    // A checkout that may only be read. A mistake in the sources shows the second time.
    return compileInto(makeTempFolder('wechat-typing-'), key);
  }
}

function compileInto(folder: string, key: string) {
  return {
    runner: compile('main', path.join(folder, `runner-${key}.js`)),
    processReaper: compile('processReaper', path.join(folder, `process-reaper-${key}.js`)),
  };
}

function compile(entry: string, target: string): string {
  if (existsSync(target)) return target;
  const { outputFiles } = esbuild().buildSync({
    entryPoints: [path.join(sources, `${entry}.ts`)],
    bundle: true,
    platform: 'node',
    target: 'node20',
    minify: true,
    legalComments: 'inline',
    write: false,
  });
  // Two simulators may start at once: whoever reads it finds all of it.
  const half = `${target}.${process.pid}`;
  writeFileSync(half, outputFiles[0]?.contents ?? '');
  renameSync(half, target);
  return target;
}

function keyOfSources(): string {
  const hash = createHash('sha256').update(esbuild().version);
  for (const file of readdirSync(sources).sort()) {
    hash.update(file).update(readFileSync(path.join(sources, file)));
  }
  hash.update(readFileSync(require.resolve('@sinonjs/fake-timers')));
  return hash.digest('hex').slice(0, 16);
}
