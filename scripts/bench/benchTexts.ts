import type { Language } from '../cli/language';
import type { Contender } from './contenders';
import type { Figures, Step } from './measure';

/** What the project promises of itself, by name. */
export type RatioName =
  | 'firstAnswer'
  | 'require'
  | 'zip'
  | 'floor'
  | 'warm'
  | 'answerCpu'
  | 'answerTyping'
  | 'floorInstructions'
  | 'answerInstructions';

/** What the bench says, in both languages. */
export interface BenchTexts {
  description: string;
  runs: string;
  calls: string;
  node: string;
  instructions: string;
  noValgrind: string;
  json: string;
  svg: string;
  badNumber(flag: string, value: string): string;
  /** What is going on, beside the contenders. */
  steps: Record<'preparing' | Exclude<Step, Contender>, string>;
  gateway: string;
  setting(node: string, cpus: number, runs: number, calls: number): string;
  columns: Record<keyof Figures, string>;
  contenders: Record<Contender, string>;
  ratioTitle: string;
  ratios: Record<RatioName, string>;
  goal(atLeast: boolean, goal: number): string;
  wrong(contender: string, answer: string): string;
  strangers(count: number): string;
  drawn(file: string): string;
  picture: string;
}

export const benchTexts: Readonly<Record<Language, BenchTexts>> = {
  en: {
    description:
      'measures cold starts: setTyping and customerMessage against what everybody writes, the same bundled, and requests signed by hand',
    runs: 'processes of each, in turn',
    calls: 'warm calls of each',
    node: 'the Node that runs what is measured, or a major version, which npm’s package “node” brings; this one unless given',
    instructions: 'also count instructions, by valgrind: exact where the time is noise',
    noValgrind:
      '--instructions needs valgrind, which is not there (on Debian: apt-get install valgrind)',
    json: 'print everything as JSON',
    svg: 'also draw the first answers',
    badNumber: (flag, value) => `${flag} ${JSON.stringify(value)}: a whole number from 1 on`,
    steps: {
      preparing: 'building what is measured',
      warm: 'warm calls',
      instructions: 'counting instructions',
    },
    gateway:
      'WeChat’s side is on this machine and answers at once, and so does the model; what functions print is thrown away.',
    setting: (node, cpus, runs, calls) =>
      `Node ${node}, ${cpus} cores, ${runs} processes of each in turn, ${calls} warm calls; medians, and the middle half in brackets. Everything from the start of the process.`,
    columns: {
      requireMs: 'require ms',
      firstTypingMs: 'first Typing ms',
      firstAnswerMs: 'answer ms',
      cpuMs: 'CPU ms',
      rssMb: 'memory MB',
      zipKb: 'upload KB',
      warmMs: 'warm call ms',
      instructionsM: 'M instructions',
    },
    contenders: {
      sample: 'the documentation’s sample',
      naive: 'the same, bundled',
      ours: 'setTyping, as built here',
      floor: 'no SDK, signed by hand',
      answerSample: 'answering, as usually written',
      answerNaive: 'the same, bundled',
      answerOurs: 'customerMessage, as built here',
      answerFloor: 'no SDK, signed by hand',
      bare: 'Node alone',
    },
    ratioTitle: 'Ratios',
    ratios: {
      firstAnswer: 'setTyping: answer, the sample against ours',
      require: 'setTyping: require, the sample against ours',
      zip: 'setTyping: upload, the sample against ours',
      floor: 'setTyping: answer, ours against no SDK',
      warm: 'setTyping: warm call, ours against the raw SDK call',
      answerCpu: 'customerMessage: CPU, the usual way bundled against ours',
      answerTyping: 'customerMessage: first Typing, the usual way bundled against ours',
      floorInstructions: 'setTyping: instructions, ours against no SDK',
      answerInstructions: 'customerMessage: instructions, the usual way bundled against ours',
    },
    goal: (atLeast, goal) => `goal: ${atLeast ? 'at least' : 'at most'} ${goal}`,
    wrong: (contender, answer) => `No ratios: ${contender} got a wrong answer: ${answer}`,
    strangers: (count) => `No ratios: ${count} requests were none of those expected.`,
    drawn: (file) => `drawn: ${file}`,
    picture: 'From the start of the process to the first answer',
  },
  zh: {
    description:
      '测量冷启动：setTyping 和 customerMessage，对照常见写法、直接打包的常见写法，以及不用 SDK 手工签名的请求',
    runs: '每一种轮流启动的进程数',
    calls: '每一种热调用的次数',
    node: '运行被测函数的 Node，可给路径或主版本号（由 npm 的 node 包提供）；默认为当前的 Node',
    instructions: '同时用 valgrind 统计指令数：在时间不稳定的机器上也准确',
    noValgrind:
      '--instructions 需要 valgrind，但没有找到（Debian 上可用 apt-get install valgrind 安装）',
    json: '以 JSON 输出全部结果',
    svg: '同时画出首次应答的时间',
    badNumber: (flag, value) => `${flag} ${JSON.stringify(value)}：须为不小于 1 的整数`,
    steps: {
      preparing: '正在构建被测函数',
      warm: '热调用',
      instructions: '正在统计指令数',
    },
    gateway: '微信一侧和模型都在本机，收到即答；函数打印的内容被丢弃。',
    setting: (node, cpus, runs, calls) =>
      `Node ${node}，${cpus} 核，每一种轮流启动 ${runs} 个进程、热调用 ${calls} 次；数值为中位数，括号内为居中的一半，均从进程启动算起。`,
    columns: {
      requireMs: 'require 毫秒',
      firstTypingMs: '首个 Typing 毫秒',
      firstAnswerMs: '应答毫秒',
      cpuMs: 'CPU 毫秒',
      rssMb: '内存 MB',
      zipKb: '上传 KB',
      warmMs: '热调用毫秒',
      instructionsM: '百万条指令',
    },
    contenders: {
      sample: '文档示例',
      naive: '文档示例，直接打包',
      ours: '本项目的 setTyping',
      floor: '不用 SDK，手工签名',
      answerSample: '常见的回复写法',
      answerNaive: '常见的回复写法，直接打包',
      answerOurs: '本项目的 customerMessage',
      answerFloor: '不用 SDK，手工签名',
      bare: '仅 Node',
    },
    ratioTitle: '比值',
    ratios: {
      firstAnswer: 'setTyping：应答，文档示例比本项目',
      require: 'setTyping：require，文档示例比本项目',
      zip: 'setTyping：上传大小，文档示例比本项目',
      floor: 'setTyping：应答，本项目比不用 SDK',
      warm: 'setTyping：热调用，本项目比直接调用 SDK',
      answerCpu: 'customerMessage：CPU，常见写法打包后比本项目',
      answerTyping: 'customerMessage：首个 Typing，常见写法打包后比本项目',
      floorInstructions: 'setTyping：指令数，本项目比不用 SDK',
      answerInstructions: 'customerMessage：指令数，常见写法打包后比本项目',
    },
    goal: (atLeast, goal) => `目标：${atLeast ? '不低于' : '不高于'} ${goal}`,
    wrong: (contender, answer) => `不给出比值：${contender} 得到了错误的应答：${answer}`,
    strangers: (count) => `不给出比值：有 ${count} 个请求不在预期之内。`,
    drawn: (file) => `已画出：${file}`,
    picture: '从进程启动到首次应答',
  },
};
