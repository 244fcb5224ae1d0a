/**
 * Opens an address in the person's browser, where there is one: not in CI, not on a Linux without a
 * display. What goes wrong there is no error: the address has been printed.
 */
export async function openBrowser(
  url: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<void> {
  if (!hasBrowser(env, process.platform)) return;
  try {
    const { default: open } = await import('open');
    const opener = await open(url);
    opener.on('error', () => {});
  } catch {
    // No browser after all.
  }
}

export function hasBrowser(
  env: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform,
): boolean {
  if (env.CI) return false;
  return platform !== 'linux' || Boolean(env.DISPLAY || env.WAYLAND_DISPLAY || env.WSL_DISTRO_NAME);
}
