import fc from 'fast-check';
import { withoutThoughts } from './withoutThoughts';

/** How each family of models writes a thought and then its answer, as seen in public. */
const families: readonly [string, begin: string, end: string, closing?: string][] = [
  ['DeepSeek, Qwen', '<think>\n', '\n</think>\n\n'],
  ['capitals', '<THINK>', '</THINK>'],
  ['spaces', '< think >', '< / think >'],
  ['thinking', '<thinking>', '</thinking>'],
  ['an attribute', '<think type="deep">', '</think>'],
  ['EXAONE', '<thought>\n', '\n</thought>\n'],
  ['reasoning', '<reasoning>', '</reasoning>'],
  ['ByteDance Seed', '<seed:think>', '</seed:think>', '<seed:eos>'],
  ['MiniMax', '<mm:think>', '</mm:think>'],
  ['a named one', '<think:opensource>', '</think:opensource>'],
  ['between bars', '<|think|>', '</|think|>'],
  ['Kimi K2', '◁think▷', '◁/think▷', '<|im_end|>'],
  [
    'Kimi K3',
    '<|open|>think<|sep|>',
    '<|close|>think<|sep|><|open|>response<|sep|>',
    '<|close|>response<|sep|><|close|>message<|sep|><|end_of_msg|>',
  ],
  ['Mistral', '[THINK]', '[/THINK]', '</s>'],
  [
    'gpt-oss',
    '<|channel|>analysis<|message|>',
    '<|end|><|start|>assistant<|channel|>final<|message|>',
    '<|return|>',
  ],
  [
    'gpt-oss that answers in JSON',
    '<|start|>assistant<|channel|>commentary to=functions.x<|message|>',
    '<|end|><|start|>assistant<|channel|>final <|constrain|>json<|message|>',
    '<|end|>',
  ],
  ['Gemma', '<|channel>thought\n', '<channel|>', '<turn|>'],
  [
    'Cohere',
    '<|START_THINKING|>',
    '<|END_THINKING|><|START_RESPONSE|>',
    '<|END_RESPONSE|><|END_OF_TURN_TOKEN|>',
  ],
  ['Apertus', '<|inner_prefix|>', '<|inner_suffix|>', '<|assistant_end|>'],
  ['an answer between tags', '<think>', '</think>\n<answer>', '</answer>'],
  ['DeepSeek’s own end', '<think>', '</think>', '<｜end▁of▁sentence｜>'],
];

describe.each(families)('%s', (_, begin, end, closing = '') => {
  test.each([
    ['a thought before the answer', `${begin}她很急。${end}您好！${closing}`],
    ['a thought without its beginning', `她很急。${end}您好！${closing}`],
    ['two thoughts', `${begin}她很急。${end}那么${begin}再想想${end}您好！${closing}`],
    ['a thought within a thought', `${begin}a${begin}b${end}c${end}您好！${closing}`],
    ['an answer, and a thought that does not end', `您好！${begin}再想想`],
    ['an answer alone', `您好！${closing}`],
  ])('%s', (_what, text) => {
    expect(withoutThoughts(text)).toBe('您好！');
  });

  test('nothing but a thought is no answer', () => {
    expect(withoutThoughts(`${begin}她很急。`)).toBe('');
  });
});

test.each([
  '1 < 2，2 > 1',
  'A & B <3',
  '请看 <https://a.example/b?x=1>',
  '[价目表](https://a.example)',
  '我想想[思考]再说',
  'I think, therefore <b>I</b> am | you | they',
  '`a <| b |> c`',
  '[[转人工]]',
])('what is no mark stays: %s', (text) => {
  expect(withoutThoughts(text)).toBe(text);
});

test('whatever was thought, and however long, only the answer is left', () => {
  const family = fc.constantFrom(...families);
  const thought = fc.string({ unit: 'binary' });
  fc.assert(
    fc.property(fc.array(fc.tuple(family, thought), { minLength: 1 }), (thoughts) => {
      const text = thoughts.map(([[, begin, end], said]) => `${begin}${said}${end}`).join('');
      expect(withoutThoughts(`${text}您好！`)).toBe('您好！');
    }),
  );
});

test('a hostile text takes no longer than its length', () => {
  for (const piece of ['<', '< ', '<|', '</', '<think ', '<|channel|>final', '<|open|>', '[/']) {
    expect(withoutThoughts(piece.repeat(50_000)).length).toBeLessThanOrEqual(piece.length * 50_000);
  }
});
