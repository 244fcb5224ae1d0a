import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { startTestSimulator, type TestSimulator } from '../testing/startTestSimulator';

const touser = 'oCustomer';
const customer = `/_sim/customers/${touser}`;
const threeDays = 3 * 86_400_000;

let sim: TestSimulator;
beforeAll(async () => {
  sim = await startTestSimulator();
});
afterAll(() => sim.close());

const run = async (code: string, args: unknown = {}, sdk = 4) => {
  const answer = await sim.post(
    '/_sim/invoke/script',
    { sdk, code, args },
    { 'x-sim-openid': 'o' },
  );
  if (answer.error) throw new Error(answer.error.errMsg);
  return answer.result;
};
const say = () => sim.post(`${customer}/messages`, { content: '在吗' });
const lastMessage = async () => (await sim.get(customer)).messages.at(-1);

let token = '';
beforeEach(async () => {
  await say();
  const query = 'grant_type=client_credential&appid=wx1234&secret=s';
  token = (await sim.get(`/cgi-bin/token?${query}`)).access_token;
});

// biome-ignore lint/suspicious/noExplicitAny: what a test reads of it, it states itself
async function upload(type: string, filename: string, bytes: number | Buffer = 10): Promise<any> {
  const form = new FormData();
  const content = typeof bytes === 'number' ? Buffer.alloc(bytes, 1) : bytes;
  form.set('media', new Blob([new Uint8Array(content)]), filename);
  const address = `${sim.url}/cgi-bin/media/upload?access_token=${token}&type=${type}`;
  return (await fetch(address, { method: 'POST', body: form })).json();
}
const getMedia = (mediaId: string) =>
  fetch(`${sim.url}/cgi-bin/media/get?access_token=${token}&media_id=${mediaId}`);
const send = (message: object) =>
  sim.post(`/cgi-bin/message/custom/send?access_token=${token}`, { touser, ...message });

describe.each([4, 2])('the real SDK of major version %i', (sdk) => {
  test('uploads a picture, fetches it and sends it', async () => {
    const code = `const bytes = Buffer.from([0x89, 0x50, 0, 255, 10, 13]);
      const api = cloud.openapi.customerServiceMessage;
      const { mediaId, type, createdAt, errCode } =
        await api.uploadTempMedia({ type: 'image', media: { contentType: 'image/png', value: bytes } });
      const fetched = await api.getTempMedia({ mediaId });
      await api.send({ touser: args.touser, msgtype: 'image', image: { mediaId } });
      return { type, createdAt, errCode, mediaId, contentType: fetched.contentType,
        same: Buffer.compare(fetched.buffer, bytes) };`;
    const { resolved } = await run(code, { touser }, sdk);
    expect(resolved).toEqual({
      type: 'image',
      createdAt: Math.floor(sim.clock.now() / 1000),
      errCode: 0,
      mediaId: expect.stringMatching(/^[\w-]{64}$/),
      contentType: 'image/png',
      same: 0,
    });
    expect(await lastMessage()).toMatchObject({
      from: 'service',
      msgtype: 'image',
      image: { media_id: resolved.mediaId },
    });
    const shown = await fetch(`${sim.url}/_sim/media/${resolved.mediaId}`);
    expect(shown.headers.get('content-type')).toBe('image/png');
    expect([...new Uint8Array(await shown.arrayBuffer())]).toEqual([0x89, 0x50, 0, 255, 10, 13]);
  });

  test('is told what cannot be uploaded or fetched', async () => {
    const code = `const api = cloud.openapi.customerServiceMessage;
      const media = (contentType, bytes = 5) => ({ contentType, value: Buffer.alloc(bytes) });
      const codes = [];
      for (const call of [
        () => api.uploadTempMedia({ type: 'picture', media: media('image/png') }),
        () => api.uploadTempMedia({ type: 'image', media: media('text/html') }),
        () => api.uploadTempMedia({ type: 'image' }),
        () => api.uploadTempMedia({ type: 'image', media: media('image/png', 10 * 1024 * 1024 + 1) }),
        () => api.getTempMedia({ mediaId: 'nobody' }),
        () => api.send({ touser: args.touser, msgtype: 'image', image: { mediaId: 'nobody' } }),
        () => api.send({ touser: args.touser, msgtype: 'voice', voice: { mediaId: 'x' } }),
      ]) codes.push(await call().then(() => 0, (error) => error.errCode));
      return codes;`;
    expect((await run(code, { touser }, sdk)).resolved).toEqual([
      40004, 40005, 41005, 45001, 40007, 40007, 40008,
    ]);
  });
});

describe('over HTTPS', () => {
  test('a file goes up, comes back, and is gone after three days', async () => {
    const bytes = Buffer.from([1, 2, 255]);
    const { media_id, ...rest } = await upload('image', '图.jpg', bytes);
    expect(rest).toEqual({ type: 'image', created_at: Math.floor(sim.clock.now() / 1000) });
    const response = await getMedia(media_id);
    expect(response.headers.get('content-type')).toBe('image/jpeg');
    expect(response.headers.get('content-disposition')).toBe(
      `attachment; filename="${media_id}.jpg"`,
    );
    expect(Buffer.from(await response.arrayBuffer())).toEqual(bytes);
    expect(await sim.get('/_sim/calls')).toContainEqual(
      expect.objectContaining({
        api: 'customerServiceMessage.uploadTempMedia',
        data: { type: 'image', media: { filename: '图.jpg', bytes: 3 } },
      }),
    );
    await sim.post('/_sim/clock', { advanceMs: threeDays });
    await say();
    const { access_token } = await sim.get(
      '/cgi-bin/token?grant_type=client_credential&appid=wx1234&secret=s',
    );
    token = access_token;
    expect(await (await getMedia(media_id)).json()).toMatchObject({ errcode: 40007 });
    expect(await send({ msgtype: 'image', image: { media_id } })).toMatchObject({ errcode: 40007 });
    expect((await fetch(`${sim.url}/_sim/media/${media_id}`)).status).toBe(404);
  });

  test.each([
    ['image', 'a.png', 10 * 1024 * 1024, undefined],
    ['image', 'a.png', 10 * 1024 * 1024 + 1, 45001],
    ['image', 'a.tiff', 10, 40005],
    ['image', 'png', 10, 40005],
    ['image', 'a.png', 0, 41005],
    ['voice', 'a.mp3', 2 * 1024 * 1024 + 1, 45001],
    ['video', 'a.mp4', 10, undefined],
    ['thumb', 'a.jpg', 64 * 1024, undefined],
    ['thumb', 'a.jpg', 64 * 1024 + 1, 45001],
    ['__proto__', 'a.jpg', 10, 40004],
    ['', 'a.jpg', 10, 40004],
  ])('type %j, %s of %i bytes: %j', async (type, filename, bytes, errcode) => {
    const answer = await upload(type, filename, bytes);
    expect(answer.errcode).toBe(errcode);
    if (type === 'thumb' && !errcode) expect(answer).toHaveProperty('thumb_media_id');
  });

  test.each([
    ['GET', undefined, undefined, 43002],
    ['POST', '{}', 'application/json', 41005],
    ['POST', 'rubbish', 'multipart/form-data; boundary=x', 41005],
    ['POST', 'rubbish', 'multipart/form-data', 41005],
  ])(
    'an upload by %s of %j as %s is refused with its code',
    async (method, body, type, errcode) => {
      const response = await fetch(
        `${sim.url}/cgi-bin/media/upload?access_token=${token}&type=image`,
        { method, ...(body ? { body, headers: { 'content-type': type ?? '' } } : {}) },
      );
      expect(await response.json()).toMatchObject({ errcode });
    },
  );

  test('a token is needed', async () => {
    token = '';
    expect(await upload('image', 'a.png')).toMatchObject({ errcode: 41001 });
    expect(await (await getMedia('x')).json()).toMatchObject({ errcode: 41001 });
  });

  test('an official account sends what it has', async () => {
    const { media_id } = await upload('voice', 'a.mp3');
    const { thumb_media_id } = await upload('thumb', 'a.jpg');
    const article = {
      title: 't',
      description: 'd',
      url: 'https://e.com',
      picurl: 'https://e.com/a',
    };
    const list = [{ id: '101', content: '满意' }];
    const music = { musicurl: 'https://e.com', hqmusicurl: 'https://e.com', thumb_media_id };
    for (const [msgtype, content, errcode] of [
      ['voice', { media_id }, 0],
      ['voice', { media_id: 'nobody' }, 40007],
      ['video', { media_id, thumb_media_id, title: 't' }, 0],
      ['video', { media_id, thumb_media_id: 'nobody' }, 40007],
      ['music', music, 0],
      ['music', { ...music, musicurl: '' }, 44004],
      ['news', { articles: [article] }, 0],
      ['news', { articles: [article, article] }, 45008],
      ['news', { articles: {} }, 44004],
      ['msgmenu', { head_content: '满意吗？', list, tail_content: '' }, 0],
      ['msgmenu', { head_content: '满意吗？', list: [{}] }, 44004],
      ['mpnewsarticle', {}, 40008],
    ] as const) {
      await say();
      expect([msgtype, content, await send({ msgtype, [msgtype]: content })]).toMatchObject([
        msgtype,
        content,
        { errcode },
      ]);
      if (errcode === 0) expect(await lastMessage()).toMatchObject({ msgtype, [msgtype]: content });
    }
  });
});

describe('a picture of the customer', () => {
  test('has an id that can be fetched and sent back, and an address of the simulator', async () => {
    await sim.post(`${customer}/messages`, { msgtype: 'image' });
    const { image } = await lastMessage();
    expect(image.pic_url).toBe(`${sim.url}/_sim/media/${image.media_id}`);
    const picture = await fetch(image.pic_url);
    expect(picture.headers.get('content-type')).toBe('image/png');
    expect((await picture.arrayBuffer()).byteLength).toBeGreaterThan(100);
    expect(await send({ msgtype: 'image', image })).toMatchObject({ errcode: 0 });
  });

  test('keeps the id and the address that a test gives it', async () => {
    const given = { media_id: 'mine', pic_url: 'https://example.com/a.png' };
    await sim.post(`${customer}/messages`, { msgtype: 'image', image: given });
    expect((await lastMessage()).image).toEqual(given);
    expect((await getMedia('mine')).headers.get('content-type')).toBe('image/png');
  });
});

test('the simulator’s folder goes when it is closed', async () => {
  const ours = () => readdirSync(tmpdir()).filter((name) => name.startsWith('wechat-simulator-'));
  const before = ours();
  const other = await startTestSimulator();
  const form = new FormData();
  form.set('media', new Blob(['a']), 'a.png');
  const { access_token } = await other.get(
    '/cgi-bin/token?grant_type=client_credential&appid=wx1234&secret=s',
  );
  await fetch(`${other.url}/cgi-bin/media/upload?access_token=${access_token}&type=image`, {
    method: 'POST',
    body: form,
  });
  const [folder] = ours().filter((name) => !before.includes(name));
  expect(folder).toBeDefined();
  await other.close();
  expect(ours()).not.toContain(folder);
});
