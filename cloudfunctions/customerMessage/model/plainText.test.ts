import fc from 'fast-check';
import { plainText } from './plainText';

jest.mock('marked', () => jest.requireActual('../testing/loadMarked').loadMarked());

test.each([
  ['no Markdown', '您好！明天发货。', '您好！明天发货。'],
  ['lines', '一\n二\n\n三', '一\n二\n\n三'],
  ['emphasis', '**重要**：请 *尽快* 付款 ~~旧~~', '重要：请 尽快 付款 旧'],
  ['emphasis beside Chinese signs', '**“重要”：**请付款', '“重要”：请付款'],
  ['a heading', '# 发货\n\n明天。', '发货\n\n明天。'],
  ['a list', '- 一\n- **二**\n  - 三', '- 一\n- 二\n   - 三'],
  ['a numbered list', '1. 一\n2. 二', '1. 一\n2. 二'],
  ['one that begins elsewhere', '3. 三\n4. 四', '3. 三\n4. 四'],
  [
    'code',
    '运行 `npm i`：\n\n```js\nconst a = 1 < 2 && "x";\n```',
    '运行 npm i：\n\nconst a = 1 < 2 && "x";',
  ],
  [
    'a link',
    '请看[说明](https://a.example/b?c=1&d=2)。',
    '请看说明 (https://a.example/b?c=1&d=2)。',
  ],
  ['a bare link', '请看 https://a.example/b_c_d 。', '请看 https://a.example/b_c_d 。'],
  ['a picture', '![价目表](https://a.example/p.png)', '价目表 (https://a.example/p.png)'],
  ['a table', '| 款 | 价 |\n|---|---|\n| A | 1 |', '款 | 价\nA | 1'],
  ['a quotation', '> 引用\n\n好', '引用\n\n好'],
  ['HTML', '一<br>二<b>三</b>', '一\n二三'],
  ['a rule', '一\n\n---\n\n二', '一\n\n二'],
  ['entities', '1 &lt; 2 &amp; 3', '1 < 2 & 3'],
  ['signs that are none of it', '3 * 4 = 12，5 < 6，a_b_c，#1', '3 * 4 = 12，5 < 6，a_b_c，#1'],
  ['an escape', '1\\. 一', '1. 一'],
])('%s', (_, markdown, text) => {
  expect(plainText(markdown)).toBe(text);
});

test('whatever a model says, words are not lost, and nothing is thrown', () => {
  const part = fc.constantFrom(
    '价格',
    'yuan',
    ' ',
    '\n',
    '\n\n',
    '**',
    '*',
    '_',
    '`',
    '```\n',
    '# ',
    '- ',
    '1. ',
    '> ',
    '[',
    ']',
    '(',
    ')',
    '|',
    '~~',
    '&',
    '\\',
    '---\n',
  );
  fc.assert(
    fc.property(fc.array(part, { maxLength: 40 }), (parts) => {
      const markdown = parts.join('');
      const count = (text: string) => text.match(/价格|yuan/g)?.length ?? 0;
      // A link's address, a definition's or a block's language is no word.
      fc.pre(!/\]\(|\]:|```|~~~/.test(markdown));
      expect(count(plainText(markdown))).toBe(count(markdown));
    }),
    { numRuns: 500 },
  );
});
