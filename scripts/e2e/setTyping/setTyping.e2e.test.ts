import { codeTable } from '../../../cloudfunctions/shared/codes/codes';
import { type Stage, startStage } from './testing/harness';

const api = 'openapi.customerServiceMessage.setTyping';
const ok = { errCode: 0, errMsg: `${api}:ok` };

let stage: Stage;
beforeAll(async () => {
  stage = await startStage();
});
afterAll(() => stage.simulator.close());

describe('the built setTyping, by the real SDK', () => {
  test('shows the status, says that it is showing already, and takes it down', async () => {
    const openid = await stage.customer();
    expect((await stage.call(openid, { command: 'Typing' })).result).toEqual(ok);
    expect(await stage.shows(openid)).toBe(true);
    expect((await stage.call(openid, { command: 'Typing' })).result?.errCode).toBe(45081);
    expect((await stage.call(openid, { command: 'CancelTyping' })).result).toEqual(ok);
    expect(await stage.shows(openid)).toBe(false);
    expect((await stage.callsFor(openid)).map(({ data }) => data)).toEqual([
      { touser: openid, command: 'Typing' },
      { touser: openid, command: 'Typing' },
      { touser: openid, command: 'CancelTyping' },
    ]);
  });

  test('says that no message has passed', async () => {
    const openid = 'oNobody-has-written-yet-28__';
    expect((await stage.call(openid, { command: 'Typing' })).result?.errCode).toBe(45080);
  });

  test('hands businessid on as WeChat spells it', async () => {
    const openid = await stage.customer();
    await stage.call(openid, { command: 'Typing', businessid: '1900000109' });
    expect((await stage.callsFor(openid))[0]?.data).toEqual({
      touser: openid,
      command: 'Typing',
      businessid: '1900000109',
    });
  });

  test('ignores whatever else comes with an event, and hands none of it on', async () => {
    const openid = await stage.customer();
    const further = Object.fromEntries(Array.from({ length: 1_000 }, (_, n) => [`more${n}`, n]));
    const event = JSON.parse('{"command":"Typing","__proto__":{"touser":"oSomebody"}}');
    const { result, logs } = await stage.call(openid, { ...further, ...event });
    expect(result).toEqual(ok);
    expect((await stage.callsFor(openid))[0]?.data).toEqual({ touser: openid, command: 'Typing' });
    expect(JSON.parse(logs.join()).ignored.at(-1)).toMatch(/^… and 99\d more$/);
  });

  test('hands a businessid that is a number on as it is', async () => {
    const openid = await stage.customer();
    await stage.call(openid, { command: 'Typing', businessid: 1 });
    expect((await stage.callsFor(openid))[0]?.data).toMatchObject({ businessid: 1 });
  });

  test('knows an all-digit caller, of whom the SDK makes a number', async () => {
    const openid = '0012345678901234567890123456';
    await stage.simulator.post(`/_sim/customers/${openid}/messages`, { content: 'hi' });
    expect((await stage.call(openid, { command: 'Typing' })).result).toEqual(ok);
    expect((await stage.callsFor(openid))[0]?.data).toMatchObject({ touser: openid });
  });

  test.each([
    ['somebody else', { command: 'Typing', touser: 'oSomebodyElse' }, -401001],
    ['a wrong command', { command: 'typing' }, 45072],
    ['a touser that cannot be an OpenID', { command: 'Typing', touser: 'a b' }, 40003],
    ['a field that is almost one', { command: 'Typing', toUser: 'oSomebody' }, -401002],
    ['a list', [], -401003],
  ])('refuses %s before WeChat is called', async (_what, event, errCode) => {
    const openid = await stage.customer();
    const { result } = await stage.call(openid, event);
    expect(result).toEqual({
      errCode,
      errMsg: expect.stringMatching(/:fail .*\(refused before WeChat was called\)$/),
    });
    expect(await stage.callsFor(openid)).toEqual([]);
  });

  const failures = codeTable.filter(({ errCode }) => errCode !== 0);
  test.each(failures.map((entry) => [entry.name, entry] as const))(
    '%s of the table of codes comes through as it is',
    async (_name, { errCode, wechatText, retry }) => {
      const openid = await stage.customer();
      await stage.faults({ errcode: errCode, errmsg: wechatText, times: 2 });
      const { result } = await stage.call(openid, { command: 'Typing' });
      expect(result?.errCode).toBe(errCode);
      expect(result?.errMsg).toContain(`${api}:fail ${wechatText}`);
      expect(await stage.callsFor(openid)).toHaveLength(retry ? 2 : 1);
    },
  );
});

describe('the built setTyping, told by TYPING_TRANSPORT to use the HTTPS API', () => {
  let https: Stage;
  beforeAll(async () => {
    https = await startStage('https');
  });
  afterAll(() => https.simulator.close());

  test('does the same by the other way', async () => {
    const openid = await https.customer();
    expect((await https.call(openid, { command: 'Typing' })).result).toEqual(ok);
    expect(await https.shows(openid)).toBe(true);
    expect((await https.call(openid, { command: 'Typing' })).result?.errCode).toBe(45081);
    expect(await https.callsFor(openid)).toEqual([
      expect.objectContaining({ transport: 'https' }),
      expect.objectContaining({ transport: 'https' }),
    ]);
  });

  test('tries again after a lost answer, and keeps to its time limit', async () => {
    const openid = await https.customer();
    await https.faults({ drop: 'close', afterEffect: true });
    expect((await https.call(openid, { command: 'Typing' })).result).toEqual(ok);
    await https.faults({ drop: 'hang', times: 2 });
    const { result, durationMs, logs } = await https.call(openid, { command: 'CancelTyping' });
    expect(result?.errCode).toBe(-501002);
    expect(durationMs).toBe(2_700);
    expect(logs.join()).not.toMatch(/an-app-secret|access_token=/);
  });
});
