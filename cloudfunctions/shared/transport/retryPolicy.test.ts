import { codeTable, explainCode } from '../codes/codes';
import type { Clock, Transport } from '../contract';
import { withTyping } from '../withTyping';
import { retriedCodes } from '../withTyping/callWeChat';
import type { TypingClock, TypingTransport } from '../withTyping/options';

/**
 * One retry policy: withTyping, a folder that can be copied, names the codes itself; the table of
 * codes names them for everything else.
 */

test('the transport and the clock of our functions fit withTyping', () => {
  const fits = (transport: Transport, clock: Clock): [TypingTransport, TypingClock] => [
    transport,
    clock,
  ];
  expect(fits).toBeDefined();
});

test('withTyping names the codes that the table says are tried again, and tells them apart as it does', () => {
  const inTable = codeTable.flatMap(({ errCode, retry }) => (retry ? [[errCode, retry]] : []));
  expect(Object.fromEntries(retriedCodes)).toEqual(Object.fromEntries(inTable));
});

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

test.each(codeTable.map(({ errCode }) => errCode))(
  'withTyping treats %i as the table says',
  async (errCode) => {
    let typings = 0;
    const transport: TypingTransport = {
      async setTyping({ command }) {
        if (command === 'Typing') typings += 1;
        return { errCode };
      },
    };
    const work = () => new Promise<void>((resolve) => setTimeout(resolve, 10_000));
    const result = withTyping(`customer of ${errCode}`, work, { transport, log: () => {} });
    await jest.advanceTimersByTimeAsync(10_000);
    await result;
    expect(typings).toBe(explainCode(errCode).retry === undefined ? 1 : 2);
  },
);
