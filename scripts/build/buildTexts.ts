import type { Language } from '../cli/language';

/** What the build says, in both languages. */
export const buildTexts: Readonly<Record<Language, BuildTexts>> = {
  en: {
    description: 'builds dist/: every cloud function as it is uploaded, and the mini program',
    watch: 'build again at every change of a source, until Ctrl-C',
    built: (ms) => `built in ${ms} ms`,
    changed: (path) => `${path} has changed`,
    warning: 'warning: ',
    kept: 'dist/ is still what it was; waiting for the next change',
    watching: 'watching cloudfunctions/ and miniprogram/, Ctrl-C ends it',
  },
  zh: {
    description: '构建 dist/：每个云函数的上传内容，以及小程序',
    watch: '源文件有改动时自动重新构建，按 Ctrl-C 结束',
    built: (ms) => `构建完成，用时 ${ms} 毫秒`,
    changed: (path) => `${path} 有改动`,
    warning: '警告：',
    kept: 'dist/ 保持上一次的内容，等待下一次改动',
    watching: '正在监听 cloudfunctions/ 和 miniprogram/，按 Ctrl-C 结束',
  },
};

interface BuildTexts {
  description: string;
  watch: string;
  built(ms: number): string;
  changed(path: string): string;
  warning: string;
  kept: string;
  watching: string;
}
