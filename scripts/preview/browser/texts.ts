import { fill } from '../../cli/fill';
import { type Language, languages } from '../../cli/language';

export { type Language, languages };

/** A language as HTML names it, and as WeChat does in getAppBaseInfo. */
export const locales: Record<Language, { html: string; wechat: string }> = {
  zh: { html: 'zh-CN', wechat: 'zh_CN' },
  en: { html: 'en', wechat: 'en' },
};

/** The language asked for; otherwise the browser's, where Chinese is among its first choice. */
export function pickLanguage(asked: string | null, browser: readonly string[]): Language {
  const known = languages.find((language) => language === asked);
  return known ?? (browser[0]?.toLowerCase().startsWith('zh') ? 'zh' : 'en');
}

/** Every text of the preview. `{name}` is filled in. */
export const texts = {
  title: { zh: '输入状态预览', en: 'Typing status preview' },
  tagline: {
    zh: '左边是小程序，右边是客户的微信，中间是真正的云函数。',
    en: 'Your mini program beside the customer’s WeChat, joined by the real cloud function.',
  },
  taglineFunctions: {
    zh: '左边调用你的云函数，右边是客户的微信。',
    en: 'Call your functions on the left; the customer’s WeChat is on the right.',
  },
  language: { zh: '语言', en: 'Language' },
  startOver: { zh: '重置', en: 'Start over' },
  startedOver: {
    zh: '已重置：会话、时钟、人物和设置都回到了最初的样子。',
    en: 'Everything is back to the start: conversations, clock, people and settings.',
  },
  skipToConversation: { zh: '跳到客户的会话', en: 'Skip to the conversation' },
  disconnected: {
    zh: '与模拟器的连接断开了，正在重新连接…',
    en: 'The simulator is out of reach. Connecting again…',
  },
  failed: { zh: '操作失败：{why}', en: 'That did not work: {why}' },
  building: { zh: '正在构建云函数…', en: 'Building the functions…' },
  rebuilt: { zh: '已重新构建 {time}', en: 'Rebuilt {time}' },
  functionsDoNotBuild: {
    zh: '云函数构建失败，仍在运行上一次构建的版本',
    en: 'The functions do not build; those built before go on running',
  },

  phone: { zh: '小程序', en: 'Mini program' },
  phoneFrame: { zh: '小程序页面', en: 'The mini program’s page' },
  loggedInAs: { zh: '登录小程序的人', en: 'Logged in to the mini program' },
  customer: { zh: '客户', en: 'customer' },
  visitor: { zh: '用户', en: 'user' },
  agent: { zh: '在 AGENT_OPENIDS 中', en: 'in AGENT_OPENIDS' },
  stranger: { zh: '不在 AGENT_OPENIDS 中', en: 'not in AGENT_OPENIDS' },

  callForm: { zh: '调用云函数', en: 'Call a function' },
  callFunction: { zh: '云函数', en: 'Function' },
  noFunctions: {
    zh: '目录里没有云函数：每个云函数是一个含 index.js 的子目录。',
    en: 'There is no function in the folder: each is a subfolder with index.js.',
  },
  callAs: { zh: '调用者的 OpenID（留空表示没有）', en: 'Caller’s OpenID (empty: nobody)' },
  callSource: { zh: '来源 SOURCE', en: 'SOURCE' },
  sourceDefault: { zh: '默认', en: 'default' },
  callEvent: { zh: 'event（JSON）', en: 'event (JSON)' },
  notJson: { zh: '不是合法的 JSON：{why}', en: 'Not valid JSON: {why}' },
  call: { zh: '调用', en: 'Call' },
  calling: { zh: '调用中…', en: 'Calling…' },
  callResult: { zh: '返回结果', en: 'Result' },
  noCallYet: {
    zh: '返回结果会显示在这里，经过的每一步在“调用链路”里。',
    en: 'What it returns is shown here, and each step of the way in the call trace.',
  },

  conversation: { zh: '客户的微信', en: 'Customer’s WeChat' },
  whoseConversation: { zh: '谁的手机', en: 'Whose phone' },
  copyOpenid: { zh: '复制 OpenID', en: 'Copy OpenID' },
  copied: { zh: '已复制', en: 'Copied' },
  copyFailed: {
    zh: '浏览器不允许复制：{text}',
    en: 'The browser does not let us copy: {text}',
  },
  serviceName: { zh: '小店客服', en: 'Shop service' },
  typingTitle: { zh: '对方正在输入…', en: '对方正在输入… (typing)' },
  noMessages: {
    zh: '双方还没有消息往来。客户发来一条消息后的 30 秒内，才能显示输入状态。',
    en: 'No messages yet. The status can be shown for 30 seconds after a message.',
  },
  messages: { zh: '会话消息', en: 'Messages' },
  earlierMessages: {
    zh: '更早的 {count} 条消息没有显示',
    en: '{count} earlier messages not shown',
  },
  said: { zh: '{who}：', en: '{who}: ' },
  noteTransferred: { zh: '已转接人工客服', en: 'Transferred to a human agent' },
  noteAccepted: { zh: '人工客服已接入', en: 'An agent has joined' },
  noteClosed: { zh: '人工客服已结束会话', en: 'The agent’s session has ended' },
  picture: { zh: '图片', en: 'Picture' },
  pictureMissing: { zh: '图片（{id}）', en: 'Picture ({id})' },
  miniProgramCard: { zh: '小程序', en: 'Mini program' },
  otherMessage: { zh: '［{msgtype} 消息］', en: '[{msgtype} message]' },
  writeAsCustomer: { zh: '以客户身份写消息', en: 'Write as the customer' },
  send: { zh: '发送', en: 'Send' },
  quickMessages: { zh: '客户快捷操作', en: 'Let the customer' },
  customerGreeting: { zh: '在吗？', en: 'Hello?' },
  customerPrices: { zh: '价目表', en: 'Prices?' },
  customerAgent: { zh: '转人工', en: 'Human' },
  sendPicture: { zh: '发图片', en: 'Picture' },
  enter: { zh: '进入会话', en: 'Enter' },
  entered: {
    zh: '{name} 进入了会话。只进入、不发消息，还不能显示输入状态。',
    en: '{name} has opened the conversation. That alone does not let typing be shown: it takes a message.',
  },

  desk: { zh: '商家这边', en: 'Shop’s side' },
  answerAsService: { zh: '客服回复', en: 'Answer as the service' },
  serviceAnswer: { zh: '您好，在的。', en: 'Yes, here I am.' },
  answerAsAgent: { zh: '人工客服回复', en: 'Answer as the agent' },
  agentWaiting: {
    zh: '客户在等人工客服，消息仍会推送给云函数。',
    en: 'Waiting for an agent. Messages still go to the function.',
  },
  agentAccepted: {
    zh: '人工客服已接入，消息不再推送给云函数。',
    en: 'An agent has joined. Messages no longer go to the function.',
  },
  accept: { zh: '接入', en: 'Accept' },
  close: { zh: '结束会话', en: 'Close' },
  answering: { zh: '客户来消息时', en: 'When the customer writes' },
  answeringWhy: {
    zh: '回复来自本机的模拟模型，没有接入真实模型；等回复时客户会看到输入状态。',
    en: 'A mock model on this machine answers, no real one is asked. Meanwhile the customer sees typing.',
  },
  pushedTo: {
    zh: '客户的消息推送到云函数 {name}。',
    en: 'Customers’ messages are pushed to the function {name}.',
  },
  notPushed: {
    zh: '没有云函数接收消息推送：启动时加上 --push <云函数名>。',
    en: 'No function gets message push: start with --push <function>.',
  },

  rules: { zh: '两条规则', en: 'Two rules' },
  mayType: { zh: '一条消息后的 30 秒内才能显示', en: 'Only within 30 s of a message' },
  mayTypeLeft: { zh: '还能下发 {seconds} 秒', en: 'for another {seconds} s' },
  mayTypeNot: { zh: '现在会返回 45080', en: 'now it would be 45080' },
  mayTypeWhy: {
    zh: '双方任何一方发出消息都会重新计时。',
    en: 'A message in either direction starts the 30 seconds again.',
  },
  typingLasts: { zh: '显示 15 秒后自动消失', en: 'Gone by itself after 15 s' },
  typingLeft: { zh: '还会显示 {seconds} 秒', en: 'showing for another {seconds} s' },
  typingNot: { zh: '现在没有显示', en: 'not showing now' },
  typingWhy: {
    zh: '显示期间再次下发会返回 45081；发出消息或 CancelTyping 会提前取消。',
    en: 'Sending it again while it shows returns 45081; a message or CancelTyping ends it early.',
  },
  quota: { zh: '还能发的客服消息', en: 'Messages the service may send' },
  quotaLeft: { zh: '{left} 条', en: '{left} left' },
  quotaUntil: { zh: '{left} 条，到 {time} 为止', en: '{left} left, until {time}' },

  clock: { zh: '时钟', en: 'Clock' },
  advance: { zh: '+{seconds} 秒', en: '+{seconds} s' },
  advanceLabel: { zh: '时钟前进：+{seconds} 秒', en: 'Advance the clock: +{seconds} s' },
  freeze: { zh: '冻结时间', en: 'Freeze the clock' },
  frozen: {
    zh: '已冻结：按“+1 秒”等按钮才会前进。',
    en: 'Frozen: it moves only when you advance it.',
  },
  frozenWaiting: {
    zh: '有一次调用在等时间前进：请按“+1 秒”等按钮。',
    en: 'A call is waiting for time to pass: advance the clock.',
  },
  running: { zh: '和真实时间一起走。', en: 'Running with real time.' },

  faults: { zh: '模拟故障', en: 'Make the next call fail' },
  chooseFault: { zh: '下一次调用 setTyping 时', en: 'The next setTyping call' },
  putFault: { zh: '设置', en: 'Set' },
  clearFaults: { zh: '取消', en: 'Clear' },
  noFaults: {
    zh: '没有设置故障：调用会正常到达微信。',
    en: 'None set: calls reach WeChat as they should.',
  },
  faultsWaiting: { zh: '等着出错的调用：{times} 次', en: 'Calls that will fail: {times}' },

  callTrace: { zh: '调用链路', en: 'Call trace' },
  noCalls: {
    zh: '在左边按一下按钮，这里会显示调用经过了哪里、哪一步出了错。',
    en: 'Press a button on the left: here you see where the call went, and where it failed.',
  },
  tracePage: { zh: '小程序', en: 'page' },
  traceCaller: { zh: '调用方', en: 'caller' },
  tracePush: { zh: '消息推送', en: 'message push' },
  traceRepeat: { zh: '第 {number} 次推送', en: 'delivery {number}' },
  traceServer: { zh: '服务器', en: 'server' },
  underWay: { zh: '运行中', en: 'running' },
  again: { zh: '重试', en: 'again' },
  cold: { zh: '冷启动', en: 'cold' },
  warm: { zh: '热启动', en: 'warm' },
  took: { zh: '{ms} ms', en: '{ms} ms' },
  weChat: { zh: '微信', en: 'WeChat' },
  notCalled: { zh: '没有调用', en: 'not called' },
  answered: { zh: '已应答', en: 'answered' },
  noAnswer: { zh: '没有应答', en: 'no answer' },
  meansShown: { zh: '客户看到“对方正在输入…”', en: 'The customer sees “对方正在输入…”' },
  meansTakenDown: { zh: '输入状态已取消', en: 'The status is taken down' },
  functionEvent: { zh: '传给云函数的 event', en: 'The event it was called with' },
  functionAnswered: { zh: '云函数的返回', en: 'The function answered' },
  functionFailed: { zh: '云函数失败', en: 'The function failed' },
  calls: { zh: '对微信的调用', en: 'Calls to WeChat' },
  log: { zh: '云函数日志', en: 'The function’s log' },
  noLog: { zh: '没有日志。', en: 'It printed nothing.' },
  copy: { zh: '复制', en: 'Copy' },
  copyAsInvoke: { zh: '复制为 npm run invoke', en: 'Copy as npm run invoke' },

  doesNotCompile: { zh: '小程序编译失败', en: 'The mini program does not compile' },
  compilesWithWarnings: {
    zh: '能编译，但开发者工具可能会拒绝',
    en: 'It compiles, but DevTools may refuse it',
  },
  missing: {
    zh: '预览不支持 {what}，请在开发者工具里试。',
    en: '{what}: the preview does not have it. Try this part in DevTools.',
  },
  pageThrew: { zh: '页面脚本出错', en: 'The page’s script threw an error' },
  closeNotice: { zh: '关闭提示', en: 'Dismiss' },

  guide: { zh: '一分钟看懂', en: 'In one minute' },
  guideRefused: {
    zh: '在小程序里按“显示输入状态”：双方还没有消息往来，微信返回 45080。',
    en: 'Press “Show it” in the mini program: there has been no message yet, so WeChat answers 45080.',
  },
  guideMessage: {
    zh: '让客户发一条消息：在聊天窗口里输入，或按手机下方的“在吗？”。',
    en: 'Let the customer send a message: write it in the chat, or press “Hello?” below the phone.',
  },
  guideShown: {
    zh: '再按一次“显示输入状态”：返回 0，客户看到“对方正在输入…”。',
    en: 'Press “Show it” again: 0, and the customer sees “对方正在输入…”.',
  },
  guideAgain: {
    zh: '马上再按：45081，显示期间不能重复下发。',
    en: 'Press at once again: 45081, it is showing already.',
  },
  guideGone: {
    zh: '时钟前进 15 秒：状态自动消失。',
    en: 'Advance the clock 15 s: it is gone by itself.',
  },
  guideOver: {
    zh: '再前进 30 秒，然后按：又是 45080。',
    en: 'Advance 30 s more and press: 45080 again.',
  },
  guideFinished: {
    zh: '两条规则都看过了。可以试试模拟故障，或换一个人登录。',
    en: 'You have seen both rules. Now make a call fail, or log in as somebody else.',
  },
} satisfies Record<string, Record<Language, string>>;

export type TextName = keyof typeof texts;

/** Says a text in the language that is spoken. */
export type Say = (name: TextName, values?: Record<string, string | number>) => string;

export function sayIn(language: Language): Say {
  return (name, values = {}) => fill(texts[name][language], values);
}
