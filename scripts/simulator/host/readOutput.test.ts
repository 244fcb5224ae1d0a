import fc from 'fast-check';
import { createOutputReader } from './readOutput';
import { keptOutput } from './runner/messages';

const mark = 'the-mark';
const endOf = (callId: string, dropped = 0) => `\0${mark} ${callId} ${dropped}\n`;

function read(...chunks: string[]) {
  const reader = createOutputReader(mark);
  reader.begin();
  for (const chunk of chunks) reader.feed(chunk);
  return reader;
}

describe('what an instance prints', () => {
  test('is read the same however it is cut into pieces', async () => {
    const text = fc.stringMatching(/^[a-zé在\n\r ]{0,40}$/);
    await fc.assert(
      fc.asyncProperty(text, fc.array(fc.nat(60), { maxLength: 8 }), async (printed, cuts) => {
        const all = printed + endOf('call-1');
        const places = [0, ...cuts.sort((a, b) => a - b), all.length];
        const pieces = places.slice(1).map((end, index) => all.slice(places[index], end));
        const reader = read(...pieces);
        await reader.ended('call-1');
        expect(reader.lines()).toEqual(read(all).lines());
        expect(reader.lines().join('')).toBe(printed.replace(/\r?(\n|$)/g, ''));
      }),
    );
  });

  test('ends a line that had no end with the call', () => {
    expect(read('no end', endOf('1')).lines()).toEqual(['no end']);
  });

  test('belongs to the call at whose end it came', async () => {
    const reader = read('first\n', endOf('1'));
    expect(reader.lines()).toEqual(['first']);
    reader.begin();
    reader.feed(`second\n${endOf('2')}`);
    await reader.ended('2');
    expect(reader.lines()).toEqual(['second']);
  });

  test('is waited for until its own end has come, not that of another', async () => {
    const reader = read();
    let ended = false;
    const waiting = reader.ended('2').then(() => {
      ended = true;
    });
    reader.feed(endOf('1'));
    await null;
    await null;
    expect(ended).toBe(false);
    reader.feed(endOf('2'));
    await waiting;
    expect(ended).toBe(true);
  });

  test('is shown as far as it came where its end never comes', () => {
    expect(read('one\ntwo').lines()).toEqual(['one', 'two']);
  });

  test('cannot fake the end of a call without knowing its mark', () => {
    expect(read('\0another-mark 1 0\n', endOf('1')).lines()).toEqual(['\0another-mark 1 0']);
  });

  test('counts what was left out in the process and here together', () => {
    const reader = read('x\n'.repeat(keptOutput.lines + 5), endOf('1', 7));
    expect(reader.lines()).toHaveLength(keptOutput.lines + 1);
    expect(reader.lines().at(-1)).toContain('… 12 more lines were left out');
  });

  test('takes no more memory than is kept, for a line without end', () => {
    const reader = read(...Array.from({ length: 50 }, () => 'x'.repeat(keptOutput.bytes)));
    reader.feed(endOf('1'));
    expect(reader.lines()[0]?.length).toBeLessThanOrEqual(keptOutput.bytes);
  });
});
