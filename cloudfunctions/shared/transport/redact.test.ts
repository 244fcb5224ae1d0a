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

  test('is one line of at most 300 characters, however long and wild the text', () => {
    expect(clean('a\r\nb\u0000c\u2028d\te')).toBe('a b c d e');
    const long = clean('word '.repeat(100_000));
    expect(long).toHaveLength(300);
    expect(long.endsWith('…')).toBe(true);
    expect(clean('x'.repeat(1_000_000))).toBe('…');
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
