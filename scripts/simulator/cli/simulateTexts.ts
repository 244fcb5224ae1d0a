import type { Texts } from '../../cli/language';

const portRange = '0-65535';

/** What `npm run simulate` says, in both languages. */
export const simulateTexts = {
  description: {
    en: 'Runs WeChat’s customer-service conversation and CloudBase on this machine: functions with the real wx-server-sdk, and the HTTPS API for any client. Ctrl-C ends it.',
    zh: '在本机运行微信客服会话和云开发：云函数使用真正的 wx-server-sdk，其他客户端使用 HTTPS 接口。按 Ctrl-C 结束。',
  },
  port: {
    en: 'port on 127.0.0.1; 0 takes a free one',
    zh: '127.0.0.1 上的端口；0 表示任选空闲端口',
  },
  functions: {
    en: 'folder of cloud functions, one subfolder with index.js each (default: cloudfunctionRoot of project.config.json)',
    zh: '云函数目录，每个子目录是一个含 index.js 的云函数（默认为 project.config.json 中的 cloudfunctionRoot）',
  },
  config: { en: 'configuration file (JSON)', zh: '配置文件（JSON）' },
  push: { en: 'function that gets customers’ messages', zh: '接收客服消息推送的云函数' },
  inspect: {
    en: 'open Node’s inspector in the instances of this function (all without a name), for breakpoints; their time limit is held',
    zh: '在这个云函数（不写名称则为全部）的实例里打开 Node 调试器，可设断点；期间不计超时',
  },
  json: {
    en: 'print {"url": …} as the first line when ready, and nothing after it',
    zh: '就绪后首行输出 {"url": …}，之后不再输出',
  },
  badPort: { en: `--port has to be a number, ${portRange}`, zh: `--port 应为 ${portRange} 的数字` },
  ready: { en: 'WeChat is at', zh: '微信模拟器已就绪：' },
  serving: { en: 'functions:', zh: '云函数：' },
  pushed: { en: 'messages go to:', zh: '消息推送到：' },
  leftOut: { en: 'left out: {0}', zh: '已跳过：{0}' },
  stopHint: { en: 'Ctrl-C ends it.', zh: '按 Ctrl-C 结束。' },
} as const satisfies Record<string, Texts>;

/** Why the port could not be had, and what to do. */
export function portText(code: string | undefined, port: number): Texts | undefined {
  if (code === 'EADDRINUSE') {
    return {
      en: `port ${port} is taken: end what uses it, or choose another with --port (0 takes a free one)`,
      zh: `端口 ${port} 已被占用：请结束占用它的程序，或用 --port 换一个（0 表示任选空闲端口）`,
    };
  }
  if (code === 'EACCES') {
    return {
      en: `port ${port} may not be used by you: choose one above 1023 with --port`,
      zh: `没有权限使用端口 ${port}：请用 --port 选择 1023 以上的端口`,
    };
  }
  return undefined;
}
