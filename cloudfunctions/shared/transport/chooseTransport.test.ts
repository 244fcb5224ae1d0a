import type { Transport } from '../contract';
import { chooseTransport } from './chooseTransport';

const cloud: Transport = {
  setTyping: async () => ({ errCode: 0, errMsg: 'by cloud call' }),
  send: async () => ({ errCode: 0, errMsg: 'by cloud call' }),
  uploadMedia: async () => ({ errCode: 0, errMsg: 'by cloud call' }),
};
const typing = { touser: 'somebody', command: 'Typing' } as const;
const https = {
  TYPING_TRANSPORT: 'https',
  WX_APPID_HTTPS: 'wx0123456789abcdef',
  WX_APPSECRET: 'a-secret-that-nobody-may-read-42',
  WX_API_BASE: 'http://127.0.0.1:1',
};

function choose(env: Record<string, string | undefined>) {
  const logged: string[] = [];
  let madeCloud = false;
  const transport = chooseTransport(
    env,
    () => {
      madeCloud = true;
      return cloud;
    },
    (line) => logged.push(line),
  );
  return { transport, logged, madeCloud: () => madeCloud };
}

test.each([[undefined], [''], ['cloud']])('TYPING_TRANSPORT %p is the cloud call', (way) => {
  expect(choose({ ...https, TYPING_TRANSPORT: way }).transport).toBe(cloud);
});

test('https is the HTTPS API, and nothing of the cloud call is made', async () => {
  const { transport, logged, madeCloud } = choose({ ...https });
  const { errCode, errMsg } = await transport.setTyping(typing);
  expect([errCode, errMsg.includes('no connection')]).toEqual([-501001, true]);
  expect([logged, madeCloud()]).toEqual([[], false]);
});

const needs = /TYPING_TRANSPORT=https needs WX_APPID_HTTPS and WX_APPSECRET/;
test.each<[string, Record<string, string>, RegExp]>([
  ['another way', { TYPING_TRANSPORT: 'http' }, /TYPING_TRANSPORT must be "cloud" or "https"/],
  ['no appid', { WX_APPID_HTTPS: '' }, needs],
  ['no secret', { WX_APPSECRET: '' }, needs],
  [
    'an address with credentials',
    { WX_API_BASE: 'https://me:pass@proxy.example.com/' },
    /must not hold a user name/,
  ],
  ['a wrong address', { WX_API_BASE: 'http://api.weixin.qq.com' }, /must be https/],
])(
  '%s is logged at once, and answered to each call, with a code and a reason',
  async (_, wrong, reason) => {
    const { transport, logged } = choose({ ...https, ...wrong });
    const results = [
      await transport.setTyping(typing),
      await transport.send({ touser: 'somebody', msgtype: 'text', text: { content: '' } }),
      await transport.uploadMedia({
        type: 'image',
        filename: 'a.png',
        contentType: 'image/png',
        data: Buffer.alloc(1),
      }),
    ];
    const apis = [/\.setTyping:fail /, /\.send:fail /, /\.uploadTempMedia:fail /];
    for (const [index, result] of results.entries()) {
      expect(result.errCode).toBe(-501005);
      expect(result.errMsg).toMatch(apis[index] ?? '');
      expect(result.errMsg).toMatch(reason);
      expect(result.errMsg).toMatch(/ \(refused before WeChat was called\)$/);
      expect(result.errMsg).not.toContain(https.WX_APPSECRET);
    }
    expect(JSON.parse(logged.join())).toEqual({
      what: 'no way to WeChat',
      errCode: -501005,
      reason: expect.stringMatching(reason),
    });
    expect(logged.join()).not.toContain(https.WX_APPSECRET);
  },
);
