import type { Texts } from '../cli/language';

/** What `npm start` says, in both languages. */
export const startTexts = {
  description: {
    en: 'Shows the mini program in your browser beside the customer’s WeChat, on a simulator of WeChat and CloudBase; with --functions, your own functions. Ctrl-C ends everything.',
    zh: '在浏览器里打开小程序和客户的微信，背后是微信和云开发的模拟器；加上 --functions 则使用你自己的云函数。按 Ctrl-C 全部结束。',
  },
  port: {
    en: 'port on 127.0.0.1, or the next free one; 0 takes any free one',
    zh: '127.0.0.1 上的端口，被占用时用下一个空闲端口；0 表示任选空闲端口',
  },
  functions: {
    en: 'your own folder of cloud functions, one subfolder with index.js each: a form calls them in place of the mini program',
    zh: '你自己的云函数目录，每个子目录是一个含 index.js 的云函数：小程序的位置换成调用表单',
  },
  push: {
    en: 'with --functions: the function that gets customers’ messages',
    zh: '与 --functions 一起使用：接收客服消息推送的云函数',
  },
  config: {
    en: 'with --functions: configuration file of the simulator (JSON)',
    zh: '与 --functions 一起使用：模拟器的配置文件（JSON）',
  },
  open: { en: 'do not open a browser', zh: '不打开浏览器' },
  badPort: {
    en: '--port has to be a number, 0-65535',
    zh: '--port 应为 0-65535 的数字',
  },
  needsFunctions: {
    en: '{option} goes with --functions <folder>',
    zh: '{option} 要与 --functions <folder> 一起使用',
  },
  starting: { en: 'Starting the preview…', zh: '正在启动预览…' },
  building: { en: 'building…', zh: '正在构建…' },
  built: {
    en: '{time} built {names} in {seconds} s',
    zh: '{time} 已构建 {names}，用时 {seconds} 秒',
  },
  rebuilt: {
    en: '{time} rebuilt {names} in {seconds} s',
    zh: '{time} 已重新构建 {names}，用时 {seconds} 秒',
  },
  notBuilt: {
    en: '{time} the functions do not build:',
    zh: '{time} 云函数构建失败：',
  },
  notWritable: {
    en: 'cannot write to {path}: check who owns it, and that the disk is neither full nor read-only ({code})',
    zh: '无法写入 {path}：请检查目录的所有者，以及磁盘是否已满或只读（{code}）',
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
