import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CustomerMessage } from '../push';
import shipped from '../rules.json';
import { findRule, type Rule } from './rules';
import { checkRules } from './rules.validator';

const message = (more: Partial<CustomerMessage>): CustomerMessage => ({
  type: 'text',
  content: '',
  title: '',
  path: '',
  picUrl: '',
  createdAt: 1,
  messageId: '1',
  ...more,
});
const says = (content: string) => message({ content });
const card = (title: string, path: string) => message({ type: 'miniprogrampage', title, path });
const reply = [{ text: 'x' }];
const fits = (when: Rule['when'], one: CustomerMessage) =>
  findRule([{ when, reply }], one, 'message') !== undefined;

test.each<[Rule['when'], CustomerMessage, boolean]>([
  [{ text: '价格' }, says(' 价格？ '), true],
  [{ text: '价格' }, says('价格表'), false],
  [{ text: ['价格', 'Price'] }, says('ｐｒｉｃｅ!'), true],
  [{ text: '价格' }, card('价格', ''), false],
  [{ contains: '发货' }, says('什么时候发货？'), true],
  [{ contains: ['退', '换'] }, says('可以换吗'), true],
  [{ contains: '发货' }, says('收货'), false],
  [{ regex: '订单\\s*\\d{4,}' }, says('我的订单 12345 呢'), true],
  [{ regex: '^订单' }, says('我的订单'), false],
  [{ regex: 'order' }, says('ORDER 1'), true],
  [{ type: 'image' }, message({ type: 'image' }), true],
  [{ type: ['image', 'text'] }, says('x'), true],
  [{ cardTitle: '红色' }, card('【现货】红色 T 恤', 'pages/a'), true],
  [{ cardTitle: '红色' }, says('红色'), false],
  [{ cardPath: 'pages/goods/index' }, card('', '/pages/goods/index.html?id=1'), true],
  [{ cardPath: 'pages/goods/index' }, card('', 'pages/goods/list'), false],
  [{ contains: '退', regex: '\\d' }, says('退 1 件'), true],
  [{ contains: '退', regex: '\\d' }, says('退货'), false],
])('%j and %j: %j', (when, one, expected) => {
  expect(fits(when, one)).toBe(expected);
});

test('the first that fits is taken, and entering is no message', () => {
  const rules: Rule[] = [
    { when: { enters: true }, reply: [{ text: 'welcome' }] },
    { when: { contains: '退' }, reply: [{ text: 'a' }] },
    { when: { text: '退' }, handOver: true },
  ];
  expect(findRule(rules, says('退'), 'message')).toBe(rules[1]);
  const enters = message({ type: 'user_enter_tempsession' });
  expect(findRule(rules, enters, 'event')).toBe(rules[0]);
  expect(findRule(rules, enters, 'message')).toBeUndefined();
  expect(findRule(rules, message({ type: 'subscribe' }), 'event')).toBeUndefined();
});

test('a regular expression that would take JavaScript years takes no time', () => {
  const startedAt = performance.now();
  expect(fits({ regex: '(a+)+$' }, says(`${'a'.repeat(10_000)}b`))).toBe(false);
  expect(performance.now() - startedAt).toBeLessThan(2_000);
});

describe('rules.json', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'rules-'));
    writeFileSync(join(folder, 'prices.png'), 'x');
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  const check = (...rules: object[]) => checkRules({ rules }, folder);

  test('as it is shipped answers nothing, so that everything goes to people', () => {
    expect(shipped.rules).toEqual([]);
    expect(() => checkRules(shipped, folder)).not.toThrow();
  });

  test('may hold every kind of condition and message', () => {
    check(
      { when: { text: 'a' }, reply: [{ text: 'b' }], comment: 'greets' },
      { when: { contains: ['a', 'b'], regex: '\\d+' }, handOver: true },
      { when: { cardTitle: 'a', cardPath: 'b', type: 'miniprogrampage' }, handOver: true },
      { when: { enters: true }, reply: [{ text: 'a' }, { image: 'prices.png' }] },
      { when: { type: 'image' }, reply: [{ image: 'cloud://env.123/prices.png' }] },
      {
        when: { text: 'c' },
        reply: [
          { link: { title: 'a', description: '', url: 'https://a', thumb_url: 'https://b' } },
          { miniprogrampage: { title: 'a', pagepath: 'pages/a', thumb: 'prices.png' } },
        ],
      },
    );
  });

  test.each<[string, object, RegExp]>([
    ['a key that is none', { when: { txt: 'a' }, reply }, /rules\/0\/when .*"txt"/],
    ['nothing to fit', { when: {}, reply }, /rules\/0\/when/],
    ['nothing to do', { when: { text: 'a' } }, /rules\/0 /],
    ['an empty text', { when: { text: 'a' }, reply: [{ text: '' }] }, /reply\/0\/text/],
    [
      'two things in one message',
      { when: { text: 'a' }, reply: [{ text: 'a', image: 'prices.png' }] },
      /reply\/0/,
    ],
    ['six messages', { when: { text: 'a' }, reply: Array(6).fill({ text: 'a' }) }, /reply/],
    ['three on entering', { when: { enters: true }, reply: Array(3).fill({ text: 'a' }) }, /reply/],
    ['entering and a text', { when: { enters: true, text: 'a' }, reply }, /when/],
    [
      'a picture that is missing',
      { when: { text: 'a' }, reply: [{ image: 'no.png' }] },
      /no picture no\.png/,
    ],
    [
      'a thumb that is missing',
      {
        when: { text: 'a' },
        reply: [{ miniprogrampage: { title: 'a', pagepath: 'b', thumb: 'no.png' } }],
      },
      /no picture no\.png/,
    ],
    [
      'a picture elsewhere',
      { when: { text: 'a' }, reply: [{ image: '../secret.png' }] },
      /reply\/0\/image/,
    ],
    [
      'a file that is no picture',
      { when: { text: 'a' }, reply: [{ image: 'index.js' }] },
      /reply\/0\/image/,
    ],
    ['an expression that looks back', { when: { regex: '(?<=a)b' }, reply }, /regex.*RE2/],
    ['one that refers back', { when: { regex: '(a)\\1' }, reply }, /regex.*RE2/],
    ['one that is none', { when: { regex: '(' }, reply }, /regex/],
  ])('with %s is refused, by its place', (_, rule, message) => {
    expect(() => check(rule)).toThrow(message);
  });

  test('that is no list of rules is refused', () => {
    expect(() => checkRules([], folder)).toThrow(/rules\.json/);
  });
});
