import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { projectRoot } from '../../build/projectRoot';

/** A Chromium unpacked from @sparticuz/chromium, and the environment that it needs. */
export interface UnpackedChromium {
  executablePath: string;
  env: Record<string, string>;
}

/** It unpacks its system libraries only where it believes to be on Lambda. */
const lambda = { AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs20.x' };

const unpack =
  "import('@sparticuz/chromium').then(({ default: chromium }) => chromium.executablePath())";

/**
 * Unpacks the Chromium that npm has installed, once for all test processes: into a folder of its own
 * first, which then takes its place in one step, so that nobody sees half of it.
 */
export async function unpackChromium(): Promise<UnpackedChromium> {
  const cache = join(projectRoot, 'node_modules', '.cache', 'wechat-typing');
  const folder = join(cache, `chromium-${await installedVersion()}`);
  if (!existsSync(folder)) {
    await mkdir(cache, { recursive: true });
    const stage = await mkdtemp(join(cache, 'unpacking-'));
    const env = { ...process.env, ...lambda, TMPDIR: stage };
    await promisify(execFile)(process.execPath, ['-e', unpack], { cwd: projectRoot, env });
    await rename(stage, folder).catch(() => rm(stage, { recursive: true, force: true }));
  }
  const libraries = join(folder, 'al2023', 'lib');
  const { LD_LIBRARY_PATH } = process.env;
  return {
    executablePath: join(folder, 'chromium'),
    env: {
      LD_LIBRARY_PATH: LD_LIBRARY_PATH ? `${libraries}:${LD_LIBRARY_PATH}` : libraries,
    },
  };
}

async function installedVersion(): Promise<string> {
  const manifest = join(projectRoot, 'node_modules', '@sparticuz', 'chromium', 'package.json');
  const { version }: { version: string } = JSON.parse(await readFile(manifest, 'utf8'));
  return version;
}
