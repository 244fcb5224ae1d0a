import fc from 'fast-check';
import { describeEvent } from './describeEvent';
import type { SimEvent } from './event';

const openid = 'oABCDEFGHIJKLMNOPQRSTUVWXYZ1';
const call: SimEvent = {
  type: 'call',
  at: 0,
  transport: 'cloud',
  api: 'customerServiceMessage.setTyping',
  function: 'setTyping',
  data: { touser: openid, command: 'Typing' },
  answer: { errcode: 0, errmsg: 'ok' },
};

test.each([
  [call, 'setTyping customerServiceMessage.setTyping …XYZ1 Typing → 0 ok'],
  [
    { ...call, transport: 'https', function: null, answer: null },
    'https customerServiceMessage.setTyping …XYZ1 Typing → no answer',
  ],
  [{ ...call, data: null, answer: { status: 502, body: '' } }, /setTyping → HTTP 502$/],
  [{ ...call, data: null, answer: { errorCode: -604101 } }, /setTyping → -604101$/],
  [{ ...call, data: null, answer: { access_token: '***', expires_in: 7200 } }, /→ ok$/],
  [
    { type: 'reload', function: 'setTyping' },
    'setTyping has changed: the next call is a cold start',
  ],
  [
    { type: 'inspector', function: 'setTyping', url: 'ws://127.0.0.1:9229/1' },
    /^setTyping: debugger at ws:\/\/127\.0\.0\.1:9229\/1 .*its time limit is held$/,
  ],
  [
    { type: 'advance', now: 1_000, until: 61_000, function: 'setTyping' },
    'advancing the clock, 60 s to go: it stops at the timers of setTyping (a forgotten setInterval?); POST /_sim/clock {"stop":true} breaks it off',
  ],
  [
    { type: 'advance', now: 1_000, until: 61_000, function: null },
    'advancing the clock, 60 s to go; POST /_sim/clock {"stop":true} breaks it off',
  ],
] satisfies [SimEvent, string | RegExp][])('%j is one line for people', (event, line) => {
  expect(describeEvent(event)).toEqual(
    typeof line === 'string' ? line : expect.stringMatching(line),
  );
});

test('what only pages want to know is no line', () => {
  expect(describeEvent({ type: 'clock', now: 0, frozen: true })).toBeUndefined();
  expect(describeEvent({ type: 'faults', faults: [] })).toBeUndefined();
});

test('of an OpenID so short that its end would be all of it, nothing is in the line', () => {
  expect(describeEvent({ ...call, data: { touser: 'o1', command: 'Typing' } })).toContain(
    'setTyping … Typing',
  );
});

test('what is said to a customer, and who they are, is not in the line', () => {
  const line = describeEvent({
    ...call,
    data: { touser: openid, msgtype: 'text', text: { content: 'between us' } },
  });
  expect(line).not.toContain(openid);
  expect(line).not.toContain('between us');
});

test('an OpenID that a function answers is not in the line, the caller’s or another', () => {
  const line = describeEvent({
    type: 'invoke',
    function: 'whoAmI',
    openid: 'theCallersOwnOpenid',
    source: 'wx_client',
    result: { OPENID: 'theCallersOwnOpenid', others: [openid] },
    requestID: '',
    coldStart: false,
    durationMs: 0,
    logs: [],
  });
  expect(line).toContain('{"OPENID":"…enid","others":["…XYZ1"]}');
});

test('whatever comes from outside, a line is one line of limited length', () => {
  // As fast-check's unit 'binary', but without its table of all characters, which takes a while.
  const character = fc
    .oneof(fc.integer({ min: 0, max: 0xd7ff }), fc.integer({ min: 0xe000, max: 0x10ffff }))
    .map((point) => String.fromCodePoint(point));
  const text = fc.string({ unit: character });
  fc.assert(
    fc.property(text, text, fc.jsonValue(), (message, touser, result) => {
      const events: SimEvent[] = [
        { type: 'refused', function: 'f', message },
        { ...call, data: { touser, command: message }, answer: { errcode: message } },
        {
          type: 'invoke',
          function: message,
          openid: null,
          source: 'wx_http',
          result,
          requestID: '',
          coldStart: false,
          durationMs: 1.5,
          logs: [],
        },
      ];
      for (const event of events) {
        const line = describeEvent(event) ?? '';
        expect(line.length).toBeLessThan(2_000);
        // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
        expect(line).not.toMatch(/[\u0000-\u001a\u001c-\u001f\u007f-\u009f\u2028\u2029]/);
      }
    }),
  );
});
