import { judgeAnswer } from './judgeAnswer';

test('an event cannot be handed over to agents', () => {
  const event = { MsgType: 'event', Event: 'user_enter_tempsession', FromUserName: 'oCustomer' };
  const result = { MsgType: 'transfer_customer_service', ToUserName: 'oCustomer' };
  const answered = { result, requestID: '', coldStart: false, durationMs: 0, logs: [] };
  expect(judgeAnswer(answered, event)).toMatchObject({
    kind: 'wrong',
    message: expect.stringContaining('an event cannot be handed over'),
  });
});
