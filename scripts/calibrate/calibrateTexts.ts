import type { Texts } from '../cli/language';
import type { PersonAct } from './steps';

/** What `npm run calibrate` says, in both languages. */
export const calibrateTexts = {
  description: {
    en: 'Holds the simulator against WeChat itself: asks WeChat each point that its documentation leaves open, by the HTTPS API and with your own phone, and writes the options that fit. Takes about three minutes.',
    zh: '用真正的微信校准模拟器：通过 HTTPS 接口并配合你的手机，逐项询问微信文档没有写明的行为，写出与之相符的选项。约需三分钟。',
  },
  appid: {
    en: 'AppID of the account (asked for where left out)',
    zh: '账号的 AppID（不填则询问）',
  },
  openid: {
    en: 'your own OpenID in this account (asked for where left out)',
    zh: '你自己在该账号下的 OpenID（不填则询问）',
  },
  kind: {
    en: 'miniprogram, or official for an official account (asked for where left out)',
    zh: 'miniprogram 表示小程序，official 表示公众号（不填则询问）',
  },
  api: {
    en: 'what stands in for https://api.weixin.qq.com: a proxy, or a simulator on this machine',
    zh: '代替 https://api.weixin.qq.com 的地址：代理，或本机的模拟器',
  },
  out: {
    en: 'configuration file of the simulator into which the options are written',
    zh: '写入选项的模拟器配置文件',
  },
  help: {
    en: `
The AppSecret comes from the environment variable WX_APPSECRET or is asked for without being shown;
it is never taken from the command line. WeChat may have to be told this machine's address
(mp.weixin.qq.com → Development settings → IP whitelist), or it answers 40164.

Exit code: 0 asked to the end, 1 WeChat refused or could not be asked, 2 bad usage.`,
    zh: `
AppSecret 取自环境变量 WX_APPSECRET，没有则询问（不回显），不能写在命令行里。
可能需要先把本机出口 IP 加入白名单（mp.weixin.qq.com → 开发设置 → IP 白名单），否则微信返回 40164。

退出码：0 已全部完成，1 微信拒绝或无法访问，2 用法有误。`,
  },
  askAppid: { en: 'AppID: ', zh: 'AppID：' },
  askOpenid: { en: 'Your own OpenID in this account: ', zh: '你在该账号下的 OpenID：' },
  askKind: {
    en: 'Kind of account, miniprogram or official: ',
    zh: '账号类型，miniprogram 或 official：',
  },
  askSecret: { en: 'AppSecret (not shown):', zh: 'AppSecret（不回显）：' },
  badAppid: {
    en: 'the AppID starts with "wx" and has 18 characters',
    zh: 'AppID 以 wx 开头，共 18 个字符',
  },
  badOpenid: {
    en: 'an OpenID has 1 to 128 letters, digits, "_" or "-"',
    zh: 'OpenID 由 1 到 128 个字母、数字、_ 或 - 组成',
  },
  badKind: {
    en: 'the kind is miniprogram or official',
    zh: '账号类型应为 miniprogram 或 official',
  },
  badApi: {
    en: '--api has to begin with https://, or http:// on this machine, without credentials or a query',
    zh: '--api 应以 https:// 开头（本机可用 http://），且不含账号密码和查询参数',
  },
  noSecret: {
    en: 'there is no AppSecret: set WX_APPSECRET',
    zh: '没有 AppSecret：请设置 WX_APPSECRET',
  },
  nobody: {
    en: 'somebody has to hold the phone and answer here: run it on a terminal',
    zh: '需要有人手持手机并在此作答：请在终端里运行',
  },
  plan: {
    en: 'This makes {calls} Typing and CancelTyping calls and sends at most {messages} short messages, all to the OpenID {openid}, which should be your own. Nobody should write to that conversation meanwhile.',
    zh: '将调用 Typing 与 CancelTyping 共 {calls} 次，最多发送 {messages} 条短消息，全部发给 OpenID {openid}，应当是你自己。期间请不要让其他人使用这个会话。',
  },
  goOn: { en: 'Go on? [y/N] ', zh: '继续吗？[y/N] ' },
  stopped: { en: 'Nothing was called.', zh: '没有进行任何调用。' },
  done: { en: ' Then press Enter. ', zh: '完成后按回车。' },
  pause: { en: '  … {seconds} s until: {next}', zh: '  … {seconds} 秒后：{next}' },
  look: {
    en: 'Look back at the title of the conversation: from about 26 to 41 seconds after your message, did it say 对方正在输入… ? [y/n, Enter: did not look] ',
    zh: '回想会话标题：在你发出消息后约 26 到 41 秒之间，是否显示“对方正在输入…”？[y/n，没注意请直接回车] ',
  },
  refused: {
    en: 'WeChat answered {errcode} and will answer nothing else: {meaning} {remedy}',
    zh: '微信返回 {errcode}，无法继续：{meaning}{remedy}',
  },
  unreachable: {
    en: 'WeChat could not be asked ({reason}). Look at the network, or at --api. What was asked so far stands above; nothing was written.',
    zh: '无法访问微信（{reason}）。请检查网络或 --api。已得到的回答见上文，没有写入任何文件。',
  },
  heading: {
    en: ['what was asked', 'WeChat', 'simulator', 'agrees'].join('\t'),
    zh: ['询问的内容', '微信', '模拟器', '是否一致'].join('\t'),
  },
  byOption: { en: 'with the options below', zh: '使用下列选项后一致' },
  noOption: { en: 'no option of the simulator explains it', zh: '模拟器没有选项能解释' },
  seen: {
    en: 'the status sent again before the 30 s end stays on the screen',
    zh: '30 秒将满时重新下发的输入状态会继续显示',
  },
  yes: { en: 'yes', zh: '是' },
  no: { en: 'no', zh: '否' },
  notSeen: { en: 'not looked at', zh: '没有观察' },
  asDefault: {
    en: 'Every answer is what the simulator gives by its defaults: no option to turn.',
    zh: '所有回答都与模拟器的默认行为一致：不需要修改选项。',
  },
  written: {
    en: 'Written to {file}: {options}\nUse it: npm run simulate -- --config {file}',
    zh: '已写入 {file}：{options}\n使用方法：npm run simulate -- --config {file}',
  },
  unexplained: {
    en: '{count} of these answers no option explains. They are worth an issue: copy the table into it (it holds no secret and no OpenID).',
    zh: '有 {count} 个回答没有选项能解释。欢迎提交 issue 并附上此表（其中不含密钥和 OpenID）。',
  },
  open: {
    en: 'Still open, because only a cloud call or a message push can show it: {options}',
    zh: '以下各项只有云调用或消息推送才能看出，仍不确定：{options}',
  },
  badFile: {
    en: '{file} is not a JSON object: mend it, or name another file with --out',
    zh: '{file} 不是 JSON 对象：请修正，或用 --out 指定其他文件',
  },
} as const satisfies Record<string, Texts>;

/** What the person at the phone is to do. */
export const actTexts: Readonly<Record<PersonAct, Texts>> = {
  enter: {
    en: 'Open the customer-service conversation on your phone and write nothing (nor in the last 30 seconds).',
    zh: '在手机上打开客服会话，不要发送消息（最近 30 秒内也没有发过）。',
  },
  write: {
    en: 'Write any message in the conversation. Leave it open, and look at its title from now on.',
    zh: '在会话中发送任意一条消息。之后保持会话打开，并留意标题。',
  },
  enterAgain: {
    en: 'Leave the conversation, wait two seconds and open it again. Write nothing.',
    zh: '退出会话，等两秒再重新进入，不要发送消息。',
  },
};
