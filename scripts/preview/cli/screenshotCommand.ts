import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { projectRoot } from '../../build/projectRoot';
import type { Texts } from '../../cli/language';
import type { CommandContext } from '../../cli/runCommand';
import { makeTempFolder, removeTempFolder } from '../../cli/tempFolder';
import { type Language, languages, sayIn } from '../browser/texts';
import { launchBrowser } from '../launchBrowser';
import { people } from '../shop/cast';
import { startPreview } from '../startPreview';

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
      const outDir = makeTempFolder('preview-');
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
        removeTempFolder(outDir);
      }
    });
}

/** As on a laptop, all of it in sight, and readable when a README shows it smaller. */
const viewport = { width: 1280, height: 800 };
const deviceScaleFactor = 2;
const quality = 88;

const words: Record<Language, { show: string; customer: string; service: string; more: string }> = {
  zh: {
    show: '显示输入状态',
    customer: '在吗？这件外套还有 M 码吗？',
    service: '您好，我帮您查一下库存。',
    more: '好的，谢谢',
  },
  en: {
    show: 'Show it',
    customer: 'Hello, is this jacket still there in M?',
    service: 'Hello, let me look at the stock.',
    more: 'Thank you',
  },
};

/**
 * Takes a picture of the preview with a conversation under way: refused first, then showing.
 * @param url of a preview that nobody else uses
 * @returns a WebP
 */
async function takeScreenshot(browser: Browser, url: string, language: Language): Promise<Buffer> {
  const say = sayIn(language);
  const { show, customer, service, more } = words[language];
  const locale = language === 'zh' ? 'zh-CN' : 'en-GB';
  const page = await browser.newPage({
    viewport,
    deviceScaleFactor,
    locale,
    colorScheme: 'light',
    reducedMotion: 'reduce',
  });
  const phone = page.frameLocator('iframe');

  async function press(traces: number, code: string): Promise<void> {
    await phone.getByRole('button', { name: show }).click();
    await page
      .locator('.trace[data-function=setTyping]')
      .nth(traces - 1)
      .waitFor();
    await phone.locator('.code__number', { hasText: code }).first().waitFor();
  }

  async function write(label: string, text: string, bubble: 'customer' | 'service') {
    await page.getByLabel(label).fill(text);
    await page.getByLabel(label).press('Enter');
    await page.locator(`.bubble--${bubble}`, { hasText: text }).waitFor();
  }

  await page.goto(url);
  await page.getByRole('switch', { name: say('freeze') }).check();
  await page.getByText(say('frozen')).waitFor();
  await page.getByLabel(say('whoseConversation')).selectOption(people[0]?.openid ?? '');
  await press(1, '45080');
  await write(say('writeAsCustomer'), customer, 'customer');
  await write(say('answerAsService'), service, 'service');
  await write(say('writeAsCustomer'), more, 'customer');
  await press(2, '0');
  await page.locator('.bar--typing').waitFor();
  await page
    .getByRole('button', { name: say('advanceLabel', { seconds: 1 }) })
    .click({ clickCount: 4 });
  await page.getByText(say('typingLeft', { seconds: 11 })).waitFor();
  await phone.locator('page').evaluate(({ ownerDocument }) => ownerDocument.fonts.ready);
  await page.locator('html').evaluate(({ ownerDocument }) => ownerDocument.fonts.ready);
  const devTools = await page.context().newCDPSession(page);
  const { data } = await devTools.send('Page.captureScreenshot', { format: 'webp', quality });
  await page.close();
  return Buffer.from(data, 'base64');
}
