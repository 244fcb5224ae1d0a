import { hasBrowser } from './openBrowser';

describe('a browser is opened', () => {
  test.each([
    ['on macOS', {}, 'darwin', true],
    ['on Windows', {}, 'win32', true],
    ['on Linux with X', { DISPLAY: ':0' }, 'linux', true],
    ['on Linux with Wayland', { WAYLAND_DISPLAY: 'wayland-0' }, 'linux', true],
    ['under WSL', { WSL_DISTRO_NAME: 'Debian' }, 'linux', true],
    ['not on Linux without a display', {}, 'linux', false],
    ['not in CI', { CI: 'true', DISPLAY: ':0' }, 'darwin', false],
  ] as const)('%s', (_where, env, platform, expected) => {
    expect(hasBrowser(env, platform)).toBe(expected);
  });
});
