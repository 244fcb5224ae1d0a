import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { people } from './people';
import { startPreview } from './startPreview';
import { eventually } from './testing/eventually';
import { launchBrowser } from './testing/launchBrowser';
import { type OpenPage, openPage } from './testing/openPage';

jest.setTimeout(120_000);

const show = '显示输入状态';
const cancel = '取消输入状态';

describe('the demo’s conversation, played by clicks on a clock that stands still', () => {
  let browser: Browser;
  let preview: Awaited<ReturnType<typeof startPreview>>;
  let outDir: string;
  let open: OpenPage;

  beforeAll(async () => {
    outDir = await mkdtemp(join(tmpdir(), 'preview-'));
    [preview, browser] = await Promise.all([startPreview({ outDir }), launchBrowser()]);
    open = await openPage(browser, preview.url, 'zh');
    await open.page.getByRole('switch', { name: open.say('freeze') }).check();
    await open.page.getByText(open.say('frozen')).waitFor();
  });

  afterAll(async () => {
    await browser?.close();
    await preview?.close();
    await rm(outDir, { recursive: true, force: true });
  });

  afterEach(() => expect(open.complaints).toEqual([]));

  /** Presses, and waits for the way and the code of this press. */
  async function pressAndSee(button: string, code: string): Promise<void> {
    const ways = open.page.locator('.way[data-function=setTyping]');
    const before = await ways.count();
    await open.press(button);
    await eventually(() => ways.count(), before + 1);
    await eventually(open.code, code);
  }

  const advance = (seconds: number) =>
    open.page.getByRole('button', { name: open.say('advanceLabel', { seconds }) }).click();

  async function customerWrites(words: string): Promise<void> {
    await open.page.getByLabel(open.say('writeAsCustomer')).fill(words);
    await open.page.getByRole('button', { name: open.say('send'), exact: true }).click();
    await open.page.locator('.bubble--customer', { hasText: words }).waitFor();
  }

  async function logIn(role: 'customer' | 'agent' | 'stranger', number = 0): Promise<string> {
    const openid = people.filter((person) => person.role === role)[number]?.openid ?? '';
    await open.page.getByLabel(open.say('loggedInAs')).selectOption(openid);
    await open.page.locator(`iframe[src*="${openid}"]`).waitFor();
    await eventually(open.code, '');
    return openid;
  }

  async function putFault(name: RegExp): Promise<void> {
    const select = open.page.getByLabel(open.say('chooseFault'));
    const label = (await select.locator('option').allInnerTexts()).find((text) => name.test(text));
    await select.selectOption({ label: label ?? '' });
    await open.page.getByRole('button', { name: open.say('putFault'), exact: true }).click();
    await open.page.getByText(/等着出错的调用/).waitFor();
  }

  const notTyping = () => eventually(open.title, open.say('serviceName'));
  const typing = () => eventually(open.title, open.say('typingTitle'));

  test('before any message it is 45080, and the way says that WeChat said so', async () => {
    await pressAndSee(show, '45080');
    const [page, run, weChat] = await open.way();
    expect(page).toContain('小程序');
    expect(run).toMatch(/setTyping.*冷启动/s);
    expect(weChat).toMatch(/微信.*45080/s);
    await notTyping();
  });

  test('after a message it is 0, and the customer sees it in the title', async () => {
    await customerWrites('在吗？');
    await open.page.getByText(open.say('mayTypeLeft', { seconds: 30 })).waitFor();
    await pressAndSee(show, '0');
    await typing();
    await open.page.getByText(open.say('typingLeft', { seconds: 15 })).waitFor();
  });

  test('at once again it is 45081', async () => {
    await pressAndSee(show, '45081');
    await typing();
  });

  test('CancelTyping takes it down', async () => {
    await pressAndSee(cancel, '0');
    await notTyping();
  });

  test('after 15 s it is gone by itself', async () => {
    await pressAndSee(show, '0');
    await advance(15);
    await notTyping();
    await open.page.getByText(open.say('mayTypeLeft', { seconds: 15 })).waitFor();
  });

  test('an answer takes it down, and starts the 30 s anew', async () => {
    await pressAndSee(show, '0');
    await typing();
    await open.page.getByLabel(open.say('answerAsService')).fill('在的，请讲');
    await open.page.getByRole('button', { name: open.say('answerAsService') }).click();
    await open.page.locator('.bubble--service', { hasText: '在的，请讲' }).waitFor();
    await notTyping();
    await open.page.getByText(open.say('mayTypeLeft', { seconds: 30 })).waitFor();
  });

  test('after 30 s it is 45080 again, and the guide is through', async () => {
    await advance(30);
    await open.page.getByText(open.say('mayTypeNot')).waitFor();
    await pressAndSee(show, '45080');
    await open.page.getByText(open.say('guideFinished')).waitFor();
  });

  test('a wrong command is 45072, by WeChat', async () => {
    await putFault(/45072/);
    await pressAndSee(show, '45072');
    await open.page.getByText(open.say('noFaults')).waitFor();
  });

  test('a permission that is missing is -604101', async () => {
    await putFault(/-604101/);
    await pressAndSee(show, '-604101');
    expect((await open.way())[2]).toMatch(/-604101/);
  });

  test('a call that waits on the clock says so, and ends when time goes on', async () => {
    await putFault(/一直没有应答/);
    const ways = open.page.locator('.way[data-function=setTyping]');
    const before = await ways.count();
    await open.press(show);
    await open.page.getByText(open.say('frozenWaiting')).waitFor();
    await advance(15);
    await eventually(() => ways.count(), before + 1);
    await eventually(open.code, '-501002');
    await open.page.getByText(open.say('frozen')).waitFor();
    expect((await open.way())[2]).toContain(open.say('noAnswer'));
    const clear = open.page.getByRole('button', { name: open.say('clearFaults') });
    if (await clear.isVisible()) await clear.click();
    await open.page.getByText(open.say('noFaults')).waitFor();
  });

  test('a stranger may not set it for somebody else, and WeChat is never asked', async () => {
    const customer = people[0]?.openid ?? '';
    await logIn('stranger');
    await open.press('指定 OpenID');
    await open.phone.getByRole('textbox').fill(customer);
    await pressAndSee(show, '-401001');
    const [, run, weChat] = await open.way();
    expect(run).toMatch(/-401001/);
    expect(weChat).toContain(open.say('notCalled'));
  });

  test('an agent of AGENT_OPENIDS may', async () => {
    await customerWrites('还在吗？');
    const customer = people[0]?.openid ?? '';
    await logIn('agent');
    await open.press('指定 OpenID');
    await open.phone.getByRole('textbox').fill(customer);
    await pressAndSee(show, '0');
    await typing();
  });

  test('the log of a run can be opened, and whole OpenIDs are not in it', async () => {
    const newest = open.page.locator('.way[data-function=setTyping]').first();
    await newest.locator('summary').click();
    const log = await newest.locator('pre').last().textContent();
    expect(log).toContain('"command":"Typing"');
    expect(log).not.toContain(people[0]?.openid);
  });

  test('the contact button opens the conversation of who is logged in', async () => {
    const openid = await logIn('customer', 1);
    await open.press('联系客服');
    await eventually(
      () => open.page.getByLabel(open.say('whoseConversation')).inputValue(),
      openid,
    );
    await notTyping();
    await open.page.getByText(/2 条，到 .* 为止/).waitFor();
  });

  describe('where customerMessage answers by itself, through the stand-in on this machine', () => {
    const choose = (name: string) =>
      open.page.getByLabel(open.say('chooseAnswering')).selectOption(name);

    beforeAll(async () => {
      await open.page.getByRole('button', { name: open.say('startOver') }).click();
      await eventually(() => open.page.locator('.way, .bubble').count(), 0);
      await open.page.getByRole('switch', { name: open.say('freeze') }).check();
      await open.page.getByText(open.say('frozen')).waitFor();
      await open.page
        .getByLabel(open.say('whoseConversation'))
        .selectOption(people[0]?.openid ?? '');
    });

    test('a message is handed over unless something else is chosen', async () => {
      await customerWrites('转人工');
      await open.page.getByText(open.say('handedOver')).waitFor();
      await notTyping();
    });

    test('the customer sees typing until the answer comes, and the answer says that it is a stand-in’s', async () => {
      await choose('soon');
      await customerWrites('有货吗？');
      await typing();
      await advance(1);
      expect(await open.page.locator('.bubble--service').count()).toBe(0);
      await advance(15);
      await open.page.locator('.bubble--service', { hasText: '替身' }).waitFor();
      await notTyping();
      await eventually(async () => {
        const [way] = await open.page
          .locator('.way[data-function=customerMessage]')
          .allInnerTexts();
        return /Typing 0.*send 0/s.test(way ?? '');
      }, true);
    });

    test('where the answer fails, nothing is left showing', async () => {
      await choose('failing');
      await customerWrites('在吗？');
      await typing();
      await advance(15);
      await notTyping();
    });
  });
});
