import { knownApis, nearest } from './knownApis';

describe('nearest', () => {
  test.each([
    ['a letter too many', 'customerServiceMessage.setTypying'],
    ['a letter too few', 'customerSericeMessage.setTyping'],
    ['two letters swapped', 'customerServiceMessage.setTpying'],
    ['two letters swapped and one too many', 'customerServiceMesasge.setTypping'],
    ['the wrong case', 'CustomerServiceMessage.SetTyping'],
    ['openapi. before it', 'openapi.customerServiceMessage.setTyping'],
    ['cloud.openapi. before it', 'cloud.openapi.customerServiceMessage.setTyping'],
    ['the namespace left out', 'setTyping'],
    ['blanks around it', ' customerServiceMessage.setTyping '],
  ])('knows what was meant in spite of %s', (_slip, written) => {
    expect(nearest(written, knownApis)).toBe('customerServiceMessage.setTyping');
  });

  test('takes nothing for a slip that is another word', () => {
    expect(nearest('logistics.addOrder', knownApis)).toBeUndefined();
    expect(nearest('customerServiceMessage.transfer', knownApis)).toBeUndefined();
    expect(nearest('', knownApis)).toBeUndefined();
    expect(nearest('env', ['openapi', 'en'])).toBeUndefined();
  });

  test('of several takes the nearest', () => {
    expect(nearest('a.sender', ['a.send', 'a.senders'])).toBe('a.senders');
  });
});
