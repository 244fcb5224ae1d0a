import fc from 'fast-check';
import { readPush } from './push';

const text = {
  ToUserName: 'wx3d289323f5900f8e',
  FromUserName: 'oABCDEFGHIJKLMNOPQRSTUVWXYZ1',
  CreateTime: 1555684067,
  MsgType: 'text',
  Content: '在吗',
  MsgId: '49d72d67b16d115e7935ac386f2f0fa41535298877_1555684067',
};
const read = (event: unknown) => readPush(event, 1_700_000_000_999);

test('a text message is read as WeChat documents it', () => {
  expect(read(text)).toEqual({
    kind: 'message',
    openid: text.FromUserName,
    account: text.ToUserName,
    type: 'text',
    content: '在吗',
    title: '',
    path: '',
    picUrl: '',
    createdAt: 1555684067,
    messageId: text.MsgId,
  });
});

test('a MsgId and a CreateTime are read whether they come as text or as number', () => {
  const numbers = read({ ...text, MsgId: 22287112, CreateTime: '1555684067' });
  expect(numbers).toMatchObject({ messageId: '22287112', createdAt: 1555684067 });
});

test('an image has a type and no content', () => {
  const image = { ...text, MsgType: 'image', PicUrl: 'http://…', MediaId: 'm', Content: undefined };
  expect(read(image)).toMatchObject({ kind: 'message', type: 'image', content: '' });
});

test('a picture has its address, a card its title and page, and both nothing that is longer', () => {
  const image = { ...text, MsgType: 'image', PicUrl: 'http://p', MediaId: 'm' };
  expect(read(image)).toMatchObject({ type: 'image', content: '', picUrl: 'http://p' });
  const card = { ...text, MsgType: 'miniprogrampage', Title: '鞋', PagePath: 'pages/a?id=1' };
  expect(read(card)).toMatchObject({ title: '鞋', path: 'pages/a?id=1', content: '' });
  expect(read({ ...card, Title: 'x'.repeat(9_999) })?.title).toHaveLength(1_000);
});

test('an event has its Event as type, and no MsgId', () => {
  const { MsgId: _, Content: __, ...rest } = text;
  const enter = { ...rest, MsgType: 'event', Event: 'user_enter_tempsession', SessionFrom: '' };
  expect(read(enter)).toMatchObject({
    kind: 'event',
    type: 'user_enter_tempsession',
    messageId: '',
  });
});

test('a message without MsgId or CreateTime is not lost: it counts as made now', () => {
  const { MsgId: _, CreateTime: __, ...rest } = text;
  expect(read(rest)).toMatchObject({ messageId: '', createdAt: 1_700_000_000, content: '在吗' });
});

test.each([
  ['null', null],
  ['a text', 'text'],
  ['a list', [text]],
  ['nobody’s', { ...text, FromUserName: '' }],
  ['one from an object', { ...text, FromUserName: { $gt: '' } }],
  ['of no type', { ...text, MsgType: undefined }],
  ['an event of no name', { ...text, MsgType: 'event' }],
  [
    'one that throws',
    {
      get FromUserName() {
        throw new Error('no');
      },
    },
  ],
])('%s is no push', (_, event) => {
  expect(read(event)).toBeUndefined();
});

test('whatever comes, nothing is thrown, and what is read has its types', () =>
  fc.assert(
    fc.property(fc.anything(), fc.anything(), (event, field) => {
      for (const any of [event, { ...text, CreateTime: field, MsgId: field, Content: field }]) {
        const push = read(any);
        if (push === undefined) continue;
        expect(typeof push.messageId + typeof push.content).toBe('stringstring');
        expect(push.createdAt).toBeGreaterThan(0);
      }
    }),
  ));
