import type { Texts } from '../cli/language';

/** What `npm start` says, in both languages. */
export const startTexts = {
  description: {
    en: 'Shows the mini program in your browser beside the customer’s WeChat, on a simulator of WeChat and CloudBase. Ctrl-C ends everything.',
    zh: '在浏览器里打开小程序和客户的微信，背后是微信和云开发的模拟器。按 Ctrl-C 全部结束。',
  },
  port: {
    en: 'port on 127.0.0.1, or the next free one; 0 takes any free one',
    zh: '127.0.0.1 上的端口，被占用时用下一个空闲端口；0 表示任选空闲端口',
  },
  open: { en: 'do not open a browser', zh: '不打开浏览器' },
  badPort: {
    en: '--port has to be a number, 0-65535',
    zh: '--port 应为 0-65535 的数字',
  },
  taken: {
    en: 'Port {port} is taken, so it is {free}.',
    zh: '端口 {port} 已被占用，改用 {free}。',
  },
  ready: { en: 'See it at', zh: '请在浏览器打开' },
  took: { en: 'ready in {seconds} s', zh: '启动用时 {seconds} 秒' },
  trouble: { en: 'a change could not be taken in:', zh: '无法处理源文件的改动：' },
  stop: { en: 'Ctrl-C ends it.', zh: '按 Ctrl-C 结束。' },
} as const satisfies Record<string, Texts>;
