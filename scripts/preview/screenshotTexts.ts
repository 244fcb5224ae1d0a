import type { Texts } from '../cli/language';

/** What `npm run screenshot` says, in both languages. */
export const screenshotTexts = {
  description: {
    en: 'Takes the READMEs’ pictures of the preview, in a real browser: CHROME_PATH, an installed Chrome or Chromium, or the one that npm has installed (Linux x64).',
    zh: '为 README 拍摄预览截图，使用真正的浏览器：CHROME_PATH、已安装的 Chrome 或 Chromium，或 npm 安装的那一个（Linux x64）。',
  },
  out: { en: 'folder to write to', zh: '输出目录' },
  tooLarge: { en: 'which is over 300 KB', zh: '超过了 300 KB' },
} as const satisfies Record<string, Texts>;
