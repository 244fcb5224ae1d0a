import type { Browser } from 'playwright-core';
import type { Language } from './browser/language';
import { sayIn } from './browser/texts';
import { people } from './shop/cast';

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
export async function takeScreenshot(
  browser: Browser,
  url: string,
  language: Language,
): Promise<Buffer> {
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
