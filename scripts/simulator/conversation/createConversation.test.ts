import { defaultOptions, type SimulatorOptions } from '../config/options';
import { createConversation } from './createConversation';

const touser = 'oCustomer';
const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;

function setUp(options: Partial<SimulatorOptions> = {}) {
  let now = 1_700_000_000_000;
  const conversation = createConversation(() => now, { ...defaultOptions, ...options });
  return {
    conversation,
    pass(ms: number) {
      now += ms;
    },
    say: () => conversation.say(touser, { msgtype: 'text', text: { content: '在吗' } }),
    type: () => conversation.setTyping({ touser, command: 'Typing' }),
    cancel: () => conversation.setTyping({ touser, command: 'CancelTyping' }),
    send: () => conversation.send({ touser, msgtype: 'text', text: { content: '在' } }),
    typing: () => conversation.view(touser).typing,
    quota: () => conversation.view(touser).quota,
    until: (ms: number) => now + ms,
  };
}

describe('setTyping', () => {
  test('is refused with 45080 before any message', () => {
    expect(setUp().type()).toBe(45080);
  });

  test('is accepted for less than 30 seconds after the customer wrote', () => {
    const { say, type, pass } = setUp();
    say();
    pass(30 * second - 1);
    expect(type()).toBe(0);
  });

  test('is refused with 45080 when 30 seconds have passed since the last message', () => {
    const { say, type, pass } = setUp();
    say();
    pass(30 * second);
    expect(type()).toBe(45080);
  });

  test('is accepted again for 30 seconds after the service wrote', () => {
    const { say, send, type, pass } = setUp();
    say();
    pass(29 * second);
    send();
    pass(29 * second);
    expect(type()).toBe(0);
  });

  test('is refused with 45081 while the status is showing', () => {
    const { say, type, pass } = setUp();
    say();
    type();
    pass(15 * second - 1);
    expect(type()).toBe(45081);
  });

  test('is accepted again when the status has run out after 15 seconds', () => {
    const { say, type, pass, typing } = setUp();
    say();
    type();
    pass(15 * second);
    expect(typing()).toBe(false);
    expect(type()).toBe(0);
  });

  test('shows the status for 15 seconds, even beyond the 30', () => {
    const { say, type, pass, typing } = setUp();
    say();
    pass(29 * second);
    type();
    pass(15 * second - 1);
    expect(typing()).toBe(true);
  });

  test('does not show longer where it was refused with 45081', () => {
    const { say, type, pass, typing } = setUp();
    say();
    type();
    pass(10 * second);
    type();
    pass(5 * second);
    expect(typing()).toBe(false);
  });

  test('is taken down by CancelTyping, and may be set again at once', () => {
    const { say, type, cancel, typing } = setUp();
    say();
    type();
    expect(cancel()).toBe(0);
    expect(typing()).toBe(false);
    expect(type()).toBe(0);
  });

  test('is taken down by a message of the service, not by one of the customer', () => {
    const { say, type, send, typing } = setUp();
    say();
    type();
    say();
    expect(typing()).toBe(true);
    send();
    expect(typing()).toBe(false);
  });

  test('is refused with 45047 when no message may be sent any more', () => {
    const { say, send, type } = setUp();
    say();
    for (let count = 0; count < 5; count += 1) expect(send()).toBe(0);
    expect(type()).toBe(45047);
  });

  test.each([
    ['typing', 45072],
    ['TYPING', 45072],
    [' Typing', 45072],
    ['', 45072],
    [undefined, 45072],
    [['Typing'], 45072],
  ])('is refused for the command %j with %i', (command, errcode) => {
    const { conversation, say } = setUp();
    say();
    expect(conversation.setTyping({ touser, command })).toBe(errcode);
  });

  test.each([undefined, null, '', 'with space', 'x'.repeat(129), 7, {}, ['oCustomer']])(
    'is refused for the touser %j with 40003',
    (wrong) => {
      expect(setUp().conversation.setTyping({ touser: wrong, command: 'Typing' })).toBe(40003);
    },
  );

  test('makes nobody a customer by asking', () => {
    const { conversation, type, cancel, send } = setUp();
    type();
    cancel();
    send();
    conversation.view('oSomebody');
    expect(conversation.openids()).toEqual([]);
  });

  test('concerns one customer only', () => {
    const { conversation, say, type } = setUp();
    say();
    conversation.say('oOther', { msgtype: 'text', text: { content: '你好' } });
    type();
    expect(conversation.view('oOther').typing).toBe(false);
    expect(conversation.setTyping({ touser: 'oOther', command: 'Typing' })).toBe(0);
  });
});

describe('send', () => {
  test('is refused with 45015 where the customer never did anything', () => {
    expect(setUp().send()).toBe(45015);
  });

  test('is accepted five times within 48 hours after a message, then refused with 45047', () => {
    const { say, send, pass } = setUp();
    say();
    pass(48 * hour - 1);
    expect([1, 2, 3, 4, 5, 6].map(send)).toEqual([0, 0, 0, 0, 0, 45047]);
  });

  test('is refused with 45015 when the 48 hours are over, even with messages left', () => {
    const { say, send, pass, quota } = setUp();
    say();
    pass(48 * hour);
    expect(send()).toBe(45015);
    expect(quota().left).toBe(0);
  });

  test('is accepted twice within one minute after entering', () => {
    const { conversation, send, pass } = setUp();
    conversation.enter(touser);
    pass(minute - 1);
    expect([1, 2, 3].map(send)).toEqual([0, 0, 45047]);
  });

  test('is refused with 45015 a minute after entering', () => {
    const { conversation, send, pass } = setUp();
    conversation.enter(touser);
    pass(minute);
    expect(send()).toBe(45015);
  });

  test('does not add quotas up: a second message gives five, not ten', () => {
    const { say, send, quota } = setUp();
    say();
    send();
    say();
    expect(quota().left).toBe(5);
  });

  test('keeps the larger quota and the longer time when the customer enters after a message', () => {
    const { conversation, say, send, quota, pass, until } = setUp();
    say();
    const end = until(48 * hour);
    send();
    pass(minute);
    conversation.enter(touser);
    expect(quota()).toEqual({ left: 4, until: end });
  });

  test('gives two again when the customer enters with none left', () => {
    const { conversation, say, send, quota } = setUp();
    say();
    for (let count = 0; count < 5; count += 1) send();
    conversation.enter(touser);
    expect(quota().left).toBe(2);
  });

  test.each([
    [{}, 40008],
    [{ msgtype: 'voice', voice: {} }, 40008],
    [{ msgtype: '__proto__' }, 40008],
    [{ msgtype: 'text' }, 44004],
    [{ msgtype: 'text', text: null }, 44004],
    [{ msgtype: 'text', text: { content: '' } }, 44004],
    [{ msgtype: 'text', text: { content: 7 } }, 44004],
    [{ msgtype: 'text', text: { content: '好'.repeat(683) } }, 45002],
    [{ msgtype: 'text', text: { content: 'x'.repeat(2048) } }, 0],
    [{ msgtype: 'image', image: {} }, 40007],
    [{ msgtype: 'image', image: { media_id: 'm' } }, 0],
    [{ msgtype: 'link', link: { url: 'https://example.com' } }, 0],
    [{ msgtype: 'miniprogrampage', miniprogrampage: { thumb_media_id: 'm' } }, 0],
  ])('answers %j with %i', (message, errcode) => {
    const { conversation, say } = setUp();
    say();
    expect(conversation.send({ touser, ...message })).toBe(errcode);
  });
});

describe('what the customer sees', () => {
  test('is every message of both sides, in order, with its time', () => {
    const { conversation, say, send, pass, until } = setUp();
    const start = until(0);
    say();
    pass(second);
    send();
    expect(conversation.view(touser).messages).toEqual([
      { from: 'customer', msgtype: 'text', text: { content: '在吗' }, at: start },
      { from: 'service', msgtype: 'text', text: { content: '在' }, at: start + second },
    ]);
    expect(conversation.view(touser).interactedAt).toBe(start + second);
  });

  test('leaves a refused message out', () => {
    const { conversation, send } = setUp();
    send();
    expect(conversation.view(touser).messages).toEqual([]);
  });

  test('is nothing after a reset', () => {
    const { conversation, say, type } = setUp();
    say();
    type();
    conversation.reset();
    expect(conversation.view(touser)).toEqual({
      typing: false,
      typingUntil: null,
      messages: [],
      quota: { left: 0, until: null },
      interactedAt: null,
      transferredToAgent: false,
      agent: null,
    });
  });
});

describe('what WeChat leaves undocumented is an option:', () => {
  test('entering opens the 30 seconds only with enteringCounts', () => {
    for (const enteringCounts of [false, true]) {
      const { conversation, type } = setUp({ enteringCounts });
      conversation.enter(touser);
      expect(type()).toBe(enteringCounts ? 0 : 45080);
    }
  });

  test.each([0, 45080] as const)('cancelWhenNobodyTypes: CancelTyping answers %i', (errcode) => {
    const { say, cancel } = setUp({ cancelWhenNobodyTypes: errcode });
    say();
    expect(cancel()).toBe(errcode);
  });

  test.each([0, 45080] as const)('cancelAfterInteraction: CancelTyping answers %i', (errcode) => {
    const { say, type, cancel, pass, typing } = setUp({ cancelAfterInteraction: errcode });
    say();
    pass(29 * second);
    type();
    pass(2 * second);
    expect(cancel()).toBe(errcode);
    expect(typing()).toBe(errcode !== 0);
  });

  test.each([
    ['as-send', 45015],
    [45080, 45080],
    [0, 0],
  ] as const)('typingWithoutQuota %j: Typing answers %i', (typingWithoutQuota, errcode) => {
    const { conversation, send, type, pass } = setUp({ typingWithoutQuota });
    conversation.enter(touser);
    pass(59 * second);
    send();
    pass(2 * second);
    expect(type()).toBe(errcode);
  });

  test('errorOrder decides which error comes first', () => {
    const status = { touser: 'not an openid', command: 'wrong' };
    expect(setUp().conversation.setTyping(status)).toBe(40003);
    const errorOrder = ['command', 'touser', 'typing', 'interaction', 'quota'] as const;
    const { conversation, say, type, pass } = setUp({ errorOrder });
    expect(conversation.setTyping(status)).toBe(45072);
    say();
    pass(29 * second);
    type();
    pass(2 * second);
    expect(type()).toBe(45081);
  });

  test('quotaOnAction largest-limit gives all five back on entering within 48 hours', () => {
    const { conversation, say, send, quota } = setUp({ quotaOnAction: 'largest-limit' });
    say();
    send();
    conversation.enter(touser);
    expect(quota().left).toBe(5);
  });
});

test('the 30 minutes of a human agent can count from the last message', () => {
  let now = 0;
  const options = { ...defaultOptions, agentTimeout: 'from-last-message' as const };
  const conversation = createConversation(() => now, options);
  conversation.transfer('oA');
  expect(conversation.changesIn('oA')).toBeUndefined();
  conversation.accept('oA');
  now = 20 * 60_000;
  conversation.say('oA', { msgtype: 'text', text: { content: '在吗' } });
  now = 49 * 60_000;
  expect([conversation.agent('oA'), conversation.changesIn('oA')]).toEqual(['accepted', 60_000]);
  now = 50 * 60_000;
  expect([conversation.agent('oA'), conversation.closeAgent('oA')]).toEqual([null, false]);
});
