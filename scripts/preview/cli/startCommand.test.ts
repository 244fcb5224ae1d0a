import { type AddressInfo, createServer } from 'node:net';
import { findFreePort, hasBrowser } from './startCommand';

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

describe('findFreePort', () => {
  test('takes the next one where the port is taken, and the port itself once it is free', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    expect(await findFreePort(port)).not.toBe(port);
    await new Promise((resolve) => server.close(resolve));
    expect(await findFreePort(port)).toBe(port);
  });

  test('leaves 0 to the system', async () => {
    expect(await findFreePort(0)).toBe(0);
  });
});
