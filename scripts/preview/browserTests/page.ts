import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, BrowserContextOptions } from 'playwright-core';
import type { Language } from '../browser/texts';
import { people } from '../shop/cast';
import { type Preview, startPreview } from '../startPreview';
import { eventually } from './eventually';
import { type OpenPage, openPage, violations } from './openPage';

const desktop = { width: 1280, height: 800 };
const phone = { width: 320, height: 640 };

/** The page as anybody sees and drives it: languages, sizes, keyboards, other origins. */
export function pageTests(browser: () => Browser): void {
  let preview: Preview;
  const opened: OpenPage[] = [];

  beforeAll(async () => {
    preview = await startPreview();
  });

  afterAll(() => preview?.close());

  afterEach(async () => {
    for (const { complaints, close } of opened.splice(0)) {
      await close();
      expect(complaints).toEqual([]);
    }
    await ask('DELETE', '/_sim');
  });

  async function open(language: Language, options: BrowserContextOptions = {}): Promise<OpenPage> {
    const page = await openPage(browser(), preview.url, language, options);
    opened.push(page);
    return page;
  }

  async function ask(method: string, path: string, body?: unknown): Promise<unknown> {
    const response = await fetch(new URL(path, preview.url), {
      method,
      ...(body === undefined
        ? {}
        : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
    return response.json();
  }

  /** A conversation under way, with the clock standing still: typing shows, one call failed. */
  async function converse({
    press,
    phone: screen,
    page,
    code,
    title,
    say,
  }: OpenPage): Promise<void> {
    await ask('POST', '/_sim/clock', { frozen: true });
    await press('CancelTyping');
    await eventually(code, '0');
    await ask('POST', `/_sim/customers/${people[0]?.openid}/messages`, { content: '在吗？' });
    await press('Typing');
    await eventually(title, say('typingTitle'));
    await screen.locator('.code__number').first().waitFor();
    // Two presses, and the push to customerMessage between them.
    await page.locator('.trace').nth(2).waitFor();
  }

  describe.each(['zh', 'en'] as const)('in %s', (language) => {
    test('speaks the browser’s language, mini program and all, and says so to screen readers', async () => {
      const { page, phone: screen, say } = await open(language);
      expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe(say('title'));
      expect(await page.locator('html').getAttribute('lang')).toBe(
        language === 'zh' ? 'zh-CN' : 'en',
      );
      await screen.getByText(language === 'zh' ? '最新结果' : 'Latest result').waitFor();
    });

    test('needs no sideways scrolling, from a phone of 320 px to a desktop', async () => {
      const page = await open(language, { viewport: phone });
      await converse(page);
      for (const width of [320, 375, 768, 1024, 1280, 1440]) {
        await page.page.setViewportSize({ width, height: 800 });
        for (const frame of page.page.frames()) {
          const [needed, there] = await frame
            .locator('html')
            .evaluate(({ scrollWidth, clientWidth }) => [scrollWidth, clientWidth]);
          expect([width, needed]).toEqual([width, there]);
        }
      }
    });

    test('shows all of it at 1280 by 800 without scrolling', async () => {
      const page = await open(language, { viewport: desktop });
      await converse(page);
      await page.page.getByRole('button', { name: page.say('accept') }).waitFor();
      const boxes = await page.page
        .locator('main .card, .device, .chips')
        .evaluateAll((elements) =>
          elements.map((element) => element.getBoundingClientRect().bottom),
        );
      expect(boxes.length).toBeGreaterThan(7);
      for (const bottom of boxes) expect(bottom).toBeLessThanOrEqual(desktop.height);
      const html = page.page.locator('html');
      expect(await html.evaluate(({ scrollHeight }) => scrollHeight)).toBe(desktop.height);
    });
  });

  // Once a screen in all its rules; in the other theme only the colours are others.
  test.each([
    ['zh', 'light', desktop],
    ['en', 'dark', phone],
  ] as const)(
    'has no accessibility violations, in %s, %s, %o',
    async (language, scheme, viewport) => {
      const page = await open(language, { viewport, colorScheme: scheme });
      await converse(page);
      await page.page.locator('.trace summary').first().click();
      expect(await violations(page)).toEqual([]);
      await page.page.emulateMedia({ colorScheme: scheme === 'light' ? 'dark' : 'light' });
      expect(await violations(page, ['color-contrast'])).toEqual([]);
    },
  );

  test('the switch changes the language of everything, and keeps the focus and the conversation', async () => {
    const { page, phone: screen } = await open('zh');
    await ask('POST', `/_sim/customers/${people[0]?.openid}/messages`, { content: '在吗？' });
    await page.locator('.bubble--customer').waitFor();
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByRole('heading', { name: 'Typing status preview' }).waitFor();
    await screen.getByText('Latest result').waitFor();
    expect(await page.locator(':focus').textContent()).toBe('English');
    expect(await page.locator('.bubble--customer').count()).toBe(1);
    await page.reload();
    await page.getByRole('heading', { name: 'Typing status preview' }).waitFor();
  });

  test('after a reload everything is as it was', async () => {
    const before = await open('zh');
    const { page, say } = before;
    await page.getByLabel(say('loggedInAs')).selectOption(people[2]?.openid ?? '');
    await page.locator(`iframe[src*="${people[2]?.openid}"]`).waitFor();
    await page.getByLabel(say('loggedInAs')).selectOption(people[0]?.openid ?? '');
    await converse(before);
    const seen = () =>
      Promise.all([
        page.locator('.bubble').allInnerTexts(),
        page.locator('.trace__stops').allInnerTexts(),
        page.locator('.rule__left').allInnerTexts(),
        before.title(),
      ]);
    const was = await seen();
    expect(was[0]).toHaveLength(1);
    expect(was[1]).toHaveLength(3);
    await page.reload();
    await eventually(seen, was);
  });

  test('two browsers show the same', async () => {
    const one = await open('zh');
    const other = await open('en');
    await converse(one);
    await eventually(other.title, other.say('typingTitle'));
    expect(await other.page.locator('.bubble').count()).toBe(1);
    await eventually(() => other.page.locator('.trace').count(), 3);
    await other.page.getByRole('button', { name: other.say('startOver') }).click();
    await eventually(one.title, one.say('serviceName'));
    await eventually(() => one.page.locator('.bubble, .trace').count(), 0);
  });

  test('every customer has a conversation of their own', async () => {
    const { page, say, title } = await open('zh');
    const [first, second] = people;
    await ask('POST', '/_sim/clock', { frozen: true });
    await ask('POST', `/_sim/customers/${first?.openid}/messages`, { content: '我是第一位' });
    await page.locator('.bubble', { hasText: '我是第一位' }).waitFor();
    await page.getByLabel(say('whoseConversation')).selectOption(second?.openid ?? '');
    await page.getByText(say('noMessages')).waitFor();
    await eventually(title, say('serviceName'));
  });

  test('the keyboard alone is enough to press and to write', async () => {
    const { page, phone: screen, code, say } = await open('en');
    await screen.getByRole('button', { name: 'Show it' }).focus();
    await page.keyboard.press('Enter');
    await eventually(code, '45080');
    await page.getByLabel(say('writeAsCustomer')).focus();
    await page.keyboard.type('hello');
    await page.keyboard.press('Enter');
    await page.locator('.bubble--customer', { hasText: 'hello' }).waitFor();
    await page.locator('.trace summary').first().focus();
    await page.keyboard.press('Enter');
    // Of the newest call: those before it have the same words.
    await page.getByText(say('functionAnswered')).first().waitFor();
  });

  test('nothing is fetched from outside', async () => {
    const context = await browser().newContext();
    const page = await context.newPage();
    const asked = new Set<string>();
    page.on('request', (request) => asked.add(new URL(request.url()).origin));
    await page.goto(preview.url);
    await page.frameLocator('iframe').locator('page').waitFor();
    await context.close();
    expect([...asked]).toEqual([new URL(preview.url).origin]);
  });

  test('the Content-Security-Policy stops inline scripts, eval and requests to elsewhere', async () => {
    const { page, complaints } = await open('zh');
    for (const frame of page.frames()) {
      const tried = await frame.locator('html').evaluate(async ({ ownerDocument: document }) => {
        const script = document.createElement('script');
        script.textContent = 'document.title = "inline"';
        document.body.append(script);
        // A text for a timer is eval by another name; what a test evaluates itself is let through.
        const later: (code: string) => void = setTimeout as never;
        later('document.documentElement.dataset.evaluated = "yes"');
        await new Promise((resolve) => setTimeout(resolve, 20));
        const outside = await fetch('http://127.0.0.1:9/').then(
          () => 'fetched',
          () => 'stopped',
        );
        return {
          inline: document.title === 'inline',
          evaluated: document.documentElement.dataset.evaluated === 'yes',
          outside,
        };
      });
      expect(tried).toEqual({ inline: false, evaluated: false, outside: 'stopped' });
    }
    expect(
      complaints.filter((text) => /Content.Security.Policy/i.test(text)).length,
    ).toBeGreaterThan(2);
    complaints.length = 0;
  });

  test('a page of another origin can neither drive it nor show it in a frame', async () => {
    const openid = people[0]?.openid ?? '';
    const elsewhere = createServer((_request, response) => {
      response.setHeader('content-type', 'text/html');
      response.end('<!doctype html><title>elsewhere</title><iframe></iframe>');
    });
    await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve));
    const { port } = elsewhere.address() as AddressInfo;
    const context = await browser().newContext();
    const page = await context.newPage();
    await page.goto(`http://127.0.0.1:${port}/`);
    const results = await page.locator('html').evaluate(
      async ({ ownerDocument: document }, [target, customer]) => {
        const attempts: [string, RequestInit][] = [
          [`/_sim/customers/${customer}/enter`, { method: 'POST', mode: 'no-cors' }],
          [
            `/_sim/customers/${customer}/messages`,
            { method: 'POST', mode: 'no-cors', body: '{"content":"x"}' },
          ],
          [
            '/preview/answer',
            {
              method: 'POST',
              headers: { 'content-type': 'application/json' },
              body: JSON.stringify({ touser: customer, content: 'x' }),
            },
          ],
          ['/preview/setup', {}],
          ['/_sim', { method: 'DELETE' }],
        ];
        const readable: string[] = [];
        for (const [path, init] of attempts) {
          const response = await fetch(`${target}${path}`, init).catch(() => undefined);
          if (response && response.type !== 'opaque') readable.push(path);
        }
        const frame = document.querySelector('iframe');
        await new Promise<void>((resolve) => {
          frame?.addEventListener('load', () => resolve(), { once: true });
          frame?.setAttribute('src', `${target}/`);
        });
        return readable;
      },
      [preview.url.replace(/\/$/, ''), openid] as const,
    );
    const [, framed] = page.frames();
    expect(await framed?.locator('h1').count()).toBe(0);
    await context.close();
    await new Promise((resolve) => elsewhere.close(resolve));
    expect(results).toEqual([]);
    expect(await ask('GET', `/_sim/customers/${openid}`)).toMatchObject({
      messages: [],
      quota: { left: 0 },
    });
  });
}
