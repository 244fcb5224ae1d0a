import type { Reply } from '../replyContract';
import { closeShops, isTransfer, openShop } from '../testing/openShop';

type Shop = ReturnType<typeof openShop>;

const shows =
  (image: string): Reply =>
  async () => [{ text: '价目表：' }, { image }];
const hourMs = 3_600_000;

afterEach(closeShops);

test('a picture that WeChat does not know any more (40007) is uploaded again, once, and sent', async () => {
  const shop = openShop({ reply: shows('prices.png') });
  await ask(shop);
  shop.wechat.refused.add('media-1');
  await ask(shop);
  expect(shop.read()).toEqual(['价目表：', '(media-1)', '价目表：', '(media-2)']);
  expect(shop.outcomes()).toEqual(['answered', 'answered']);
});

test('and every instance uses the new one from then on', async () => {
  const shop = openShop({ reply: shows('prices.png') });
  await ask(shop);
  shop.wechat.refused.add('media-1');
  await ask(shop);
  shop.retireInstances();
  await ask(shop);
  expect(shop.read().at(-1)).toBe('(media-2)');
  expect(shop.wechat.media).toHaveLength(2);
});

test('one that WeChat refuses again is uploaded no third time: a person is called', async () => {
  const shop = openShop({ reply: shows('prices.png') });
  for (const id of ['media-1', 'media-2', 'media-3']) shop.wechat.refused.add(id);
  const pushed = await ask(shop);
  expect(isTransfer(pushed.heard)).toBe(true);
  expect(shop.wechat.media).toHaveLength(2);
  expect(shop.lines().at(-1)).toMatchObject({
    outcome: 'not answered',
    failure: 'sending it failed: 40007',
  });
});

test('the thumb of a card is uploaded again like a picture', async () => {
  const miniprogrampage = { title: 't', pagepath: 'pages/a', thumb: 'prices.png' };
  const shop = openShop({ reply: async () => [{ miniprogrampage }] });
  shop.wechat.refused.add('media-1');
  await ask(shop);
  expect(shop.read()).toEqual(['(page pages/a)']);
  expect(shop.wechat.media).toHaveLength(2);
});

test.each([
  ['within three days another instance sends what one has uploaded', 70, 1],
  ['after three days, when WeChat forgets it, it is uploaded again', 72, 2],
])('%s', async (_, hours, uploads) => {
  const shop = openShop({ reply: shows('prices.png') });
  await ask(shop);
  shop.retireInstances();
  await shop.pass(hours * hourMs);
  await ask(shop);
  expect(shop.wechat.media).toHaveLength(uploads);
  expect(shop.read().at(-1)).toBe(`(media-${uploads})`);
});

test('an instance that lives so long uploads it again, too', async () => {
  const shop = openShop({ reply: shows('prices.png') });
  await ask(shop);
  await shop.pass(72 * hourMs);
  await ask(shop);
  expect(shop.wechat.media).toHaveLength(2);
});

test('a new picture under the name of the old one is uploaded', async () => {
  let content = 'old';
  const readPicture = async () => Buffer.from(content);
  const shop = openShop({ reply: shows('prices.png'), deps: { readPicture } });
  await ask(shop);
  content = 'new';
  shop.retireInstances();
  await ask(shop);
  expect(shop.read().at(-1)).toBe('(media-2)');
});

test('one in cloud storage is known by its id, and read only to be uploaded', async () => {
  const read: string[] = [];
  const readPicture = async (picture: string) => {
    read.push(picture);
    return Buffer.from('x');
  };
  const shop = openShop({ reply: shows('cloud://env/prices'), deps: { readPicture } });
  await ask(shop);
  shop.retireInstances();
  await ask(shop);
  expect(shop.read().at(-1)).toBe('(media-1)');
  expect(read).toEqual(['cloud://env/prices']);
});

const missing = async (): Promise<Buffer> => {
  throw new Error('ENOENT: /var/user/prices.png');
};

test.each([
  ['gone.png', missing, 'a picture is not beside the function'],
  ['cloud://env/gone.png', missing, 'a picture is not in cloud storage'],
  ['prices.webp', undefined, 'a picture’s name has to end in .png, .jpg or .gif'],
  ['../secret.png', undefined, 'a picture has to lie in the function’s own folder'],
  ['pictures/../../secret.png', undefined, 'a picture has to lie in the function’s own folder'],
  ['/etc/secret.png', undefined, 'a picture has to lie in the function’s own folder'],
  ['C:\\secret.png', undefined, 'a picture has to lie in the function’s own folder'],
  ['..\\secret.png', undefined, 'a picture has to lie in the function’s own folder'],
  ['a\0.png', undefined, 'a picture has to lie in the function’s own folder'],
])(
  '%j makes no half answer: nothing is sent, a person is called',
  async (image, readPicture, failure) => {
    const shop = openShop({ reply: shows(image), deps: readPicture ? { readPicture } : {} });
    const pushed = await ask(shop);
    expect(isTransfer(pushed.heard)).toBe(true);
    expect(shop.read()).toEqual([]);
    expect(shop.lines().at(-1)).toMatchObject({ outcome: 'not answered', failure });
    expect(shop.raw()).not.toContain('ENOENT');
  },
);

test('an upload that WeChat refuses calls a person, with its code in the log', async () => {
  const shop = openShop({ reply: shows('prices.png') });
  shop.wechat.fault = (api) => (api === 'uploadMedia' ? 40004 : undefined);
  const pushed = await ask(shop);
  expect(isTransfer(pushed.heard)).toBe(true);
  expect(shop.lines().at(-1)).toMatchObject({ failure: 'a picture could not be uploaded: 40004' });
});

async function ask(shop: Shop) {
  const pushed = shop.says('价格');
  await shop.pass(5_000);
  return pushed;
}
