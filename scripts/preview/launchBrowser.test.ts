import { findBrowser } from './launchBrowser';

const linux = { platform: 'linux', arch: 'x64' } as const;

describe('the browser to test with', () => {
  test('is the one of CHROME_PATH before any other', () => {
    expect(findBrowser({ CHROME_PATH: '/my/chrome' }, () => true, linux)).toBe('/my/chrome');
  });

  test('is refused by name where CHROME_PATH leads nowhere', () => {
    expect(() => findBrowser({ CHROME_PATH: '/my/chrome' }, () => false, linux)).toThrow(
      'CHROME_PATH is /my/chrome, but there is no such file',
    );
  });

  test('is one that is installed', () => {
    const exists = (path: string) => path === '/usr/bin/chromium';
    expect(findBrowser({}, exists, linux)).toBe('/usr/bin/chromium');
  });

  test('is npm’s where none is installed', () => {
    const exists = (path: string) => path.endsWith('package.json');
    expect(findBrowser({}, exists, linux)).toBe('npm');
  });

  test.each([
    ['npm ci left it out', () => false, linux],
    [
      'npm has none for this machine',
      (path: string) => path.endsWith('package.json'),
      { ...linux, arch: 'arm64' },
    ],
    ['nobody knows where to look', () => false, { platform: 'aix', arch: 'ppc64' } as const],
  ])('where %s it says in one line what to do', (_why, exists, machine) => {
    expect(() => findBrowser({}, exists, machine)).toThrow(
      /^No browser to test with: install Chrome or Chromium, or set CHROME_PATH .*\.$/,
    );
  });
});
