import type { Language, Texts } from '../cli/language';

/** What can be wrong, or uncertain, about a function's permissions. Each kind's words below. */
export const findingLevels = {
  missing: 'error',
  maybeMissing: 'warning',
  noConfig: 'error',
  unused: 'error',
  maybeUnused: 'warning',
  misspelt: 'error',
  unknownApi: 'error',
  maybeUnknownApi: 'warning',
  computed: 'warning',
  handedOn: 'warning',
  notRead: 'warning',
  syntaxError: 'warning',
  nowhere: 'warning',
  computedRequire: 'warning',
  outside: 'warning',
  noEntry: 'warning',
  exhausted: 'warning',
  badJson: 'error',
  wrongShape: 'error',
  unknownKey: 'warning',
  misspeltKey: 'error',
  duplicate: 'warning',
  misplaced: 'error',
} as const satisfies Record<string, 'error' | 'warning'>;

export type FindingKind = keyof typeof findingLevels;

interface FindingText {
  what: string;
  /** What to do now. */
  fix: string;
}

/** `{name}` stands for what the finding names. */
export const findingTexts: Record<FindingKind, Record<Language, FindingText>> = {
  missing: {
    en: {
      what: '{api} is called here without permission: it would fail with -604101',
      fix: 'add "{api}" to permissions.openapi in {config}',
    },
    zh: {
      what: '此处调用了 {api}，但没有声明权限，调用会失败（-604101）',
      fix: '在 {config} 的 permissions.openapi 中加上 "{api}"',
    },
  },
  maybeMissing: {
    en: {
      what: '{api} stands here without permission; reading the source does not tell whether main ever gets here',
      fix: 'if it does, add "{api}" to permissions.openapi in {config}; if not, take this code out',
    },
    zh: {
      what: '此处有对 {api} 的调用，但没有声明权限；仅凭源码无法判断 main 是否会执行到这里',
      fix: '会执行到：在 {config} 的 permissions.openapi 中加上 "{api}"；不会：删去这段代码',
    },
  },
  noConfig: {
    en: {
      what: 'the function calls {apis} but has no config.json: each call would fail with -604101',
      fix: 'create {config} with {"permissions":{"openapi":[{quoted}]}}',
    },
    zh: {
      what: '该云函数调用了 {apis}，却没有 config.json，调用会失败（-604101）',
      fix: '新建 {config}，内容为 {"permissions":{"openapi":[{quoted}]}}',
    },
  },
  unused: {
    en: {
      what: 'permission for {api}, which this function does not call',
      fix: 'take "{api}" out: a function should be able to do no more than it does',
    },
    zh: {
      what: '声明了 {api} 的权限，但该云函数并不调用它',
      fix: '删去 "{api}"：云函数只应拥有它用得到的权限',
    },
  },
  maybeUnused: {
    en: {
      what: 'permission for {api}, whose call is not found; it may be the one whose name is computed at {where}',
      fix: 'take "{api}" out unless that can call it',
    },
    zh: {
      what: '声明了 {api} 的权限，但没有找到对它的调用；也可能由 {where} 处动态决定的名称调用',
      fix: '如果那里不会调用它，就删去 "{api}"',
    },
  },
  misspelt: {
    en: {
      what: 'nothing here calls "{name}"; {api}, which looks like it, has no permission',
      fix: 'write "{api}"',
    },
    zh: {
      what: '没有代码调用 "{name}"；与它相似的 {api} 却没有声明权限',
      fix: '改为 "{api}"',
    },
  },
  unknownApi: {
    en: {
      what: 'WeChat has no API {api}: the call would fail with -604100',
      fix: 'call {nearest}',
    },
    zh: {
      what: '微信没有接口 {api}，调用会失败（-604100）',
      fix: '改为调用 {nearest}',
    },
  },
  maybeUnknownApi: {
    en: {
      what: '{api} is not among the APIs known here, but looks like {nearest}',
      fix: 'call {nearest}, if that is what is meant',
    },
    zh: {
      what: '已知的接口中没有 {api}，它很像 {nearest}',
      fix: '如果本意如此，请改为 {nearest}',
    },
  },
  computed: {
    en: {
      what: 'which API{of} is called here is only known when it runs',
      fix: 'write its name out, or see to it yourself that config.json permits each that it can be',
    },
    zh: {
      what: '此处调用的是哪个接口{of}，运行时才知道',
      fix: '请直接写出接口名；否则需自行确认 config.json 声明了所有可能调用的接口',
    },
  },
  handedOn: {
    en: {
      what: 'openapi{of} is given to code that is not read here, which may call anything of it',
      fix: 'give it the one API that it needs, or see to it yourself that config.json permits each that it calls',
    },
    zh: {
      what: 'openapi{of} 传给了检查范围之外的代码，它会调用哪些接口无从得知',
      fix: '请只传它需要的那个接口；否则需自行确认 config.json 声明了它调用的接口',
    },
  },
  notRead: {
    en: {
      what: 'built or generated code, too long to be followed: calls in it are not seen, so no permission is taken for unused',
      fix: 'check the folder of the sources that it was made from',
    },
    zh: {
      what: '构建或生成的代码，篇幅过长，未作检查，其中的调用无从得知，因此不会把任何权限视为多余',
      fix: '请检查生成它的源码所在的目录',
    },
  },
  syntaxError: {
    en: {
      what: 'syntax error: {what} Calls in this file may have been missed, so no permission is taken for unused',
      fix: 'correct it, and check again',
    },
    zh: {
      what: '语法错误：{what} 此文件中可能有遗漏的调用，因此不会把任何权限视为多余',
      fix: '改正后请重新检查',
    },
  },
  nowhere: {
    en: {
      what: '"{what}" leads to no file: calls in it are not seen, so no permission is taken for unused',
      fix: 'if it is built later, check again then; otherwise correct the path (an alias has to stand in "paths" of tsconfig.json)',
    },
    zh: {
      what: '找不到 "{what}" 对应的文件，其中的调用无从得知，因此不会把任何权限视为多余',
      fix: '如果它要在构建后才有，请到时再检查；否则请改正路径（路径别名须写在 tsconfig.json 的 "paths" 中）',
    },
  },
  computedRequire: {
    en: {
      what: 'which code {what} loads is only known when it runs: calls in it are not seen, so no permission is taken for unused',
      fix: 'write its path out, or see to it yourself that config.json permits what it calls',
    },
    zh: {
      what: '{what} 加载的是哪些代码，运行时才知道，其中的调用无从得知，因此不会把任何权限视为多余',
      fix: '请直接写出路径；否则需自行确认 config.json 声明了它调用的接口',
    },
  },
  outside: {
    en: {
      what: '"{what}" lies outside of the function’s folder, and only that folder is uploaded: in the cloud it fails with "Cannot find module"',
      fix: 'move the file into the folder, make it a package that package.json names, or bundle the function',
    },
    zh: {
      what: '"{what}" 在云函数目录之外，而上传的只有该目录：到云端会报 "Cannot find module"',
      fix: '把文件移到该目录内，或做成 package.json 所依赖的包，或用构建工具把云函数打包',
    },
  },
  noEntry: {
    en: {
      what: 'this folder is not checked: it has a package.json, but no code to begin with',
      fix: 'if it is a function, name its first file index.js, index.ts or src/index.ts, or in "main" of package.json; if that is built later, check again then',
    },
    zh: {
      what: '此目录未作检查：有 package.json，却没有入口文件',
      fix: '如果它是云函数，请把入口文件命名为 index.js、index.ts 或 src/index.ts，或在 package.json 的 "main" 中指明；入口文件要在构建后才有的，请到时再检查',
    },
  },
  exhausted: {
    en: {
      what: 'there is more code than can be followed to the end: calls may have been missed',
      fix: 'move what the function does not need out of its folder, and install packages instead of copying them in',
    },
    zh: {
      what: '代码过多，无法全部检查，可能有遗漏的调用',
      fix: '把用不到的代码移出云函数目录；第三方库请以依赖的方式安装，不要复制进来',
    },
  },
  badJson: {
    en: { what: 'not valid JSON: {reason}', fix: '{remedy}' },
    zh: { what: '不是合法的 JSON：{reason}', fix: '{remedy}' },
  },
  wrongShape: {
    en: {
      what: '{key} is {is}, where {due} is due',
      fix: 'write it as in {"permissions":{"openapi":["customerServiceMessage.setTyping"]}}',
    },
    zh: {
      what: '{key} 的类型是 {is}，应为 {due}',
      fix: '参照 {"permissions":{"openapi":["customerServiceMessage.setTyping"]}} 的写法',
    },
  },
  unknownKey: {
    en: {
      what: '"{key}" is no key that WeChat documents for config.json; it has no effect',
      fix: 'take it out ({known} are documented)',
    },
    zh: {
      what: '微信的文档中 config.json 没有 "{key}" 这一项，写了也不起作用',
      fix: '删去它（文档中有的是 {known}）',
    },
  },
  misspeltKey: {
    en: { what: '"{key}" has no effect: the key is called "{nearest}"', fix: 'write "{nearest}"' },
    zh: { what: '"{key}" 不起作用，正确的写法是 "{nearest}"', fix: '改为 "{nearest}"' },
  },
  duplicate: {
    en: { what: '"{name}" stands here a second time', fix: 'take one of them out' },
    zh: { what: '"{name}" 重复了', fix: '删去其中一个' },
  },
  misplaced: {
    en: {
      what: 'permissions here have no effect: {folder} is not the folder of a function (it has no index.js)',
      fix: 'move them to the config.json in the folder of the function that makes the calls',
    },
    zh: {
      what: '写在这里的权限不起作用：{folder} 不是云函数目录（没有 index.js）',
      fix: '移到发起调用的云函数自己目录下的 config.json 中',
    },
  },
};

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
