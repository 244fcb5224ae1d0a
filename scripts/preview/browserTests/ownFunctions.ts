import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { people } from '../shop/cast';
import { type Preview, startPreview } from '../startPreview';
import { eventually } from './eventually';
import { type OpenPage, openPage, violations } from './openPage';

/** A function that answers with what it got, and one for message push. */
const functions = {
  echo: `exports.main = async (event, context) => {
    if (event.fails) throw new Error('as asked');
    return { got: event, who: require('wx-server-sdk').getWXContext().OPENID ?? null };
  };`,
  reply: `const cloud = require('wx-server-sdk');
  cloud.init();
  exports.main = async ({ FromUserName: touser, MsgType }) => {
    if (MsgType === 'event') return 'success';
    await cloud.openapi.customerServiceMessage.setTyping({ touser, command: 'Typing' });
    await cloud.openapi.customerServiceMessage.send({
      touser, msgtype: 'link',
      link: { title: '营业时间', description: '每天 9 点到 21 点', url: 'https://example.com', thumbUrl: '' },
    });
    return 'success';
  };`,
};

const permissions = ['customerServiceMessage.setTyping', 'customerServiceMessage.send'];

/** `npm start -- --functions DIR --push NAME`: a form in the mini program's place. */
export function ownFunctionsTests(browser: () => Browser): void {
  let folder: string;
  let preview: Preview;
  let open: OpenPage;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'preview-functions-'));
    for (const [name, code] of Object.entries(functions)) {
      await mkdir(join(folder, name));
      await writeFile(join(folder, name, 'index.js'), code);
      const config = { permissions: { openapi: permissions } };
      await writeFile(join(folder, name, 'config.json'), JSON.stringify(config));
    }
    preview = await startPreview({ functions: { folder, push: 'reply' } });
    open = await openPage(browser(), preview.url, 'en');
  });

  afterAll(async () => {
    await open?.close();
    await preview?.close();
    await rm(folder, { recursive: true, force: true });
  });

  afterEach(() => expect(open.complaints).toEqual([]));

  const answer = async () =>
    JSON.parse((await open.page.locator('.call__answer pre').textContent()) ?? '');

  async function call(name: string, event: string, openid: string): Promise<void> {
    const { page, say } = open;
    await page.locator('.call select').first().selectOption(name);
    await page.getByLabel(say('callEvent')).fill(event);
    await page.getByLabel(say('callAs')).fill(openid);
    await page.getByRole('button', { name: say('call'), exact: true }).click();
  }

  test('any function is called with any event as anybody, and its answer is told', async () => {
    await call('echo', '{"a": [1]}', 'oSomebodyElse');
    await eventually(async () => (await answer()).who, 'oSomebodyElse');
    expect((await answer()).got).toMatchObject({ a: [1] });
    await call('echo', '{}', '');
    await eventually(async () => (await answer()).who, null);
    await open.page
      .locator('.trace', { hasText: /caller.*echo/s })
      .first()
      .waitFor();
  });

  test('what is no JSON is not sent, and what throws is told as what callFunction rejects with', async () => {
    const { page, say } = open;
    const before = await page.locator('.trace').count();
    await call('echo', '{"a": }', 'oA');
    await page.getByText(/Not valid JSON/).waitFor();
    expect(await page.locator('.trace').count()).toBe(before);
    await call('echo', '{"fails": true}', 'oA');
    await page.locator('.call__code--wrong', { hasText: say('functionFailed') }).waitFor();
    expect((await answer()).errCode).toBe(-504002);
  });

  test('a customer’s message goes to the function of --push, and its card is a card', async () => {
    const { page, say } = open;
    await page.getByText(say('pushedTo', { name: 'reply' })).waitFor();
    await page.getByLabel(say('writeAsCustomer')).fill('几点开门？');
    await page.keyboard.press('Enter');
    await page.locator('.bubble--link .sheet', { hasText: '每天 9 点到 21 点' }).waitFor();
    await eventually(async () => {
      const [newest] = await page.locator('.trace').allInnerTexts();
      return /message push.*reply.*Typing 0, send 0/s.test(newest ?? '');
    }, true);
  });

  test('somebody who wrote through the control interface can be looked at, too', async () => {
    const { page, say } = open;
    await fetch(`${preview.url}_sim/customers/oFromOutside/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"content":"from outside"}',
    });
    await page.locator('option[value=oFromOutside]').waitFor({ state: 'attached' });
    await page.getByLabel(say('whoseConversation')).selectOption('oFromOutside');
    await page.locator('.bubble--customer', { hasText: 'from outside' }).waitFor();
    await page.getByLabel(say('whoseConversation')).selectOption(people[0]?.openid ?? '');
  });

  test('has no accessibility violations', async () => {
    expect(await violations(open)).toEqual([]);
    await open.page.emulateMedia({ colorScheme: 'dark' });
    expect(await violations(open, ['color-contrast'])).toEqual([]);
  });
}
