import { join } from 'node:path';
import { fakeWx } from '../../testing/fakeWx';
import { arrive, openPage } from '../../testing/openPage';
import { compileWxml, type WxmlNode, whyNoCompilers } from '../../testing/wechatCompilers';
import { buttons, findAll, hasClass, textOf } from '../../testing/wxmlTree';
import { texts } from './texts';

const why = whyNoCompilers();
const describeCompiled = why ? describe.skip : describe;

describeCompiled(
  `the screen, as WeChat's own WXML compiler makes it${why && ` — NOT RUN: ${why}`}`,
  () => {
    let render: (page: string, data: object) => WxmlNode;
    beforeAll(() => {
      render = compileWxml(join(__dirname, '../..'));
    });

    beforeEach(() => jest.useFakeTimers());
    afterEach(() => jest.useRealTimers());

    /** Opens the page, plays on it, and gives what is to be seen then. */
    async function see(
      play: (page: ReturnType<typeof openPage>, phone: ReturnType<typeof fakeWx>['phone']) => void,
      options?: Parameters<typeof fakeWx>[0],
    ) {
      const { wx, phone } = fakeWx(options);
      const page = openPage(wx);
      play(page, phone);
      await arrive();
      return { screen: render('pages/typing/index', page.data), page, phone };
    }

    const answer =
      (errCode: number) =>
      (page: ReturnType<typeof openPage>, phone: ReturnType<typeof fakeWx>['phone']) => {
        page.pressTyping();
        phone.calls
          .at(-1)
          ?.resolve({ result: { errCode, errMsg: `openapi: ${errCode}` }, requestID: 'r' });
      };

    const live = (screen: WxmlNode) => {
      const [region, ...more] = findAll(screen, ({ attr }) => attr?.ariaLive === 'polite');
      expect(more).toEqual([]);
      if (!region) throw new Error('no live region');
      return region;
    };

    const press = (screen: WxmlNode) => [
      ...buttons(screen, texts.zh.command.Typing),
      ...buttons(screen, texts.zh.command.CancelTyping),
    ];

    test('at first: both commands by WeChat’s names, the two rules, and no OpenID to type', async () => {
      const { screen } = await see(() => {});
      expect(press(screen).map(textOf)).toEqual([
        '显示输入状态 Typing',
        '取消输入状态 CancelTyping',
      ]);
      expect(press(screen).map(({ attr }) => attr?.disabled)).toEqual([false, false]);
      expect(textOf(screen)).toMatch(/30 秒：.*45080.*15 秒：.*45081/);
      expect(textOf(live(screen))).toBe(texts.zh.nothingYet);
      expect(findAll(screen, ({ tag }) => tag === 'wx-input')).toEqual([]);
    });

    test('in English nothing is left in Chinese but what the customer sees', async () => {
      const { screen } = await see(answer(45080), { language: 'en' });
      expect(textOf(screen).replace(/对方正在输入…/g, '')).not.toMatch(/[\u4e00-\u9fff]/);
    });

    test('for somebody else there is a labelled field, and what is missing is told as an alert', async () => {
      const { screen } = await see((page) => {
        page.chooseSomebody();
        page.pressTyping();
      });
      const [input] = findAll(screen, ({ tag }) => tag === 'wx-input');
      expect(input?.attr?.ariaLabel).toBe(texts.zh.openidLabel);
      const [alert] = findAll(screen, ({ attr }) => attr?.ariaRole === 'alert');
      expect(alert && textOf(alert)).toBe(texts.zh.openidMissing);
    });

    test('the choice that is on says so to a screen reader', async () => {
      const { screen } = await see((page) => page.chooseSomebody());
      expect(buttons(screen, texts.zh.myself)[0]?.attr?.ariaPressed).toBe('false');
      expect(buttons(screen, texts.zh.somebody)[0]?.attr?.ariaPressed).toBe('true');
    });

    test('while waiting: the pressed button turns, both are off, and it is said', async () => {
      const { screen } = await see((page) => page.pressTyping());
      const [pressed] = buttons(screen, texts.zh.waiting);
      const [other] = buttons(screen, texts.zh.command.CancelTyping);
      expect(pressed?.attr).toMatchObject({ loading: true, disabled: true });
      expect(other?.attr).toMatchObject({ loading: false, disabled: true });
      expect(textOf(live(screen))).toContain(texts.zh.waiting);
      expect(findAll(screen, hasClass('waiting__bar'))).toHaveLength(1);
    });

    test('while waiting, the results so far stay to be seen and copied', async () => {
      const { page } = await see(answer(45080));
      page.pressTyping();
      const screen = render('pages/typing/index', page.data);
      expect(textOf(screen)).toContain('NO_RECENT_MESSAGE');
      expect(buttons(screen, texts.zh.copy)).toHaveLength(1);
    });

    test('success: code, name, meaning and what to do now are in the live region', async () => {
      const { screen } = await see(answer(0));
      expect(textOf(live(screen))).toMatch(/^0 OK .+/);
      expect(textOf(live(screen))).toContain(texts.zh.remedy);
      expect(findAll(screen, hasClass('code--ok'))).toHaveLength(1);
      expect(press(screen).map(({ attr }) => attr?.disabled)).toEqual([false, false]);
    });

    test('45080: the contact button stands with the advice, inside what is announced', async () => {
      const { screen } = await see(answer(45080));
      const [advice] = findAll(live(screen), hasClass('remedy--needs'));
      if (!advice) throw new Error('45080 has no advice');
      expect(textOf(advice)).toContain(texts.zh.needsMessage);
      expect(buttons(advice, texts.zh.contact).map(({ attr }) => attr?.openType)).toEqual([
        'contact',
      ]);
    });

    test.each([0, 45081, 45072, -604101])(
      '%d has no such advice; the contact button is there once',
      async (errCode) => {
        const { screen } = await see(answer(errCode));
        expect(findAll(screen, hasClass('remedy--needs'))).toEqual([]);
        expect(buttons(screen, texts.zh.contact).map(({ attr }) => attr?.openType)).toEqual([
          'contact',
        ]);
      },
    );

    test('rejected: explained as an answer is, with the original text below', async () => {
      const { screen } = await see((page, phone) => {
        page.pressTyping();
        phone.calls[0]?.reject({ errCode: -501000, errMsg: 'FunctionName could not be found' });
      });
      expect(textOf(live(screen))).toMatch(/^-501000 NO_SUCH_ENV_OR_FUNCTION /);
      expect(textOf(screen)).toContain('FunctionName could not be found');
    });

    test('no answer in time has no code, and says so without one', async () => {
      jest.useFakeTimers();
      const { wx } = fakeWx();
      const page = openPage(wx);
      page.pressTyping();
      await jest.advanceTimersByTimeAsync(15_000);
      expect(textOf(live(render('pages/typing/index', page.data)))).toMatch(/^— NO_ANSWER 15 秒内/);
    });

    test('every result has its own copy button, named by its call, and says when it was copied', async () => {
      const { page, phone } = await see(answer(45080));
      answer(0)(page, phone);
      await arrive();
      page.copy({ currentTarget: { dataset: { id: '1' } } });
      const copies = findAll(render('pages/typing/index', page.data), hasClass('copy'));
      expect(
        copies.map((each) => [each.attr?.['data-id'], textOf(each), each.attr?.ariaLabel]),
      ).toEqual([
        ['2', '复制', '复制 第 2 次调用的结果'],
        ['1', '已复制', '已复制 第 1 次调用的结果'],
      ]);
    });

    test('every handler that the WXML names is one of the page’s', async () => {
      const { screen, page } = await see((each, phone) => {
        each.chooseSomebody();
        each.typeOpenid({ detail: { value: 'o' } });
        answer(0)(each, phone);
      });
      const handlers = findAll(screen, () => true).flatMap(({ attr = {} }) =>
        Object.entries(attr).flatMap(([name, value]) => (name.startsWith('bind') ? [value] : [])),
      );
      expect(handlers).toHaveLength(6);
      for (const handler of handlers) expect(page).toHaveProperty(String(handler));
    });
  },
);
