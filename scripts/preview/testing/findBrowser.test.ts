import { findBrowser } from './findBrowser';

describe('the browser to test with', () => {
  test('is the one of CHROME_PATH before any other', () => {
    expect(findBrowser({ CHROME_PATH: '/my/chrome' }, () => true, 'linux')).toBe('/my/chrome');
  });

  test('is refused by name where CHROME_PATH leads nowhere', () => {
    expect(() => findBrowser({ CHROME_PATH: '/my/chrome' }, () => false, 'linux')).toThrow(
      'CHROME_PATH is /my/chrome, but there is no such file',
    );
  });

  test('is one that is installed', () => {
    const exists = (path: string) => path === '/usr/bin/chromium';
    expect(findBrowser({}, exists, 'linux')).toBe('/usr/bin/chromium');
  });

  test('is none where none is installed', () => {
    expect(findBrowser({}, () => false, 'linux')).toBeUndefined();
    expect(findBrowser({}, () => true, 'aix')).toBeUndefined();
  });
});
