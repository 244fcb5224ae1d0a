import type { Texts } from '../cli/language';

/** `{0}` and `{1}` stand for what the text is about. */
export const demoTexts = {
  description: {
    en: 'Plays one customer-service conversation: the built cloud function with the real wx-server-sdk, against a simulator of WeChat. The clock is advanced, so it takes seconds.',
    zh: '演示一段客服会话：构建好的云函数搭配真正的 wx-server-sdk，在微信模拟器上运行。时钟会快进，只需几秒。',
  },
  json: { en: 'print the steps as JSON', zh: '以 JSON 输出各步骤' },
  codes: {
    en: '\nExit code: 0 every step as documented, 1 one was not, or the build failed, 2 bad usage.',
    zh: '\n退出码：0 每一步都与文档一致，1 有步骤不一致或构建失败，2 用法有误。',
  },
  building: { en: 'Building the cloud functions …', zh: '正在构建云函数…' },
  intro: {
    en: 'A customer waits in a conversation. Below each step is the customer’s phone; 对方正在输入… is what WeChat writes there for “the other side is typing”.',
    zh: '客户正在客服会话中等待。每一步下方是客户手机上看到的画面。',
  },
  wrongCode: {
    en: 'NOT AS DOCUMENTED: errCode {0} is due here, but it was {1}',
    zh: '与文档不符：此处应返回 errCode {0}，实际为 {1}',
  },
  wrongScreen: {
    en: 'NOT AS DOCUMENTED: 对方正在输入… should {0} on the customer’s screen here',
    zh: '与文档不符：此时客户的画面上{0}显示“对方正在输入…”',
  },
  show: { en: 'be', zh: '应' },
  hide: { en: 'not be', zh: '不应' },
  noCode: { en: 'none', zh: '无' },
  burst: {
    en: 'A burst: {0} customers write {1} messages each, and every answer takes {2} seconds',
    zh: '集中来访：{0} 位客户各发 {1} 条消息，每条回复需要 {2} 秒',
  },
  needed: { en: 'Typing calls needed', zh: '至少需要下发 Typing' },
  withTyping: { en: 'with withTyping', zh: '使用 withTyping' },
  eachByItself: { en: 'each message by itself', zh: '每条消息各自下发' },
  colon: { en: ': ', zh: '：' },
  calls: { en: '{0} calls', zh: '{0} 次' },
  made: { en: '{0} calls, {1} of them refused (45081)', zh: '{0} 次，其中 {1} 次被拒（45081）' },
  wrongBurst: {
    en: 'withTyping: {0} Typing calls where {1} are needed, {2} refused, {3} of {4} messages answered, {5} customers left with typing',
    zh: 'withTyping：下发 Typing {0} 次（需要 {1} 次），被拒 {2} 次，已回复 {3}/{4} 条，{5} 位客户的输入状态未消失',
  },
  allRight: { en: 'Everything as WeChat documents it.', zh: '全部与微信文档一致。' },
  someWrong: {
    en: '{0} of {1} not as documented: see the lines marked ✘.',
    zh: '{1} 项中有 {0} 项与文档不符，见标有 ✘ 的行。',
  },
  next: {
    en: `
What to do next
  npm start                                    try it in your browser, with the customer’s phone beside it
  Open this folder in WeChat DevTools          press the button on your own phone; README.md says how
  npm run simulate                             keep WeChat running here
  npm run invoke -- setTyping '{"command":"Typing"}' --as oMe      and call the function in it
  npm run check                                are the permissions in config.json right?`,
    zh: `
接下来可以
  npm start                                    在浏览器里试用，旁边就是客户的手机画面
  用微信开发者工具打开本目录                   在自己的手机上点一点，步骤见 README.zh-CN.md
  npm run simulate                             在本机一直运行微信模拟器
  npm run invoke -- setTyping '{"command":"Typing"}' --as oMe      在其中调用云函数
  npm run check                                检查 config.json 中的权限是否正确`,
  },
} as const satisfies Record<string, Texts>;
