import type { Command } from '../../../cloudfunctions/shared/contract';
import type { Language } from './language';

/**
 * What can go wrong before, around or after the function without WeChat or CloudBase giving it a
 * code of the table. Everything in the table is explained by cloudfunctions/shared/codes.
 */
export type Trouble =
  | 'NO_CLOUD'
  | 'CLOUD_NOT_INITIALISED'
  | 'CLOUD_NOT_ENABLED'
  | 'TOURIST_APPID'
  | 'NETWORK'
  | 'NO_ANSWER'
  | 'NO_RESULT'
  | 'UNREADABLE_RESULT'
  | 'NO_CODE';

interface Explanation {
  meaning: string;
  remedy: string;
}

/** Every text of the page in one language. `{…}` is filled in by `fill`. */
export interface Texts {
  title: string;
  heading: string;
  intro: string;
  receiver: string;
  myself: string;
  somebody: string;
  openidLabel: string;
  openidPlaceholder: string;
  openidNote: string;
  openidMissing: string;
  command: Record<Command, string>;
  waiting: string;
  waitingNote: string;
  latest: string;
  nothingYet: string;
  remedy: string;
  mayPass: string;
  late: string;
  took: string;
  copy: string;
  copied: string;
  /** What a screen reader adds to `copy` and `copied`: which result it is. */
  copyWhat: string;
  copyFailed: string;
  history: string;
  dropped: string;
  needsMessage: string;
  /** Shown where the call was for somebody else. */
  needsMessageNote: string;
  contact: string;
  contactNote: string;
  rulesTitle: string;
  rules: string[];
  /** The table of codes tells of 0 after Typing. */
  takenDown: Explanation;
  trouble: Record<Trouble, Explanation>;
}

const zh: Texts = {
  title: '客服输入状态',
  heading: '对方正在输入…',
  intro: '让客户在客服会话的标题栏看到这行字，或让它消失。',
  receiver: '发给谁',
  myself: '我自己',
  somebody: '指定 OpenID',
  openidLabel: '接收者的 OpenID',
  openidPlaceholder: '例如 oABCD1234efgh…',
  openidNote: '只有云函数环境变量 AGENT_OPENIDS 中列出的客服，才能发给别人。',
  openidMissing: '请先填写接收者的 OpenID。',
  command: { Typing: '显示输入状态', CancelTyping: '取消输入状态' },
  waiting: '正在等待响应…',
  waitingNote: '首次调用需要冷启动，可能要几秒钟。',
  latest: '最新结果',
  nothingYet: '还没有结果。按上面的按钮试一次。',
  remedy: '接下来怎么做',
  mayPass: '可稍后重试',
  late: '迟到的响应',
  took: '{ms} 毫秒',
  copy: '复制',
  copied: '已复制',
  copyWhat: '第 {call} 次调用的结果',
  copyFailed: '没有复制成功，请再试一次。',
  history: '之前的结果',
  dropped: '只保留最近 {keep} 条，更早的 {n} 条已移除。',
  needsMessage: '需要先有一条消息',
  needsMessageNote: '这次是发给别人：要由对方发消息，按钮打开的是你自己的会话。',
  contact: '联系客服',
  contactNote: '要先在客服会话里发过消息，手机上才会显示输入状态。',
  rulesTitle: '两条时间规则',
  rules: [
    '30 秒：最近 30 秒内客户与客服之间有过消息往来，才能下发输入状态，否则返回 45080。',
    '15 秒：输入状态持续 15 秒，期间不能重复下发，否则返回 45081；客服发出消息会让它提前结束。',
  ],
  takenDown: {
    meaning: '微信已接受，输入状态已取消。',
    remedy: '无需处理。需要时可再次下发 Typing。',
  },
  trouble: {
    NO_CLOUD: {
      meaning: '当前基础库没有 wx.cloud，云能力从基础库 2.2.3 开始提供。',
      remedy: '升级微信；在开发者工具里，到“详情 → 本地设置”把调试基础库换成较新的版本。',
    },
    CLOUD_NOT_INITIALISED: {
      meaning: 'wx.cloud.init 还没有成功执行，调用没有发出。',
      remedy: '检查 miniprogram/config.ts 里的云环境 ID，重新构建后再编译。',
    },
    CLOUD_NOT_ENABLED: {
      meaning: '当前 AppID 还没有开通云开发，或者云环境不属于它。',
      remedy: '在开发者工具里点“云开发”开通，再检查 miniprogram/config.ts 里的云环境 ID。',
    },
    TOURIST_APPID: {
      meaning: '项目正以 touristappid 打开，没有账号，也就没有云环境可以调用。',
      remedy:
        '在 project.config.json 里换成自己的 AppID，开通云开发并上传 setTyping。没有账号时，在电脑上运行 npm start 就能体验全过程。',
    },
    NETWORK: {
      meaning: '请求没有到达云端，或者响应没有传回来。',
      remedy: '检查手机的网络，再按一次。',
    },
    NO_ANSWER: {
      meaning: '{s} 秒内没有收到响应。这次调用可能已经生效，也可能没有。',
      remedy: '可以再按一次。响应如果稍后到达，会作为“迟到的响应”补进结果里。',
    },
    NO_RESULT: {
      meaning: '云函数执行了，但什么也没有返回。',
      remedy: '云端多半是旧版本或同名的其他函数：运行 npm run build，再上传 setTyping。',
    },
    UNREADABLE_RESULT: {
      meaning: '云函数返回的不是 { errCode, errMsg }。',
      remedy: '云端多半是旧版本或同名的其他函数：运行 npm run build，再上传 setTyping。',
    },
    NO_CODE: {
      meaning: '调用失败，但没有给出错误码，原因在下面的原文里。',
      remedy: '看下面的原文，并在云开发控制台查看这个函数的日志。',
    },
  },
};

const en: Texts = {
  title: 'Typing status',
  heading: '对方正在输入…',
  intro:
    'That is “typing…”. Let a customer see it in the title of the customer-service conversation, or take it away.',
  receiver: 'Send to',
  myself: 'Myself',
  somebody: 'An OpenID',
  openidLabel: 'OpenID of the receiver',
  openidPlaceholder: 'for example oABCD1234efgh…',
  openidNote:
    'Only agents listed in the function’s environment variable AGENT_OPENIDS may send to others.',
  openidMissing: 'Enter the receiver’s OpenID first.',
  command: { Typing: 'Show it', CancelTyping: 'Take it down' },
  waiting: 'Waiting for the answer…',
  waitingNote: 'A first call is a cold start and can take a few seconds.',
  latest: 'Latest result',
  nothingYet: 'No results yet. Press one of the buttons above.',
  remedy: 'What to do now',
  mayPass: 'May pass: try again',
  late: 'Late answer',
  took: '{ms} ms',
  copy: 'Copy',
  copied: 'Copied',
  copyWhat: 'the result of call {call}',
  copyFailed: 'It could not be copied. Please try again.',
  history: 'Earlier results',
  dropped: 'Only the newest {keep} are kept; older ones removed: {n}.',
  needsMessage: 'A message has to come first',
  needsMessageNote:
    'This call was for somebody else: it is they who have to write. The button opens your own conversation.',
  contact: 'Contact customer service',
  contactNote:
    'On a phone the status shows only in a customer-service conversation you have written in.',
  rulesTitle: 'Two rules of time',
  rules: [
    '30 seconds: there must have been a message between customer and service in the last 30 seconds, or WeChat answers 45080.',
    '15 seconds: the status shows for 15 seconds and must not be sent again meanwhile, or WeChat answers 45081; a message to the customer ends it sooner.',
  ],
  takenDown: {
    meaning: 'WeChat accepted it: the status is taken down.',
    remedy: 'Nothing to do. Typing may be sent again when it is wanted.',
  },
  trouble: {
    NO_CLOUD: {
      meaning: 'This base library has no wx.cloud; it is there from base library 2.2.3.',
      remedy:
        'Update WeChat; in DevTools choose a newer base library under Details → Local Settings.',
    },
    CLOUD_NOT_INITIALISED: {
      meaning: 'wx.cloud.init has not succeeded, so the call was not sent.',
      remedy: 'Check the environment ID in miniprogram/config.ts, build and compile again.',
    },
    CLOUD_NOT_ENABLED: {
      meaning: 'CloudBase is not enabled for this AppID, or the environment is not its own.',
      remedy:
        'Enable it in DevTools under “Cloud”, then check the environment ID in miniprogram/config.ts.',
    },
    TOURIST_APPID: {
      meaning:
        'The project is open as touristappid: without an account there is no environment to call.',
      remedy:
        'Put your own AppID into project.config.json, enable CloudBase and upload setTyping. Without an account, npm start on a computer shows all of it.',
    },
    NETWORK: {
      meaning: 'The request did not reach the cloud, or its answer did not come back.',
      remedy: 'Check the phone’s network and press again.',
    },
    NO_ANSWER: {
      meaning: 'No answer came within {s} seconds. The call may or may not have taken effect.',
      remedy: 'You can press again. Should the answer still come, it is added as a late answer.',
    },
    NO_RESULT: {
      meaning: 'The function ran but returned nothing.',
      remedy:
        'An older version, or another function of that name, is deployed: run npm run build and upload setTyping.',
    },
    UNREADABLE_RESULT: {
      meaning: 'What the function returned is not { errCode, errMsg }.',
      remedy:
        'An older version, or another function of that name, is deployed: run npm run build and upload setTyping.',
    },
    NO_CODE: {
      meaning:
        'The call failed without an error code; the reason stands in the original text below.',
      remedy: 'Read the original text, and the function’s log in the CloudBase console.',
    },
  },
};

export const texts: Record<Language, Texts> = { zh, en };

/** Fills `{name}` in a text with its value. */
export function fill(text: string, values: Record<string, string | number>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}
