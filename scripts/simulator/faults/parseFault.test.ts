import { parseFault } from './parseFault';

const api = 'customerServiceMessage.setTyping';

describe('a fault', () => {
  test('hits one call, and the next one, unless it says otherwise', () => {
    expect(parseFault({ api, errcode: 45009 })).toEqual({ api, errcode: 45009, times: 1, skip: 0 });
  });

  test.each([
    { errcode: -1, errmsg: 'system error' },
    { errcode: '45080' },
    { errcode: null },
    { errcode: { deep: [] } },
    { errorCode: -604101 },
    { status: 502, body: '<html>' },
    { status: 200, body: { code: 'SYS_ERR', message: '' } },
    { status: 200, bodyBase64: 'AAEC', contentType: 'application/octet-stream' },
    { drop: 'drip', afterEffect: true },
    { delayMs: 0 },
    { delayMs: 5000, delayBy: 'real', errcode: -1, times: 3, skip: 2 },
  ])('may be %j', (fields) => {
    expect(parseFault({ api, ...fields })).toMatchObject({ api, ...fields });
  });

  test.each([
    [null, 'a fault is a JSON object'],
    [[], 'a fault is a JSON object'],
    ['reset', 'a fault is a JSON object'],
    [{ errcode: 1 }, '"api" is missing; it has to be one of customerServiceMessage.setTyping'],
    [{ api: 'setTyping', errcode: 1 }, '"api" has to be one of'],
    [{ api }, 'give one of errcode, errorCode, status, drop, or delayMs'],
    [{ api, afterEffect: true }, 'give one of errcode'],
    [{ api, errcode: 1, drop: 'hang' }, 'only one of errcode, errorCode, status, drop'],
    [{ api, drop: 'explode' }, '"drop" has to be one of reset, close, hang, drip, truncate, empty'],
    [{ api, errcode: 1, times: 0 }, '"times" has to be a whole number from 1'],
    [{ api, errcode: 1, times: 1.5 }, '"times" has to be'],
    [{ api, errcode: 1, skip: -1 }, '"skip" has to be'],
    [{ api, errorCode: 'x' }, '"errorCode" has to be a whole number'],
    [{ api, errmsg: 'x', drop: 'hang' }, '"errmsg" goes with "errcode"'],
    [{ api, body: 'x', errcode: 1 }, '"body" goes with "status"'],
    [{ api, status: 99 }, '"status" has to be a whole number from 200 to 599'],
    [{ api, status: 200, body: '', bodyBase64: '' }, 'either "body" or "bodyBase64"'],
    [{ api, delayMs: -1 }, '"delayMs" has to be'],
    [{ api, delayMs: 1, delayBy: 'moon' }, '"delayBy" has to be one of simulator, real'],
    [{ api, errcode: 1, delayBy: 'real' }, '"delayBy" goes with "delayMs"'],
    [{ api, errcode: 1, time: 2 }, 'unknown field "time"; a fault has api, times, skip'],
    [{ api, errcode: 1, constructor: 2 }, 'unknown field "constructor"'],
    [{ api, status: 200, contentType: 'a\r\nx: y' }, '"contentType" has to be'],
  ])('%j is refused, and it is said what is accepted', (input, message) => {
    expect(parseFault(input)).toContain(message);
  });
});
