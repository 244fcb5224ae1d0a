import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type Browser, chromium } from 'playwright-core';
import { projectRoot } from '../build/projectRoot';
import { makeTempFolder, removeTempFolder } from '../cli/tempFolder';

type Env = Readonly<Record<string, string | undefined>>;

/** Where Chrome or Chromium is installed by default, by platform. */
const defaultPlaces: Partial<Record<NodeJS.Platform, readonly string[]>> = {
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  ],
  win32: [process.env.PROGRAMFILES, process.env['PROGRAMFILES(X86)'], process.env.LOCALAPPDATA]
    .filter((folder) => folder !== undefined)
    .flatMap((folder) => [
      join(folder, 'Google', 'Chrome', 'Application', 'chrome.exe'),
      join(folder, 'Microsoft', 'Edge', 'Application', 'msedge.exe'),
    ]),
  linux: ['google-chrome', 'google-chrome-stable', 'chromium', 'chromium-browser'].flatMap((name) =>
    ['/usr/bin', '/usr/local/bin', '/snap/bin'].map((folder) => `${folder}/${name}`),
  ),
};

/** It asks nobody outside, and works as root in a container, which has no sandbox to offer. */
const args = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
];

const chromiumPackage = join(projectRoot, 'node_modules', '@sparticuz', 'chromium', 'package.json');
const limitMs = 60_000;

/**
 * Where the browser comes from: the path that CHROME_PATH names, else a Chrome or Chromium that is
 * installed, else `npm`: the one of @sparticuz/chromium (Linux x64).
 * @throws Error of one line that says what to do where there is none
 */
export function findBrowser(
  env: Env = process.env,
  exists: (path: string) => boolean = existsSync,
  { platform, arch }: { platform: NodeJS.Platform; arch: string } = process,
): string {
  const { CHROME_PATH } = env;
  if (CHROME_PATH) {
    if (exists(CHROME_PATH)) return CHROME_PATH;
    throw new Error(`CHROME_PATH is ${CHROME_PATH}, but there is no such file.`);
  }
  const installed = defaultPlaces[platform]?.find(exists);
  if (installed) return installed;
  if (platform === 'linux' && arch === 'x64' && exists(chromiumPackage)) return 'npm';
  throw new Error(
    'No browser to test with: install Chrome or Chromium, or set CHROME_PATH to the program ' +
      '(on Linux x64, npm ci brings one along).',
  );
}

/**
 * Starts a real browser; see `findBrowser`.
 * @throws Error that says what to do where there is none, or where it does not start
 */
export async function launchBrowser(): Promise<Browser> {
  const found = findBrowser();
  if (found !== 'npm') return chromium.launch({ executablePath: found, args, timeout: limitMs });
  const { executablePath, env } = await unpackChromium();
  return chromium.launch({
    executablePath,
    args: [...args, '--no-sandbox', '--headless=shell'],
    env: { ...definedOnly(process.env), ...env },
    timeout: limitMs,
  });
}

/** It unpacks its system libraries only where it believes to be on Lambda. */
const lambda = { AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs20.x' };

const unpack =
  "import('@sparticuz/chromium').then(({ default: chromium }) => chromium.executablePath())";

/**
 * Unpacks the Chromium that npm has installed, once for all test processes: into a folder of its own
 * first, which then takes its place in one step, so that nobody sees half of it.
 */
async function unpackChromium() {
  const cache = join(projectRoot, 'node_modules', '.cache', 'wechat-typing');
  const { version } = JSON.parse(readFileSync(chromiumPackage, 'utf8'));
  const folder = join(cache, `chromium-${version}`);
  if (!existsSync(folder)) {
    await mkdir(cache, { recursive: true });
    const stage = makeTempFolder('unpacking-', cache);
    const env = { ...process.env, ...lambda, TMPDIR: stage };
    const options = { cwd: projectRoot, env, timeout: limitMs };
    await promisify(execFile)(process.execPath, ['-e', unpack], options).catch((error) => {
      throw new Error(`The Chromium of npm could not be unpacked to ${stage}: ${error.message}`);
    });
    await rename(stage, folder).catch(() => removeTempFolder(stage));
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

function definedOnly(env: Env): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
