import type { Browser } from 'playwright-core';
import { people } from '../shop/cast';
import { type Preview, startPreview } from '../startPreview';
import { eventually } from './eventually';
import { type OpenPage, openPage } from './openPage';

const show = '显示输入状态';
const cancel = '取消输入状态';

/** One conversation from its first refusal to the shop's answers; the tests follow one another. */
export function conversationTests(browser: () => Browser): void {
  let preview: Preview;
  let open: OpenPage;

  beforeAll(async () => {
    preview = await startPreview();
    open = await openPage(browser(), preview.url, 'zh');
    await freeze();
  });

  afterAll(async () => {
    await open?.close();
    await preview?.close();
  });

  afterEach(() => expect(open.complaints).toEqual([]));

  async function freeze(): Promise<void> {
    await open.page.getByRole('switch', { name: open.say('freeze') }).check();
    await open.page.getByText(open.say('frozen')).waitFor();
  }

  /** Presses, and waits for the trace and the code of this press. */
  async function pressAndSee(button: string, code: string): Promise<void> {
    const traces = open.page.locator('.trace[data-function=setTyping]');
    const before = await traces.count();
    await open.press(button);
    await eventually(() => traces.count(), before + 1);
    await eventually(open.code, code);
  }

  const advance = (seconds: number) =>
    open.page.getByRole('button', { name: open.say('advanceLabel', { seconds }) }).click();

  async function customerWrites(words: string): Promise<void> {
    await open.page.getByLabel(open.say('writeAsCustomer')).fill(words);
    await open.page.getByLabel(open.say('writeAsCustomer')).press('Enter');
    await open.page.locator('.bubble--customer', { hasText: words }).last().waitFor();
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

  test('before any message it is 45080, and the trace says that WeChat said so', async () => {
    await pressAndSee(show, '45080');
    const [page, run, weChat] = await open.trace();
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

  test('the guide goes on by what was done here, not by what happens elsewhere', async () => {
    const { page, say } = open;
    await page.getByText(say('guideMessage')).waitFor({ state: 'detached' });
    await page.getByText(say('guideAgain')).waitFor();
    await fetch(`${preview.url}_sim/invoke/setTyping`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-sim-openid': people[0]?.openid ?? '' },
      body: '{"command":"Typing"}',
    });
    await eventually(async () => (await open.trace())[2], '微信\n45081');
    await page.getByText(say('guideAgain')).waitFor();
  });

  test('at once again it is 45081', async () => {
    await pressAndSee(show, '45081');
    await typing();
  });

  test('CancelTyping takes it down, and its trace says so', async () => {
    await pressAndSee(cancel, '0');
    await notTyping();
    // The run for the customer's message may end at any time, and then stands above this one.
    const newest = open.page.locator('.trace[data-function=setTyping]').first();
    await newest.getByText(open.say('meansTakenDown')).waitFor();
    await newest.locator('.trace__time', { hasText: /^\d\d:\d\d:\d\d$/ }).waitFor();
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
    await open.page.keyboard.press('Enter');
    await open.page.locator('.bubble--service', { hasText: '在的，请讲' }).waitFor();
    await notTyping();
    await open.page.getByText(open.say('mayTypeLeft', { seconds: 30 })).waitFor();
    await open.page.locator('.trace', { hasText: /服务器.*send 0/s }).waitFor();
    expect(await open.page.locator('.trace', { hasText: 'token' }).count()).toBe(0);
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
    expect((await open.trace())[2]).toMatch(/-604101/);
  });

  test('a call that waits on the clock says so, and ends when time goes on', async () => {
    await putFault(/一直没有应答/);
    await open.page.getByText(open.say('faultsWaiting', { times: 1 })).waitFor();
    await putFault(/一直没有应答/);
    await open.page.getByText(open.say('faultsWaiting', { times: 2 })).waitFor();
    const traces = open.page.locator('.trace[data-function=setTyping]');
    const before = await traces.count();
    await open.press(show);
    await open.page.getByText(open.say('frozenWaiting')).waitFor();
    await advance(15);
    await eventually(() => traces.count(), before + 1);
    await eventually(open.code, '-501002');
    await open.page.getByText(open.say('frozen')).waitFor();
    await eventually(
      async () => (await open.trace())[2]?.includes(open.say('noAnswer')) ?? false,
      true,
    );
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
    const [, run, weChat] = await open.trace();
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

  test('a run can be opened: event, calls and log over several lines, whole OpenIDs not in its log', async () => {
    const newest = open.page.locator('.trace[data-function=setTyping]').first();
    await newest.locator('summary').click();
    expect(await newest.locator('pre').first().textContent()).toMatch(/{\n {2}"command": "Typing"/);
    const log = await newest.locator('.log').textContent();
    expect(log).toContain('"command": "Typing"');
    expect(log).not.toContain(people[0]?.openid);
  });

  test('a run can be copied as the command that repeats it', async () => {
    const { page, say } = open;
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    const newest = page.locator('.trace[data-function=setTyping]').first();
    await newest.getByRole('button', { name: say('copyAsInvoke') }).click();
    await page.getByText(say('copied')).waitFor();
    const copied = await page.evaluate<string>('navigator.clipboard.readText()');
    const agent = people.find(({ role }) => role === 'agent')?.openid;
    expect(copied).toBe(
      `npm run invoke -- setTyping '{"command":"Typing","touser":"${people[0]?.openid}"}' ` +
        `--as ${agent} --url ${preview.url.replace(/\/$/, '')}`,
    );
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

  test('“start over” brings back the people, the answers by themselves, the guide and the clock', async () => {
    const { page, say } = open;
    await page.getByLabel(say('answering')).selectOption('late');
    await page.getByRole('button', { name: say('startOver') }).click();
    await eventually(() => page.locator('.trace, .bubble').count(), 0);
    const [first] = people;
    await eventually(() => page.getByLabel(say('whoseConversation')).inputValue(), first?.openid);
    await eventually(() => page.getByLabel(say('loggedInAs')).inputValue(), first?.openid);
    await eventually(() => page.getByLabel(say('answering')).inputValue(), 'handOver');
    await page.getByText(say('guideRefused')).waitFor();
    await page.getByText(say('running')).waitFor();
    await eventually(open.code, '');
  });

  describe('where customerMessage answers by itself, through the mock model on this machine', () => {
    const choose = (name: string) => open.page.getByLabel(open.say('answering')).selectOption(name);

    beforeAll(freeze);

    test('a message is transferred unless something else is chosen, and that stands where it happened', async () => {
      const { page, say } = open;
      await page.getByRole('button', { name: say('customerAgent') }).click();
      await page.getByText(say('noteTransferred')).waitFor();
      await notTyping();
      await page.getByRole('button', { name: say('sendPicture') }).click();
      // A picture is a picture, not a word for one.
      const width = () =>
        page.locator('.bubble--image img').evaluate((img) => Reflect.get(img, 'naturalWidth') > 1);
      await eventually(width, true);
      const lines = await page
        .locator('.chat__messages > li')
        .evaluateAll((items) => items.map(({ className }) => className.split(' ').at(-1)));
      expect(lines).toEqual(['chat__time', 'bubble--text', 'chat__note', 'bubble--image']);
    });

    test('an agent accepts, writes and closes; meanwhile nothing is pushed to the function', async () => {
      const { page, say } = open;
      const pushes = () => page.locator('.trace[data-function=customerMessage]').count();
      const desk = page.getByRole('region', { name: say('desk') });
      await desk.getByText(say('agentWaiting')).waitFor();
      await desk.getByRole('button', { name: say('accept') }).click();
      await desk.getByText(say('agentAccepted')).waitFor();
      const before = await pushes();
      await customerWrites('还有货吗？');
      await page.getByLabel(say('answerAsAgent')).fill('我是小王，有的。');
      await page.keyboard.press('Enter');
      await page.locator('.bubble--service', { hasText: '我是小王，有的。' }).waitFor();
      expect(await pushes()).toBe(before);
      await desk.getByRole('button', { name: say('close') }).click();
      await page.getByText(say('noteClosed')).waitFor();
      await desk.getByText(say('pushedTo', { name: 'customerMessage' })).waitFor();
    });

    test('a rule of the shop answers with a picture, without any model, and the trace says what became of it', async () => {
      const { page, say } = open;
      await page.getByRole('button', { name: say('startOver') }).click();
      await eventually(() => page.locator('.trace, .bubble').count(), 0);
      await page.getByRole('button', { name: say('customerPrices') }).click();
      await page.locator('.bubble--service', { hasText: '价目表' }).waitFor();
      const width = () =>
        page
          .locator('.bubble--service img')
          .evaluate((img) => Number(Reflect.get(img, 'naturalWidth')));
      await eventually(width, 300);
      await page.locator('.trace__meaning', { hasText: /answered 已答复客户/ }).waitFor();
    });

    test('the customer sees typing until the answer comes, and the answer says that it is a mock model’s', async () => {
      await open.page.getByRole('button', { name: open.say('startOver') }).click();
      await eventually(() => open.page.locator('.trace, .bubble').count(), 0);
      await freeze();
      await choose('soon');
      await customerWrites('有货吗？');
      await typing();
      await advance(1);
      expect(await open.page.locator('.bubble--service').count()).toBe(0);
      // Past the answer, and past the repeat of WeChat's that comes after it.
      await advance(15);
      await open.page.locator('.bubble--service', { hasText: '模拟模型' }).waitFor();
      await notTyping();
      await eventually(async () => {
        const traces = await open.page
          .locator('.trace[data-function=customerMessage]')
          .allInnerTexts();
        return traces.some((trace) => /Typing 0.*send 0/s.test(trace));
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
}
