import type { Texts } from '../cli/language';

/** Words that a finding names by a key. */
export const words: Readonly<Record<string, Texts>> = {
  object: { en: 'an object', zh: '对象' },
  array: { en: 'an array', zh: '数组' },
  string: { en: 'a string', zh: '字符串' },
  emptyString: { en: 'an empty string', zh: '空字符串' },
  number: { en: 'a number', zh: '数字' },
  boolean: { en: 'true or false', zh: '布尔值' },
  null: { en: 'null', zh: 'null' },
  apiName: { en: 'the name of an API', zh: '接口名' },
  comment: { en: 'JSON has no comments', zh: 'JSON 里不能写注释' },
  comma: { en: 'there is a comma with nothing behind it', zh: '最后一项后面多了逗号' },
  quotes: { en: 'single quotes', zh: '用了单引号' },
  mark: { en: 'it begins with a byte order mark', zh: '文件开头有 BOM' },
  end: { en: 'it ends too early', zh: '文件没有写完' },
  empty: { en: 'it is empty', zh: '文件是空的' },
  other: { en: 'this is not expected here', zh: '此处的内容不符合 JSON 语法' },
};

/** What to do about each reason for which a text is no JSON. */
export const remedies: Readonly<Record<string, Texts>> = {
  comment: { en: 'take the comment out', zh: '删去注释' },
  comma: { en: 'take the comma before it out', zh: '删去它前面的逗号' },
  quotes: { en: 'write double quotes', zh: '改用双引号' },
  mark: { en: 'save it as UTF-8 without a byte order mark', zh: '另存为不带 BOM 的 UTF-8' },
  end: { en: 'close what is still open', zh: '补上缺少的引号或括号' },
  empty: { en: 'write {} into it, or delete it', zh: '写入 {}，或删除该文件' },
  other: {
    en: 'look for a missing comma, quote or colon here or just before',
    zh: '看看这里或前面是否少了逗号、引号或冒号',
  },
};
