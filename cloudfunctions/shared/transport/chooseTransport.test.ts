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

test.each<[string, Record<string, string>]>([
  ['another way', { TYPING_TRANSPORT: 'http' }],
  ['no appid', { WX_APPID_HTTPS: '' }],
  ['no secret', { WX_APPSECRET: '' }],
  ['an address with credentials', { WX_API_BASE: 'https://me:pass@proxy.example.com/' }],
  ['a wrong address', { WX_API_BASE: 'http://api.weixin.qq.com' }],
])(
  '%s is logged at once, and answered to each call, with a code and a reason',
  async (_, wrong) => {
    const { transport, logged } = choose({ ...https, ...wrong });
    const result = await transport.setTyping(typing);
    expect(result).toMatchObject({
      errCode: -501005,
      errMsg: expect.stringMatching(/setTyping:fail .+ \(refused before WeChat was called\)$/),
    });
    expect(JSON.parse(logged.join())).toMatchObject({ errCode: -501005 });
    expect(logged.join() + result.errMsg).not.toContain(https.WX_APPSECRET);
  },
);
