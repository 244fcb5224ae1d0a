import { fakeWx } from '../../testing/fakeWx';
import { arrive, openPage } from '../../testing/openPage';
import { kept } from './keepNewest';
import { texts } from './texts';

const openid = 'o6_bmjrPTlm6_2sgVt7hMZOPfL2M';
const ok = { result: { errCode: 0, errMsg: 'openapi:ok' }, requestID: 'r-ok' };

function open(options?: Parameters<typeof fakeWx>[0]) {
  const { wx, phone } = fakeWx(options);
  return { page: openPage(wx), phone };
}

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

test.each([
  ['zh_CN', texts.zh],
  ['en', texts.en],
])('a phone in %s gets its page and its title in that language', (language, t) => {
  const { page, phone } = open({ language });
  expect(page.data.t).toEqual(t);
  expect(phone.title).toBe(t.title);
});

test('for myself the receiver is left out, for the function knows the caller', () => {
  const { page, phone } = open();
  page.pressTyping();
  expect(phone.calls).toMatchObject([{ name: 'setTyping', data: { command: 'Typing' } }]);
  expect(phone.calls[0]?.data).not.toHaveProperty('touser');
});

test('for somebody else it is the OpenID that was typed, without the spaces of a paste', () => {
  const { page, phone } = open();
  page.chooseSomebody();
  page.typeOpenid({ detail: { value: ` ${openid}\n` } });
  page.pressCancelTyping();
  expect(phone.calls).toMatchObject([{ data: { command: 'CancelTyping', touser: openid } }]);
});

test('going back to myself sends for myself, whatever was typed', () => {
  const { page, phone } = open();
  page.chooseSomebody();
  page.typeOpenid({ detail: { value: openid } });
  page.chooseMyself();
  page.pressTyping();
  expect(phone.calls[0]?.data).toEqual({ command: 'Typing' });
});

test('an OpenID that was not typed is asked for, and nothing is sent: it would be for myself', () => {
  const { page, phone } = open();
  page.chooseSomebody();
  page.typeOpenid({ detail: { value: '  ' } });
  page.pressTyping();
  expect(page.data.openidMissing).toBe(true);
  expect(phone.calls).toEqual([]);
  page.typeOpenid({ detail: { value: 'o' } });
  expect(page.data.openidMissing).toBe(false);
});

test('a double tap makes one call, and so does the other button meanwhile', async () => {
  const { page, phone } = open();
  page.pressTyping();
  page.pressTyping();
  page.pressCancelTyping();
  expect(page.data.waiting).toBe('Typing');
  expect(phone.calls).toHaveLength(1);
  phone.calls[0]?.resolve(ok);
  await arrive();
  expect(page.data.waiting).toBe('');
  expect(page.data.results).toHaveLength(1);
  page.pressCancelTyping();
  expect(phone.calls).toHaveLength(2);
});

test('results stand newest first', async () => {
  const { page, phone } = open();
  for (const errCode of [45080, 0, 45081]) {
    page.pressTyping();
    phone.calls.at(-1)?.resolve({ result: { errCode, errMsg: '' } });
    await arrive();
  }
  expect(page.data.results.map(({ code }) => code)).toEqual(['45081', '0', '45080']);
});

test('beyond what is kept the oldest go, and the page says how many', async () => {
  const { page, phone } = open({ language: 'en' });
  for (let call = 1; call <= kept + 2; call += 1) {
    expect(page.data.droppedNote === '').toBe(call <= kept + 1);
    page.pressTyping();
    phone.calls.at(-1)?.resolve(ok);
    await arrive();
  }
  expect(page.data.results).toHaveLength(kept);
  expect(page.data.droppedNote).toBe(`Only the newest ${kept} are kept; older ones removed: 2.`);
});

test('a call without an answer frees the buttons, and its late answer is not lost', async () => {
  const { page, phone } = open();
  page.pressTyping();
  await jest.advanceTimersByTimeAsync(15_000);
  expect(page.data.waiting).toBe('');
  expect(page.data.results).toMatchObject([{ name: 'NO_ANSWER', late: false }]);
  phone.calls[0]?.resolve(ok);
  await arrive();
  expect(page.data.results).toMatchObject([
    { name: 'OK', late: true, heading: expect.stringContaining('#1 ') },
    { name: 'NO_ANSWER' },
  ]);
});

test('a late answer leaves the call that is on its way by then alone', async () => {
  const { page, phone } = open();
  page.pressTyping();
  await jest.advanceTimersByTimeAsync(15_000);
  page.pressCancelTyping();
  phone.calls[0]?.resolve(ok);
  await arrive();
  expect(page.data.waiting).toBe('CancelTyping');
  phone.calls[1]?.resolve(ok);
  await arrive();
  expect(page.data.waiting).toBe('');
  expect(page.data.results.map(({ id }) => id)).toEqual(['2', '1-late', '1']);
});

test.each([
  ['a rejection', { errCode: -501000, errMsg: 'not found' }, 'NO_SUCH_ENV_OR_FUNCTION'],
  [
    '-404011 around a cause',
    { errCode: -404011, errMsg: 'error code -504002, …' },
    'FUNCTION_EXECUTION_FAILED',
  ],
  ['a network that is down', { errMsg: 'request:fail' }, 'NETWORK'],
])('%s is explained like any answer', async (_what, reason, name) => {
  const { page, phone } = open();
  page.pressTyping();
  phone.calls[0]?.reject(reason);
  await arrive();
  expect(page.data.waiting).toBe('');
  expect(page.data.results).toMatchObject([{ name, original: reason.errMsg }]);
});

test.each([
  ['no wx.cloud', { cloud: false }, 'NO_CLOUD'],
  ['touristappid', { appId: 'touristappid' }, 'TOURIST_APPID'],
])('with %s the page says what to do', async (_what, options, name) => {
  const { page, phone } = open(options);
  page.pressTyping();
  phone.calls[0]?.reject({ errCode: -1, errMsg: 'no' });
  await arrive();
  expect(page.data.results).toMatchObject([{ name }]);
});

test('each result can be copied, the earlier ones too', async () => {
  const { page, phone } = open();
  for (const requestID of ['first', 'second']) {
    page.pressTyping();
    phone.calls.at(-1)?.resolve({ ...ok, requestID });
    await arrive();
  }
  page.copy({ currentTarget: { dataset: { id: '1' } } });
  expect(JSON.parse(phone.copied)).toMatchObject({ requestID: 'first', errCode: 0 });
  expect(page.data.copied).toBe('1');
});

test('a clipboard that refuses is told', async () => {
  const { page, phone } = open({ clipboard: 'refuses' });
  page.pressTyping();
  phone.calls[0]?.resolve(ok);
  await arrive();
  page.copy({ currentTarget: { dataset: { id: '1' } } });
  expect(page.data).toMatchObject({ copyFailed: true, copied: '' });
});
