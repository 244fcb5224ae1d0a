import axe from 'axe-core';
import type { Browser, BrowserContextOptions, FrameLocator, Page } from 'playwright-core';
import type { Language } from '../browser/texts';
import { sayIn, type TextName } from '../browser/texts';

/** The preview in a browser, as a person uses it. */
export interface OpenPage {
  page: Page;
  /** The mini program's screen. */
  phone: FrameLocator;
  say(name: TextName, values?: Record<string, string | number>): string;
  /** Presses a button of the mini program, by the words on it. */
  press(button: string): Promise<void>;
  /** The code of the newest result on the mini program's screen; '' while there is none. */
  code(): Promise<string>;
  /** The title of the customer's conversation. */
  title(): Promise<string>;
  /** The newest run of setTyping in the call trace: its stops' words. */
  trace(): Promise<string[]>;
  /** What the browser complained of: console errors and warnings, refused requests, exceptions. */
  complaints: string[];
  close(): Promise<void>;
}

/** Of each wait for something on the page: when it counts as never. */
const limitMs = 60_000;

/** Opens the preview and waits until the mini program, where there is one, is on its screen. */
export async function openPage(
  browser: Browser,
  url: string,
  language: Language,
  options: BrowserContextOptions = {},
): Promise<OpenPage> {
  const locale = language === 'zh' ? 'zh-CN' : 'en-GB';
  const context = await browser.newContext({ locale, reducedMotion: 'reduce', ...options });
  context.setDefaultTimeout(limitMs);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('response', (response) => {
    if (response.status() >= 400) complaints.push(`${response.status()} ${response.url()}`);
  });
  await page.goto(url);
  const phone = page.frameLocator('iframe');
  await page.locator('.device, .call').first().waitFor();
  if (await page.locator('iframe').count()) await phone.locator('page').waitFor();

  return {
    page,
    phone,
    say: sayIn(language),
    press: (button) => phone.getByRole('button', { name: button, exact: false }).first().click(),
    code: async () => (await phone.locator('.code__number').allInnerTexts())[0] ?? '',
    title: async () => (await page.locator('.bar--chat .bar__title').textContent()) ?? '',
    trace: () =>
      page.locator('.trace[data-function=setTyping]').first().locator('.stop').allInnerTexts(),
    complaints,
    close: () => context.close(),
  };
}

/** What axe finds on the page and in its frames: each rule, and where it is broken. */
export async function violations({ page }: OpenPage, rules?: string[]): Promise<unknown[]> {
  // The one in the outer page asks those in the frames by itself.
  for (const frame of page.frames()) await frame.evaluate(axe.source);
  return page.evaluate(async (only) => {
    const { axe: injected } = globalThis as unknown as { axe: typeof axe };
    const found = await injected.run(only ? { runOnly: only } : {});
    return found.violations.map(({ id, nodes }) => [
      id,
      nodes.map(({ html }) => html.slice(0, 160)),
    ]);
  }, rules);
}
