import { enterPush, messagePush } from './pushMessage';

const to = { openid: 'oCustomer', appid: 'wxapp', now: 1_555_684_067_999 };
const envelope = { FromUserName: 'oCustomer', ToUserName: 'wxapp', CreateTime: 1_555_684_067 };
const asText = { msgIdType: 'string' } as const;

describe('what is pushed has the documented form:', () => {
  test('a text', () => {
    const message = { msgtype: 'text', text: { content: '测试' } };
    expect(messagePush(message, '49d7_1', to, asText)).toEqual({
      ...envelope,
      MsgType: 'text',
      Content: '测试',
      MsgId: '49d7_1',
    });
  });

  test('an image', () => {
    const message = { msgtype: 'image', image: { pic_url: 'http://p', media_id: 'm' } };
    expect(messagePush(message, '1', to, asText)).toEqual({
      ...envelope,
      MsgType: 'image',
      PicUrl: 'http://p',
      MediaId: 'm',
      MsgId: '1',
    });
  });

  test('a mini-program card', () => {
    const miniprogrampage = {
      title: 't',
      appid: 'wxcard',
      pagepath: 'pages/a',
      thumb_url: 'http://t',
      thumb_media_id: 'tm',
    };
    const message = { msgtype: 'miniprogrampage', miniprogrampage };
    expect(messagePush(message, '1', to, asText)).toEqual({
      ...envelope,
      MsgType: 'miniprogrampage',
      Title: 't',
      AppId: 'wxcard',
      PagePath: 'pages/a',
      ThumbUrl: 'http://t',
      ThumbMediaId: 'tm',
      MsgId: '1',
    });
  });

  test('entering the conversation, which has no MsgId', () => {
    expect(enterPush(to, 'scene')).toEqual({
      ...envelope,
      MsgType: 'event',
      Event: 'user_enter_tempsession',
      SessionFrom: 'scene',
    });
  });

  test('MsgId as a number where the option says so and it is one', () => {
    const message = { msgtype: 'text', text: { content: 'a' } };
    const asNumber = { msgIdType: 'number' } as const;
    expect(messagePush(message, '123', to, asNumber).MsgId).toBe(123);
    expect(messagePush(message, 'a1', to, asNumber).MsgId).toBe('a1');
  });
});
