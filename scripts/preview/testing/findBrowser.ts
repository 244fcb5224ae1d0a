import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** Where Chrome or Chromium is installed as a rule, by platform. */
const usual: Partial<Record<NodeJS.Platform, readonly string[]>> = {
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

/**
 * The browser that CHROME_PATH names, or one that is installed; undefined: none.
 * @throws Error where CHROME_PATH names a file that is not there
 */
export function findBrowser(
  env: Readonly<Record<string, string | undefined>>,
  exists: (path: string) => boolean = existsSync,
  platform: NodeJS.Platform = process.platform,
): string | undefined {
  const { CHROME_PATH } = env;
  if (!CHROME_PATH) return usual[platform]?.find(exists);
  if (exists(CHROME_PATH)) return CHROME_PATH;
  throw new Error(`CHROME_PATH is ${CHROME_PATH}, but there is no such file`);
}
