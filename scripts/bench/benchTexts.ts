import type { Language } from '../cli/language';
import { plan } from '../demo/burst/plan';
import type { Contender } from './contenders';
import type { BurstFigures, Step } from './measured';
import type { RatioName } from './ratios';

const messages = plan.customers * plan.messagesEach;

/** What the bench says, in both languages. */
export const benchTexts: Readonly<Record<Language, BenchTexts>> = {
  en: {
    description:
      'measures the cold start: the documentation’s sample, the same bundled, ours, and what no function can go below',
    runs: 'processes of each, in turn',
    calls: 'warm calls of each',
    node: 'the Node that runs what is measured, or a major version, which npm’s package “node” brings; this one unless given',
    json: 'print everything as JSON',
    svg: 'also draw the first answers',
    badNumber: (flag, value) => `${flag} ${JSON.stringify(value)}: a whole number from 1 on`,
    steps: {
      preparing: 'building what is measured',
      warm: 'warm calls',
      instances: 'instances side by side',
      burst: 'a burst of messages',
    },
    gateway:
      'CloudBase’s part is played by a gateway in this process that answers at once; what functions print is thrown away.',
    setting: (node, cpus, runs, calls) =>
      `Node ${node}, ${cpus} cores, ${runs} processes of each in turn, ${calls} warm calls; medians, and the middle half in brackets.`,
    columns: {
      requireMs: 'require ms',
      firstAnswerMs: 'first answer ms',
      netMs: 'without Node’s start',
      rssMb: 'memory MB',
      zipKb: 'upload KB',
      warmMs: 'warm call ms',
    },
    contenders: {
      sample: 'the documentation’s sample',
      naive: 'the same, bundled',
      ours: 'setTyping, as built here',
      raw: 'the sample, built like it',
      floor: 'no SDK, signed by hand',
      bare: 'Node alone',
    },
    tenths: (calls) => `Ours over ${calls} warm calls, each tenth:`,
    instances: 'Ours with so many instances at once:',
    burst: ({ needed, withTyping, eachByItself }) =>
      `Typing calls for ${messages} messages of ${plan.customers} customers: needed ${needed}, withTyping ${withTyping.typing} (45081: ${withTyping.refused}), each message by itself ${eachByItself.typing} (45081: ${eachByItself.refused})`,
    ratioTitle: 'Ratios',
    ratios: {
      firstAnswer: 'first answer, the sample against ours',
      firstAnswerNet: 'the same without Node’s start',
      require: 'require, the sample against ours',
      zip: 'upload, the sample against ours',
      memory: 'memory, the sample against ours',
      floor: 'first answer, ours against no SDK',
      warm: 'warm call, ours against the raw SDK call',
      growth: 'warm call, the last tenth against the second',
      burst: 'Typing calls of a burst, ours against the fewest',
    },
    goal: (atLeast, goal) => `goal: ${atLeast ? 'at least' : 'at most'} ${goal}`,
    wrong: (contender, answer) => `No ratios: ${contender} got a wrong answer: ${answer}`,
    strangers: (count) => `No ratios: ${count} requests were no signed setTyping call.`,
    drawn: (file) => `drawn: ${file}`,
    picture: 'From the start of the process to the first answer',
  },
  zh: {
    description: '测量冷启动：文档示例、打包后的文档示例、本项目，以及任何函数都达不到的下限',
    runs: '每一种轮流启动的进程数',
    calls: '每一种热调用的次数',
    node: '运行被测函数的 Node，可给路径或主版本号（由 npm 的 node 包提供）；默认为当前的 Node',
    json: '以 JSON 输出全部结果',
    svg: '同时画出首次应答的时间',
    badNumber: (flag, value) => `${flag} ${JSON.stringify(value)}：须为不小于 1 的整数`,
    steps: {
      preparing: '正在构建被测函数',
      warm: '热调用',
      instances: '多个实例同时调用',
      burst: '消息集中到来',
    },
    gateway: '云开发一侧由本进程内的网关代替，收到即答；函数打印的内容被丢弃。',
    setting: (node, cpus, runs, calls) =>
      `Node ${node}，${cpus} 核，每一种轮流启动 ${runs} 个进程、热调用 ${calls} 次；数值为中位数，括号内为居中的一半。`,
    columns: {
      requireMs: 'require 毫秒',
      firstAnswerMs: '首次应答毫秒',
      netMs: '不计 Node 启动',
      rssMb: '内存 MB',
      zipKb: '上传 KB',
      warmMs: '热调用毫秒',
    },
    contenders: {
      sample: '文档示例',
      naive: '文档示例，直接打包',
      ours: '本项目的 setTyping',
      raw: '文档示例，按本项目构建',
      floor: '不用 SDK，手工签名',
      bare: '仅 Node',
    },
    tenths: (calls) => `本项目 ${calls} 次热调用，按先后分为十段：`,
    instances: '本项目，多个实例同时调用：',
    burst: ({ needed, withTyping, eachByItself }) =>
      `${plan.customers} 位客户共 ${messages} 条消息，下发 Typing 的次数：至少需要 ${needed}，withTyping ${withTyping.typing}（45081：${withTyping.refused}），每条消息各自下发 ${eachByItself.typing}（45081：${eachByItself.refused}）`,
    ratioTitle: '比值',
    ratios: {
      firstAnswer: '首次应答，文档示例比本项目',
      firstAnswerNet: '同上，不计 Node 启动',
      require: 'require，文档示例比本项目',
      zip: '上传大小，文档示例比本项目',
      memory: '内存，文档示例比本项目',
      floor: '首次应答，本项目比不用 SDK',
      warm: '热调用，本项目比直接调用 SDK',
      growth: '热调用，最后十分之一比第二个十分之一',
      burst: '消息集中到来时的 Typing 次数，本项目比最少次数',
    },
    goal: (atLeast, goal) => `目标：${atLeast ? '不低于' : '不高于'} ${goal}`,
    wrong: (contender, answer) => `不给出比值：${contender} 得到了错误的应答：${answer}`,
    strangers: (count) => `不给出比值：有 ${count} 个请求不是已签名的 setTyping 调用。`,
    drawn: (file) => `已画出：${file}`,
    picture: '从进程启动到首次应答',
  },
};

export interface BenchTexts {
  description: string;
  runs: string;
  calls: string;
  node: string;
  json: string;
  svg: string;
  badNumber(flag: string, value: string): string;
  /** What is going on, beside the contenders. */
  steps: Record<'preparing' | Exclude<Step, Contender>, string>;
  gateway: string;
  setting(node: string, cpus: number, runs: number, calls: number): string;
  columns: Record<'requireMs' | 'firstAnswerMs' | 'netMs' | 'rssMb' | 'zipKb' | 'warmMs', string>;
  contenders: Record<Contender, string>;
  tenths(calls: number): string;
  instances: string;
  burst(figures: BurstFigures): string;
  ratioTitle: string;
  ratios: Record<RatioName, string>;
  goal(atLeast: boolean, goal: number): string;
  wrong(contender: string, answer: string): string;
  strangers(count: number): string;
  drawn(file: string): string;
  picture: string;
}
