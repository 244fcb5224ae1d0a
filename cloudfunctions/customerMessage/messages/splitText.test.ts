import fc from 'fast-check';
import { splitText } from './splitText';

/** Of so many bytes. */
const sentence = (bytes: number, end = '。') => `${'好'.repeat((bytes - 3) / 3)}${end}`;
const bytesOf = (text: string) => Buffer.byteLength(text);

describe('splitText', () => {
  test('leaves a text that fits as it is, but for space around it', () => {
    expect(splitText('  您好！\r\n请问有什么可以帮您？ \n')).toEqual([
      '您好！\n请问有什么可以帮您？',
    ]);
  });

  test.each(['', '  ', '\n\n'])('makes no message of nothing: %j', (text) => {
    expect(splitText(text)).toEqual([]);
  });

  test('divides at the end of the last sentence that fits', () => {
    const [first, second, third] = [sentence(900), sentence(1_002, '？'), sentence(600, '！')];
    expect(splitText(first + second + third)).toEqual([first + second, third]);
  });

  test('keeps a closing quotation mark with its sentence', () => {
    const first = `“${sentence(1_500)}”`;
    expect(splitText(first + sentence(900))[0]).toBe(first);
  });

  test('divides English after the full stop, not inside a number', () => {
    const english = `${'word '.repeat(300)}costs 3.50 yuan. ${'more '.repeat(300)}`;
    expect(splitText(english)[0]?.endsWith('costs 3.50 yuan.')).toBe(true);
  });

  test('divides a sentence that is too long after a clause, else after a word', () => {
    expect(splitText(`${sentence(1_500, '，')}${sentence(900)}`)[0]).toBe(sentence(1_500, '，'));
    expect(splitText('word '.repeat(500))[0]?.endsWith(' word')).toBe(true);
  });

  test('does not let a break near the start make a tiny message', () => {
    expect(bytesOf(splitText(`好。${sentence(3_000)}`)[0] ?? '')).toBeGreaterThan(2_000);
  });

  test('a text of exactly the limit is one message, and one more byte makes it two', () => {
    expect(splitText('a'.repeat(2_047))).toHaveLength(1);
    expect(splitText('a'.repeat(2_048))).toHaveLength(2);
  });

  test('cuts off visibly what five messages can’t hold', () => {
    const messages = splitText(sentence(1_800).repeat(7));
    expect(messages).toHaveLength(5);
    expect(messages.at(-1)).toBe(`${sentence(1_800)}……`);
    expect(splitText('a'.repeat(5 * 2_047))).not.toContain('……');
  });

  const anyText = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 300 }),
    fc
      .array(fc.constantFrom('好', '。', '，', ' ', '\n', 'word', '3.5', '👩‍👩‍👧‍👦', '”', '……'), {
        maxLength: 60,
      })
      .map((parts) => parts.join('').repeat(40)),
  );

  test('every message is whole characters within the limit, five at most, and none is empty', () =>
    fc.assert(
      fc.property(anyText, (text) => {
        const messages = splitText(text);
        expect(messages.length).toBeLessThanOrEqual(5);
        for (const message of messages) {
          expect(bytesOf(message)).toBeLessThanOrEqual(2_047);
          expect(message.trim()).not.toBe('');
          expect(message).not.toMatch(/^\u200d|\u200d$/);
        }
      }),
    ));

  test('nothing but space at the seams is lost, added or moved', () =>
    fc.assert(
      fc.property(anyText, (text) => {
        const messages = splitText(text, Number.MAX_SAFE_INTEGER);
        expect(messages.join('').replace(/\s/g, '')).toBe(text.replace(/\s/g, ''));
      }),
    ));
});
