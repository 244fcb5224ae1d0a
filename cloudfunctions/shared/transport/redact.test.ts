import fc from 'fast-check';
import { redact } from './redact';

const env = {
  TENCENTCLOUD_SECRETID: 'AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE',
  TENCENTCLOUD_SECRETKEY: 'Gu5t9xGARNpq86cd98joQYCN3EXAMPLE',
  TENCENTCLOUD_SESSIONTOKEN: 'se/ss+ion=token',
  WX_API_TOKEN: 'short-token',
  WX_APPSECRET: '0123456789abcdef0123456789abcdef',
  REPLY_KEY: 'sk-reply',
  WX_OPENID: 'oCaller-OpenID-of-28-chars_A1',
  AGENT_OPENIDS: 'agent-one, agent-two',
  TCB_ENV: 'prod-1a2b3c',
  PATH: '/usr/bin',
};
const clean = (text: string) => redact(text, env, ['customer-1']);

describe('redact', () => {
  test.each([
    ['what WeChat says', 'invalid openid', 'invalid openid'],
    ['Chinese', '参数错误', '参数错误'],
    ['the request id, which support asks for', 'busy rid: 630576d8-1139d71c-6d68a976', undefined],
    ['a UUID', 'request 2f9a1c3e-0b1d-4c5e-8f7a-1b2c3d4e5f60 failed', undefined],
    ['a constant', 'DATABASE_COLLECTION_NOT_EXIST', undefined],
    ['the name of an API', 'customerServiceMessage.setTyping', undefined],
    ['a platform error', 'system error: error code: -604101', undefined],
    ['a word for a secret that is none', 'invalid credential, access_token is invalid', undefined],
  ])('keeps %s', (_what, text, expected = text) => {
    expect(clean(text)).toBe(expected);
  });

  test.each([
    ['a URL with its query', '502 | [http://a.b/admin?env=prod&seqId=1] x', '502 | [url] x'],
    ['any scheme', 'at wss://user:pass@host/x', 'at [url]'],
    ['the secret id', `id ${env.TENCENTCLOUD_SECRETID}.`, 'id [redacted].'],
    ['the secret key', `<${env.TENCENTCLOUD_SECRETKEY}>`, '<[redacted]>'],
    ['the session token', `t ${env.TENCENTCLOUD_SESSIONTOKEN}`, 't [redacted]'],
    ['a secret as in a URL', 't se%2Fss%2Bion%3Dtoken', 't [redacted]'],
    ['a key within a word', 'xsk-replyx', 'x[redacted]x'],
    ['an access_token', 'path?access_token=57_abc&x=1', 'path?access_token=[redacted]&x=1'],
    ['a secret in JSON', '{"secret": "abc", "a": 1}', '{"secret": "[redacted]", "a": 1}'],
    ['a bearer', 'Authorization: Bearer abc.def', 'Authorization: [redacted]'],
    ['a long token', `is ${'Ab1_'.repeat(40)} ok`, 'is [redacted] ok'],
  ])('takes out %s', (_what, text, expected) => {
    expect(clean(text)).toBe(expected);
  });

  test.each([
    ['127.0.0.1:45123', 'connect ECONNREFUSED [address]'],
    ['::1:443', 'connect ECONNREFUSED [address]'],
    ['api.weixin.qq.com', 'connect ECONNREFUSED [address]'],
    ['tcb', 'connect ECONNREFUSED [address]'],
  ])('of a connection that failed shows the code and not %s', (address, expected) => {
    expect(clean(`connect ECONNREFUSED ${address}`)).toBe(expected);
    expect(clean(`getaddrinfo ENOTFOUND ${address}`)).toBe('getaddrinfo ENOTFOUND [address]');
  });

  test.each([
    ['at Object.<anonymous> (/var/user/index.js:10:5)', 'at Object.<anonymous> ([path])'],
    ["ENOENT: no such file or directory, open '/var/user/x y.json'", "open '[path] y.json'"],
    ['见/var/user/index.js', '见[path]'],
    ['in ../shared/x.ts', 'in [path]'],
    ['in C:\\Program Files\\My App\\index.js:1:2 it', 'in [path] it'],
    ['in C:/Users/me/index.js it', 'in [path] it'],
    ['in \\\\server\\share\\x it', 'in [path] it'],
    ['to 10.0.0.1 it', 'to [address] it'],
    ['to 10.0.0.1/24 it', 'to [address] it'],
    ['to [fe80::1%eth0]:443 it', 'to [address] it'],
    ['to ::ffff:127.0.0.1 it', 'to [address] it'],
    ['to 2001:db8:0:0:0:0:0:1, it', 'to [address], it'],
    ['to localhost it', 'to [address] it'],
    ['to localhost:8080, it', 'to [address], it'],
    ['to db:3306 it', 'to [address] it'],
    ['to tcb-api.tencentcloudapi.com.', 'to [address]'],
    ['to API.WEIXIN.QQ.COM:443!', 'to [address]!'],
    ['to xn--fsqu00a.xn--0zwm56d it', 'to [address] it'],
    ['ask me@example.com it', 'ask [address] it'],
  ])('takes out the address of %s', (text, expected) => {
    expect(clean(text)).toContain(expected);
  });

  test.each([
    'errcode:45080 of WeChat',
    'openapi.customerServiceMessage.setTyping:fail',
    'openapi.wxacode.get:fail',
    'at 12:34:56 it failed',
    'at index.js:10:5',
    'wx-server-sdk 4.0.2 on Node v16.13.0',
    'and/or',
    'ratio 1:2, 50%',
    'std::vector',
    'Error: socket hang up',
    'read ECONNRESET again',
    'invalid credential, access_token is invalid or not latest rid: 630576d8-1139d71c-6d68a976',
    '45015: response out of time limit',
    '参数错误：缺少 touser。请检查',
  ])('keeps %s', (text) => {
    expect(clean(text)).toBe(text);
  });

  const letters = 'abcdefghijklmnopqrstuvwxyz';
  const name = fc.string({ unit: fc.constantFrom(...letters), minLength: 2, maxLength: 8 });
  const port = fc.integer({ min: 10, max: 65_535 });
  /** None that is called like a file of code, which nobody can tell apart. */
  const domain = fc.domain().filter((host) => !/\.(?:[cm]?[jt]sx?|json|html?|map)$/.test(host));
  const address = fc.oneof(
    fc.ipV4(),
    fc.ipV6().filter((ip) => ip !== '::'),
    domain,
    fc.webUrl(),
    fc.tuple(fc.oneof(fc.ipV4(), domain), port).map(([host, at]) => `${host}:${at}`),
    fc.tuple(fc.ipV6(), port).map(([host, at]) => `[${host}]:${at}`),
    fc.tuple(name, port).map(([host, at]) => `${host}-x:${at}`),
    fc.array(name, { minLength: 1, maxLength: 5 }).map((parts) => `/${parts.join('/')}.js`),
    fc.array(name, { minLength: 1, maxLength: 5 }).map((parts) => `/var/user/${parts.join('/')}`),
    fc.array(name, { minLength: 1, maxLength: 5 }).map((parts) => `D:\\${parts.join('\\')}`),
    fc.emailAddress(),
  );

  test('lets no address through, whatever stands around it', () => {
    const before = fc.constantFrom(
      '',
      'at ',
      'open "',
      "'",
      '(',
      '见',
      'connect ',
      'to=',
      '<',
      '：',
    );
    const behind = fc.constantFrom('', ' it', '"', ')', '，', ', and', '>', '。');
    fc.assert(
      fc.property(before, address, behind, (open, where, close) => {
        const text = clean(`${open}${where}${close}`);
        if (text.includes(where)) throw new Error(`${where} stands in ${text}`);
      }),
      { numRuns: 2_000 },
    );
  });

  test.each([
    ['the customer', 'to customer-1, hint', 'to …er-1, hint'],
    ['the caller', `by ${env.WX_OPENID}`, 'by …s_A1'],
    ['an agent', 'for agent-two!', 'for …-two!'],
    ['whoever looks like one', 'openid oABCDefgh1234567890ijklMNOPq9', 'openid …OPq9'],
    ['one without digits', 'oABCDefghijklmnopqrstuvwxyzAB', '…yzAB'],
  ])('cuts the OpenID of %s to its last four characters', (_who, text, expected) => {
    expect(clean(text)).toBe(expected);
  });

  test('leaves a word that only contains an OpenID', () => {
    expect(clean('customer-12 and customer-1')).toBe('customer-12 and …er-1');
  });

  test.each([
    ['a secret', `${env.REPLY_KEY} and ${env.REPLY_KEY}`, '[redacted] and [redacted]'],
    ['a bearer', 'Bearer abc, Bearer def', '[redacted] [redacted]'],
    ['a secret that is named', 'token=abc token=def', 'token=[redacted] token=[redacted]'],
    ['an OpenID', 'customer-1 and customer-1', '…er-1 and …er-1'],
    ['an address', 'http://a.b/c then http://a.b/c', '[url] then [url]'],
  ])('finds %s each time it stands there', (_what, text, expected) => {
    expect(clean(text)).toBe(expected);
  });

  test('takes a secret out from six characters on: a shorter one could be any word', () => {
    expect(redact('open close', { APP_SECRET: 'close' }, [])).toBe('open close');
    expect(redact('open closed', { APP_SECRET: 'closed' }, [])).toBe('open [redacted]');
  });

  test('cuts an OpenID from five characters on: of a shorter one nothing would be gone', () => {
    expect(redact('to abcd', {}, ['abcd'])).toBe('to abcd');
    expect(redact('to abcde', {}, ['abcde'])).toBe('to …bcde');
  });

  test.each([
    ['KEYBOARD', 'qwertz', 'a word qwertz'],
    ['MY_OPENIDS_PAGE', 'people', 'a word people'],
  ])('keeps the value of %s, which is no secret and nobody', (name, value, text) => {
    expect(redact(text, { [name]: value }, [])).toBe(text);
  });

  test.each([
    ['token', 'short1'],
    ['Db_Password', 'short2'],
    ['api_key', 'short3'],
  ])('takes out the value of %s, however it is written', (name, value) => {
    expect(redact(`a word ${value}`, { [name]: value }, [])).toBe('a word [redacted]');
  });

  test('takes a variable that is set to nothing for no secret', () => {
    expect(redact('a word', { APP_SECRET: '', AGENT_OPENIDS: '' }, [])).toBe('a word');
    expect(redact('a word', { APP_SECRET: undefined }, [])).toBe('a word');
  });

  const mixed = (length: number) => 'aB'.repeat(50).slice(0, length);
  test.each([
    ['19 characters', `${'a1'.repeat(9)}a`, 'whole'],
    ['20 with digits', 'a1'.repeat(10), 'cut'],
    ['20 digits', '1'.repeat(20), 'whole'],
    ['20 letters of one case', 'a'.repeat(20), 'whole'],
    ['24 capitals', 'A'.repeat(24), 'whole'],
    ['23 letters of both cases', mixed(23), 'whole'],
    ['24 letters of both cases', mixed(24), 'cut'],
    ['63 characters', mixed(63), 'cut'],
    ['64 characters', mixed(64), 'gone'],
    ['a request id', '630576d8-1139d71c-6d68a976', 'whole'],
    ['what begins with no request id', 'x630576d8-1139d71c-6d68a976', 'cut'],
    ['what ends with no request id', '630576d8-1139d71c-6d68a976x', 'cut'],
    ['hexadecimal digits without a dash', '630576d81139d71c6d68a976', 'cut'],
  ])('of a word without a name, %s, leaves what it may', (_what, word, left) => {
    const expected = { whole: word, cut: `…${word.slice(-4)}`, gone: '[redacted]' }[left];
    expect(clean(`is ${word} it`)).toBe(`is ${expected} it`);
  });

  test.each(['var', 'tmp', 'opt', 'home', 'root', 'usr', 'etc', 'mnt', 'srv', 'proc', 'Users'])(
    'takes out a path below /%s that stands against a word',
    (root) => {
      expect(clean(`in a/${root}/x/y.json, it`)).toBe('in a[path], it');
    },
  );

  test('is one line of at most 300 characters, however long and wild the text', () => {
    expect(clean('a\r\nb\u0000c\u2028d\te')).toBe('a b c d e');
    const long = clean('word '.repeat(100_000));
    expect(long).toHaveLength(300);
    expect(long.endsWith('…')).toBe(true);
    expect(clean('x'.repeat(1_000_000))).toBe('…');
  });

  test('takes no time over what looks like the beginning of everything', () => {
    for (const part of ['a.', 'a:', '/', '\\', 'C:\\ ', '1.', '::', 'f:', '@', '[', '../', 'x-']) {
      // This process's own time, whatever else the machine is doing.
      const before = process.cpuUsage();
      clean(part.repeat(2_000));
      expect(process.cpuUsage(before).user / 1_000).toBeLessThan(1_000);
    }
  });

  test('lets no secret through, wherever it stands', () => {
    const secrets = [
      env.TENCENTCLOUD_SECRETID,
      env.TENCENTCLOUD_SECRETKEY,
      env.TENCENTCLOUD_SESSIONTOKEN,
      env.WX_API_TOKEN,
      env.WX_APPSECRET,
      env.REPLY_KEY,
      env.WX_OPENID,
    ];
    const filler = fc.string({ maxLength: 40, unit: 'grapheme' });
    fc.assert(
      fc.property(
        fc.constantFrom(...secrets),
        filler,
        filler,
        fc.nat(4200),
        (secret, a, b, pad) => {
          const text = `${'w '.repeat(pad / 2)}${a} ${secret} ${b}`;
          return !clean(text).includes(secret);
        },
      ),
    );
  });
});
