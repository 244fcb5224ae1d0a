import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { projectRoot } from '../../build/projectRoot';
import { type Preview, startPreview } from '../startPreview';
import { eventually } from './eventually';
import { type OpenPage, openPage } from './openPage';

const wxml = 'miniprogram/pages/typing/index.wxml';
const wxss = 'miniprogram/pages/typing/index.wxss';
const script = 'miniprogram/pages/typing/index.ts';
const json = 'miniprogram/app.json';
const authorise = 'cloudfunctions/setTyping/authorise.ts';

/** The page while sources change under it, in a copy of the project. */
export function hotReloadTests(browser: () => Browser): void {
  let root: string;
  let preview: Preview;
  let open: OpenPage;

  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'preview-sources-'));
    // With what is built already: the same sources need no other build.
    for (const name of ['cloudfunctions', 'miniprogram', 'dist', 'tsconfig.json']) {
      await cp(join(projectRoot, name), join(root, name), { recursive: true });
    }
    await symlink(join(projectRoot, 'node_modules'), join(root, 'node_modules'));
    preview = await startPreview({ root });
    open = await openPage(browser(), preview.url, 'en');
  });

  afterAll(async () => {
    await open?.close();
    await preview?.close();
    await rm(root, { recursive: true, force: true });
  });

  /** Changes a file while `check` runs, and puts it back. */
  async function withChange(
    file: string,
    change: (text: string) => string,
    check: () => Promise<void>,
  ): Promise<void> {
    const path = join(root, file);
    const before = await readFile(path, 'utf8');
    const after = change(before);
    expect(after).not.toBe(before);
    await writeFile(path, after);
    try {
      await check();
    } finally {
      await writeFile(path, before);
    }
    await open.phone.locator('.act').first().waitFor();
    await eventually(() => open.phone.locator('.notice').count(), 0);
  }

  const place = () => open.phone.locator('.problem__place').allInnerTexts();

  test('shows the new page, and keeps the conversation', async () => {
    await open.page.getByLabel(open.say('writeAsCustomer')).fill('hello');
    await open.page.keyboard.press('Enter');
    await open.page.locator('.bubble--customer').waitFor();
    await withChange(
      wxml,
      (text) => text.replace('{{t.heading}}', 'A new heading'),
      async () => {
        await open.phone.getByText('A new heading').waitFor();
        expect(await open.page.locator('.bubble--customer').count()).toBe(1);
      },
    );
  });

  test('takes bindtap without the colon, as WeChat does', async () => {
    await withChange(
      wxml,
      (text) =>
        text
          .replace('bind:tap="chooseSomebody"', 'bindtap="chooseSomebody"')
          .replace('{{t.heading}}', 'Without a colon'),
      async () => {
        await open.phone.getByText('Without a colon').waitFor();
        await open.press('An OpenID');
        await open.phone.getByRole('textbox').waitFor();
      },
    );
  });

  test.each([
    [
      'WXML',
      wxml,
      (text: string) => `<view>{{ a b }}</view>\n${text}`,
      'pages/typing/index.wxml:1:',
    ],
    [
      'WXSS',
      wxss,
      (text: string) => `${text}\n.broken { color: red;\n`,
      'pages/typing/index.wxss:',
    ],
    ['TypeScript', script, (text: string) => `const = 1;\n${text}`, 'pages/typing/index.ts:1:'],
    ['JSON', json, (text: string) => text.replace('"pages"', 'pages'), 'app.json:2:'],
  ])(
    '%s that does not compile is shown on the page, with file and line',
    async (_what, file, change, where) => {
      await withChange(file, change, async () => {
        await eventually(async () => (await place()).some((text) => text.startsWith(where)), true);
      });
    },
  );

  test('what the preview has not got of wx is named when it is called', async () => {
    await withChange(
      script,
      (text) => text.replace('onLoad() {', 'onLoad() {\n    wx.scanCode({});'),
      async () => {
        await open.phone.getByText(open.say('missing', { what: 'wx.scanCode' })).waitFor();
      },
    );
  });

  test('an element that the preview has not got is named', async () => {
    await withChange(
      wxml,
      (text) => `${text}\n<map latitude="1" longitude="1"></map>\n`,
      async () => {
        await open.phone.getByText(open.say('missing', { what: '<map>' })).waitFor();
      },
    );
  });

  test('an error that the page’s script throws is shown', async () => {
    await withChange(
      script,
      (text) =>
        text.replace(
          'chooseSomebody() {',
          'chooseSomebody() {\n    throw new Error("thrown by the page");',
        ),
      async () => {
        await eventually(async () => {
          await open.press('An OpenID');
          return open.phone.getByText('thrown by the page').count();
        }, 1);
      },
    );
  });

  test('a page whose onLoad throws is on the screen all the same, with the error', async () => {
    await withChange(
      script,
      (text) => text.replace('onLoad() {', 'onLoad() {\n    throw new Error("no good start");'),
      async () => {
        await open.phone.getByText('no good start').waitFor();
        await open.phone.locator('.act').first().waitFor();
      },
    );
  });

  test('an input looks as its WXSS says, by the plainest of selectors', async () => {
    await withChange(
      wxml,
      (text) => `<input class="plain" value="x" />\n${text}`,
      () =>
        withChange(
          wxss,
          (text) => `.plain { padding: 7px; background: rgb(1, 2, 3); }\n${text}`,
          async () => {
            const looks = () =>
              open.phone.locator('.plain').evaluate((element) => {
                const { padding = '', backgroundColor = '' } =
                  element.ownerDocument.defaultView?.getComputedStyle(element) ?? {};
                return [padding, backgroundColor];
              });
            await eventually(looks, ['7px', 'rgb(1, 2, 3)']);
          },
        ),
    );
  });

  test('a function is built again, which the page says; where it cannot be, it says where', async () => {
    const problem = open.page.getByRole('alert').getByText(authorise);
    await withChange(
      authorise,
      (text) => `${text}\nconst = 1;\n`,
      () => problem.waitFor(),
    );
    await open.page.getByText(open.say('functionsDoNotBuild')).waitFor({ state: 'detached' });
    await open.page.getByText(/^Rebuilt \d\d:\d\d:\d\d$/).waitFor();
  });
}
