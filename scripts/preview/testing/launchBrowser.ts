import { type Browser, chromium } from 'playwright-core';
import { findBrowser } from './findBrowser';
import { unpackChromium } from './unpackChromium';

/** It asks nobody outside, and works as root in a container, which has no sandbox to offer. */
const args = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
];

/**
 * Starts a real browser: CHROME_PATH, else a Chrome or Chromium that is installed, else the one of
 * @sparticuz/chromium (Linux x64).
 * @throws Error that says what to do where there is none
 */
export async function launchBrowser(): Promise<Browser> {
  const installed = findBrowser(process.env);
  if (installed) return chromium.launch({ executablePath: installed, args });
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error(
      'No browser to test with: install Chrome or Chromium, or set CHROME_PATH to the program.',
    );
  }
  const { executablePath, env } = await unpackChromium();
  return chromium.launch({
    executablePath,
    args: [...args, '--no-sandbox', '--headless=shell'],
    env: { ...definedOnly(process.env), ...env },
  });
}

function definedOnly(env: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
