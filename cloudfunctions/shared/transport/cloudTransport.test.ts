import type { OutgoingMedia } from '../contract';
import { type CloudSdk, cloudTransport } from './cloudTransport';

type Calls = CloudSdk['openapi']['customerServiceMessage'];

/** The SDK, with what each API of it answers. */
function cloud(answers: { [api in keyof Calls]?: () => unknown }) {
  const called: unknown[] = [];
  const api = (name: keyof Calls) => async (options: unknown) => {
    called.push([name, options]);
    return answers[name]?.();
  };
  const customerServiceMessage = {
    setTyping: api('setTyping'),
    send: api('send'),
    uploadTempMedia: api('uploadTempMedia'),
  };
  const sdk: CloudSdk = {
    init() {},
    DYNAMIC_CURRENT_ENV: Symbol('current'),
    getWXContext: () => ({}),
    openapi: { customerServiceMessage },
  };
  return { transport: cloudTransport(sdk, { REPLY_KEY: 'sk-secret' }), called };
}

const ok = { errCode: 0, errMsg: 'ok' };
const typing = { touser: 'abcde', command: 'Typing' } as const;
const message = { touser: 'abcde', msgtype: 'text', text: { content: '在的' } } as const;
const picture: OutgoingMedia = {
  type: 'image',
  filename: 'qr.png',
  contentType: 'image/png',
  data: new Uint8Array([0, 255]),
};

test('each call goes to its API of the SDK as it is, and its result names it', async () => {
  const { transport, called } = cloud({ setTyping: () => ok, send: () => ok });
  expect(await transport.setTyping(typing)).toEqual({
    errCode: 0,
    errMsg: 'openapi.customerServiceMessage.setTyping:ok',
  });
  expect(await transport.send(message)).toEqual({
    errCode: 0,
    errMsg: 'openapi.customerServiceMessage.send:ok',
  });
  expect(called).toEqual([
    ['setTyping', typing],
    ['send', message],
  ]);
});

describe('an upload', () => {
  const api = 'openapi.customerServiceMessage.uploadTempMedia';

  test('hands the bytes on as a Buffer, and gives the id to send them by', async () => {
    const { transport, called } = cloud({ uploadTempMedia: () => ({ ...ok, mediaId: 'M-1' }) });
    expect(await transport.uploadMedia(picture)).toEqual({
      errCode: 0,
      errMsg: `${api}:ok`,
      mediaId: 'M-1',
    });
    const value = Buffer.from([0, 255]);
    expect(called).toEqual([
      ['uploadTempMedia', { type: 'image', media: { contentType: 'image/png', value } }],
    ]);
  });

  test.each<[string, unknown, number, string]>([
    ['no id', ok, -501001, 'the answer holds no media_id'],
    ['an empty one', { ...ok, mediaId: '' }, -501001, 'the answer holds no media_id'],
    ['nothing', undefined, -501001, 'the SDK gave no errCode'],
    ['a refusal', { errCode: 40004, errMsg: `${api}:fail no`, mediaId: 'M-1' }, 40004, 'no'],
  ])('answered with %s is no success', async (_what, answer, errCode, reason) => {
    const { transport } = cloud({ uploadTempMedia: () => answer });
    expect(await transport.uploadMedia(picture)).toEqual({
      errCode,
      errMsg: `${api}:fail ${reason}`,
    });
  });
});

test('what goes wrong is a result without the receiver’s OpenID and without a secret', async () => {
  const fails = () => {
    throw Object.assign(new Error(), { errCode: 45015, errMsg: 'abcde of sk-secret is late' });
  };
  const { transport } = cloud({ setTyping: fails, send: fails, uploadTempMedia: fails });
  for (const result of [await transport.setTyping(typing), await transport.send(message)]) {
    expect(result.errCode).toBe(45015);
    expect(result.errMsg).toMatch(/:fail …bcde of \[redacted\] is late$/);
  }
  // An upload is for nobody in particular, so that nothing is taken for an OpenID by mistake.
  expect(await transport.uploadMedia(picture)).toEqual({
    errCode: 45015,
    errMsg: 'openapi.customerServiceMessage.uploadTempMedia:fail abcde of [redacted] is late',
  });
});
