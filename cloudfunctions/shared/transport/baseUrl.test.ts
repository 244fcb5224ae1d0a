import { joinUrl, readBaseUrl } from './baseUrl';

describe('the address of WeChat’s API', () => {
  test.each([
    'https://api.weixin.qq.com',
    'https://proxy.example.com:8443/wechat/',
    'http://localhost:9000',
    'http://127.0.0.1:9000/x',
    'http://127.12.34.255',
    'http://[::1]:9000',
  ])('may be %s', (address) => {
    expect(readBaseUrl(address).href).toBe(new URL(address).href);
  });

  test.each([
    'api.weixin.qq.com',
    '',
    'http://api.weixin.qq.com',
    'ftp://localhost',
    'ftp://api.weixin.qq.com',
    'http://127.0.0.1.example.com',
    'http://x127.0.0.1',
    'http://my127.0.0.1.example.com',
    'http://localhost.example.com',
    'http://128.0.0.1',
    'http://[::2]',
  ])('cannot be %j: the secret would go unencrypted, or nowhere', (address) => {
    expect(() => readBaseUrl(address)).toThrow(/must be https:\/\/…, or http:\/\/ on this machine/);
  });

  test.each([
    ['https://user:pass-word@a.example', /must not hold a user name or password/],
    ['https://user@a.example', /must not hold a user name or password/],
    ['https://:pass-word@a.example', /must not hold a user name or password/],
    ['https://a.example/?key=pass-word', /must end with its path, without "\?" or "#"/],
    ['https://a.example/#pass-word', /must end with its path, without "\?" or "#"/],
  ])('cannot be %s, which is not repeated', (address, why) => {
    expect(() => readBaseUrl(address)).toThrow(why);
    expect(() => readBaseUrl(address)).not.toThrow(/pass-word@|=pass-word|#pass-word|a\.example/);
  });

  test('a refused user name is told why, and what to do instead', () => {
    expect(() => readBaseUrl('https://me@a.example')).toThrow(
      /would stand in logs and errors\. Let the proxy tell callers by their IP address/,
    );
  });
});

test.each([
  ['https://a.example', 'https://a.example/cgi-bin/x'],
  ['https://a.example/', 'https://a.example/cgi-bin/x'],
  ['https://a.example/wx//', 'https://a.example/wx/cgi-bin/x'],
  ['https://a.example/b//c', 'https://a.example/b//c/cgi-bin/x'],
])('behind %s a path of WeChat’s is %s', (base, url) => {
  const given = new URL(base);
  expect(joinUrl(given, '/cgi-bin/x').href).toBe(url);
  expect(given.href).toBe(new URL(base).href);
});
