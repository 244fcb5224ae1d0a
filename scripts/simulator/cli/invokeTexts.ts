import type { Texts } from '../../cli/language';

/** `{0}` stands for what the text is about. */
export const invokeTexts = {
  description: {
    en: 'Calls a cloud function on the simulator, as wx.cloud.callFunction would. The result goes to stdout, its explanation to stderr.',
    zh: '在模拟器上调用云函数，相当于 wx.cloud.callFunction。结果输出到 stdout，说明输出到 stderr。',
  },
  function: { en: 'name of the function, e.g. setTyping', zh: '云函数名，例如 setTyping' },
  event: {
    en: 'its event (data of callFunction) as JSON; {} unless given',
    zh: '传给云函数的 event（即 callFunction 的 data），JSON 格式，默认 {}',
  },
  as: {
    en: 'the caller that the platform vouches for; nobody unless given',
    zh: '调用者的 OpenID（由平台认定）；不填则没有 OPENID',
  },
  source: {
    en: 'SOURCE in getWXContext (default: wx_client with --as, else wx_http)',
    zh: 'getWXContext 中的 SOURCE（默认：有 --as 时为 wx_client，否则为 wx_http）',
  },
  url: {
    en: 'a running simulator (default: http://127.0.0.1:8400 where one runs, else one is started for this call)',
    zh: '正在运行的模拟器（默认 http://127.0.0.1:8400；没有运行时，为本次调用临时启动一个）',
  },
  json: {
    en: 'print all that is known of the call as JSON in one line, without an explanation',
    zh: '以单行 JSON 输出本次调用的全部信息，不附说明',
  },
  examples: {
    en: `
Example: npm run invoke -- setTyping '{"command":"Typing"}' --as oCustomer
Exit code: 0 errCode 0 (or a result without errCode), 1 another errCode or the function failed, 2 bad usage.`,
    zh: `
示例：npm run invoke -- setTyping '{"command":"Typing"}' --as oCustomer
退出码：0 表示 errCode 为 0（或结果中没有 errCode），1 表示其他 errCode 或云函数出错，2 表示用法有误。`,
  },
  notJson: {
    en: 'the event is not JSON: {0} (put it in single quotes, with double quotes inside: \'{"command":"Typing"}\')',
    zh: 'event 不是合法的 JSON：{0}（外面用单引号，里面用双引号：\'{"command":"Typing"}\'）',
  },
  noFunction: { en: 'no function {0}', zh: '没有云函数 {0}' },
  there: { en: '; there is {0}', zh: '，可用的有：{0}' },
  badOpenid: {
    en: '--as has to be an OpenID: 1 to 128 characters of A-Z, a-z, 0-9, _ and -',
    zh: '--as 应为 OpenID：1 至 128 个字符，只含 A-Z、a-z、0-9、_ 和 -',
  },
  badSource: {
    en: '--source has to be a SOURCE such as wx_client or wx_client,scf',
    zh: '--source 应为 SOURCE，例如 wx_client 或 wx_client,scf',
  },
  badUrl: {
    en: '--url has to be an address such as http://127.0.0.1:8400',
    zh: '--url 应为形如 http://127.0.0.1:8400 的地址',
  },
  unreachable: {
    en: 'no simulator answers at {0}; start one with npm run simulate, or leave --url out',
    zh: '{0} 上没有模拟器应答；请用 npm run simulate 启动，或去掉 --url',
  },
  starting: {
    en: 'No simulator at {0}: starting one for this call. (npm run simulate keeps one running, and with it what the customer has said.)',
    zh: '{0} 上没有模拟器：为本次调用临时启动一个。（npm run simulate 可让它一直运行，并保留会话状态。）',
  },
  cold: { en: 'cold start, {0} ms', zh: '冷启动，{0} 毫秒' },
  warm: { en: 'warm, {0} ms', zh: '热启动，{0} 毫秒' },
  next: { en: 'Now: ', zh: '处理：' },
} as const satisfies Record<string, Texts>;
