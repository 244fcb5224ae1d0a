import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from '../build/projectRoot';
import type { Texts } from '../cli/language';
import type { CommandContext } from '../cli/runCommand';
import { languages } from './browser/language';
import { launchBrowser } from './launchBrowser';
import { startPreview } from './startPreview';
import { takeScreenshot } from './takeScreenshot';

/** What `npm run screenshot` says, in both languages. */
const screenshotTexts = {
  description: {
    en: 'Takes the READMEs’ pictures of the preview, in a real browser: CHROME_PATH, an installed Chrome or Chromium, or the one that npm has installed (Linux x64).',
    zh: '为 README 拍摄预览截图，使用真正的浏览器：CHROME_PATH、已安装的 Chrome 或 Chromium，或 npm 安装的那一个（Linux x64）。',
  },
  out: { en: 'folder to write to', zh: '输出目录' },
  tooLarge: { en: 'which is over 300 KB', zh: '超过了 300 KB' },
} as const satisfies Record<string, Texts>;

/** By language, as the READMEs show them. */
const files = { en: 'preview.webp', zh: 'preview.zh-CN.webp' } as const;

/** A README that takes longer to load than to read helps nobody. */
const limitBytes = 300_000;

/** `npm run screenshot`: pictures of the preview for the READMEs, as it is now. */
export function screenshotCommand({ program, language, terminal }: CommandContext): void {
  const text = (name: keyof typeof screenshotTexts) => screenshotTexts[name][language];

  program
    .description(text('description'))
    .option('--out <folder>', text('out'), join(projectRoot, 'docs'))
    .action(async ({ out }: { out: string }) => {
      const outDir = await mkdtemp(join(tmpdir(), 'preview-'));
      const browser = await launchBrowser();
      try {
        await mkdir(out, { recursive: true });
        for (const spoken of languages) {
          const preview = await startPreview({ outDir });
          const picture = await takeScreenshot(browser, preview.url, spoken);
          await preview.close();
          const file = join(out, files[spoken]);
          const size = `${Math.round(picture.length / 1000)} KB`;
          if (picture.length > limitBytes) throw new Error(`${file}: ${size}, ${text('tooLarge')}`);
          await writeFile(file, picture);
          terminal.out(`${file}  ${size}\n`);
        }
      } finally {
        await browser.close();
        await rm(outDir, { recursive: true, force: true });
      }
    });
}
