import { apis } from '../contract';
import { readAnswer, readError, readHttpsAnswer, readToken, withMediaId } from './readAnswer';

const api = apis.setTyping;
const same = (text: string) => text.trim();
const read = (answer: unknown) => readAnswer(api, answer, same);
const readThrown = (error: unknown) => readError(api, error, same);

describe('readAnswer', () => {
  test('takes errCode 0 with nothing beside errMsg for success', () => {
    const ok = { errCode: 0, errMsg: `${api}:ok` };
    expect(read({ errMsg: `${api}:ok`, errCode: 0 })).toEqual(ok);
    expect(read({ errCode: 0 })).toEqual(ok);
  });

  test.each([
    ['an empty body or one of unknown type', { buffer: Buffer.alloc(0), contentType: '' }],
    ['HTML as text', { result: '<html>' }],
  ])('is not fooled by errCode 0 around %s', (_what, extra) => {
    const result = read({ ...extra, errCode: 0, errMsg: `${api}:ok` });
    expect(result.errCode).toBe(-501001);
    expect(result.errMsg).toMatch(/:fail the answer was not WeChat's JSON/);
  });

  test.each([
    ['a msgid', { msgid: '1' }],
    ['what an upload gives', { type: 'image', mediaId: 'm', createdAt: 1 }],
    ['a field that nobody has seen yet', { tomorrow: { buffers: [] } }],
  ])('is not put off by %s beside errCode 0', (_what, extra) => {
    expect(read({ ...extra, errCode: 0, errMsg: `${api}:ok` }).errCode).toBe(0);
  });

  test.each([undefined, null, 0, 'ok', {}, { errcode: 0 }])('makes no success of %p', (answer) => {
    expect(read(answer).errCode).toBe(-501001);
  });

  test('takes a code that came by resolving for what it says', () => {
    expect(read({ errCode: 45080, errMsg: `${api}:fail need` })).toEqual({
      errCode: 45080,
      errMsg: `${api}:fail need`,
    });
  });
});

describe('readError', () => {
  test.each([
    [
      "WeChat's",
      { errCode: 45081, errMsg: `${api}:fail you are already typing` },
      45081,
      'you are already typing',
    ],
    [
      "the platform's",
      { errCode: -604101, errMsg: 'system error: error code: -604101' },
      -604101,
      'system error: error code: -604101',
    ],
    ['one sent as text', { errCode: '45080', errMsg: 'need' }, 45080, 'need'],
    ['one without a text', { errCode: 40003 }, 40003, 'no reason given'],
  ])('passes on %s code in the platform\u2019s form', (_whose, error, errCode, reason) => {
    expect(readThrown(error)).toEqual({ errCode, errMsg: `${api}:fail ${reason}` });
  });

  test.each([
    [-501007, '-501007 invalid parameters. Invalid wxCloudApiToken'],
    [-501001, 'resource system error. INVALID_WX_ACCESS_TOKEN'],
  ])('names the way out where a call brought no token: %i %s', (errCode, errMsg) => {
    expect(readThrown({ errCode, errMsg })).toEqual({
      errCode,
      errMsg: `${api}:fail ${errMsg} (what called this function brought no token for cloud calls; TYPING_TRANSPORT=https needs none)`,
    });
    expect(readThrown({ errCode, errMsg: 'another reason' }).errMsg).toBe(
      `${api}:fail another reason`,
    );
  });

  test.each([
    '9007199254740993',
    '0',
    0,
    1.5,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    {},
    [],
    null,
    undefined,
    true,
    'x',
    '1e3',
  ])('makes -501001 of the errcode %p, which is no code', (errCode) => {
    expect(readThrown({ errCode, errMsg: 'text' })).toEqual({
      errCode: -501001,
      errMsg: `${api}:fail the errcode of the answer is no number: text`,
    });
  });

  test("does not believe the -1 of the SDK's own TypeError, which WeChat never said", () => {
    const error = Object.assign(new TypeError('Cannot read'), {
      errCode: -1,
      errMsg: 'Cannot read',
    });
    expect(readThrown(error).errCode).toBe(-501001);
    expect(readThrown(Object.assign(new Error('busy'), { errCode: -1 })).errCode).toBe(-1);
  });

  test("reads the SDK's error around an object as errcode, whose message throws", () => {
    const error = Object.defineProperty(new Error(), 'message', {
      get() {
        throw new TypeError('Cannot convert object to primitive value');
      },
    });
    const thrown = Object.assign(error, { errCode: Object.create(null), errMsg: 'text' });
    expect(readThrown(thrown)).toMatchObject({
      errCode: -501001,
      errMsg: expect.stringMatching(/text$/),
    });
    expect(readThrown(error).errCode).toBe(-501001);
  });

  test.each(['a string', null, undefined, 42, Symbol('s')])(
    'survives %p being thrown',
    (thrown) => {
      expect(readThrown(thrown).errCode).toBe(-501001);
    },
  );
});

const http = (answer: unknown, status = 200) => ({
  status,
  headers: {},
  text: typeof answer === 'string' ? answer : JSON.stringify(answer),
});
const unread = (reason: string) => ({ errCode: -501001, reason });

describe('readHttpsAnswer', () => {
  test.each([
    ['success', { errcode: 0, errmsg: 'ok' }, 0, 'ok'],
    ['a refusal', { errcode: 45081, errmsg: 'typing' }, 45081, 'typing'],
    ['a code below 0', { errcode: -1, errmsg: 'system error' }, -1, 'system error'],
    ['a code sent as text', { errcode: '45009', errmsg: 'limit' }, 45009, 'limit'],
    ['0 as text', { errcode: '0' }, 0, 'no reason given'],
    ['a code without a text', { errcode: 40003 }, 40003, 'no reason given'],
    ['a text that is none', { errcode: 40003, errmsg: { a: 1 } }, 40003, 'no reason given'],
  ])('takes %s for what it says, and keeps what came with it', (_what, answer, errCode, reason) => {
    expect(readHttpsAnswer(http({ ...answer, more: 1 }))).toEqual({
      errCode,
      reason,
      answer: { ...answer, more: 1 },
    });
  });

  test.each([
    ['HTML', '<html>', 'HTTP 502, and no JSON'],
    ['nothing', '', 'HTTP 502, and no JSON'],
    ['null', 'null', 'HTTP 502, and no JSON'],
    ['a text', '"ok"', 'HTTP 502, and no JSON'],
    ['a number', '0', 'HTTP 502, and no JSON'],
    ['no errcode', '{}', 'the answer holds no errcode'],
    ['a list', '[]', 'the answer holds no errcode'],
    ['1.5', '{"errcode":1.5}', 'the answer holds no errcode'],
    ['a code too large to be one', '{"errcode":"9007199254740993"}', 'the answer holds no errcode'],
    ['17 digits', '{"errcode":"00000000000000000"}', 'the answer holds no errcode'],
    ['a word before the code', '{"errcode":"x1"}', 'the answer holds no errcode'],
    ['a word behind it', '{"errcode":"1x"}', 'the answer holds no errcode'],
  ])('makes no success of %s', (_what, text, reason) => {
    expect(readHttpsAnswer(http(text, 502))).toMatchObject(unread(reason));
  });

  test('tells a call that was broken off from one that failed', () => {
    const failed = (kind: 'aborted' | 'broken off') =>
      readHttpsAnswer({ failure: { kind, reason: 'why' } });
    const late = { errCode: -501002, reason: 'no answer within the time limit', answer: {} };
    expect(failed('aborted')).toEqual(late);
    expect(failed('broken off')).toEqual({ ...unread('why'), answer: {} });
  });

  test('takes an answer without an errcode for good only where it gives what was asked for', () => {
    const media = { media_id: 'm' };
    expect(readHttpsAnswer(http(media), 'media_id')).toMatchObject({ errCode: 0, answer: media });
    for (const answer of [{ media_id: '' }, { media_id: 1 }, {}])
      expect(readHttpsAnswer(http(answer), 'media_id').errCode).toBe(-501001);
    expect(readHttpsAnswer(http(media)).errCode).toBe(-501001);
    expect(readHttpsAnswer(http(media), 'access_token').errCode).toBe(-501001);
    const refused = { ...media, errcode: 40004, errmsg: 'type' };
    expect(readHttpsAnswer(http(refused), 'media_id').errCode).toBe(40004);
  });
});

describe('readToken', () => {
  test('gives the token with the seconds that it has left', () => {
    expect(readToken(http({ access_token: 't', expires_in: 7200 }))).toEqual({
      token: 't',
      expiresIn: 7200,
    });
    expect(readToken(http({ access_token: 't', expires_in: '60', errcode: 0 }))).toEqual({
      token: 't',
      expiresIn: 60,
    });
  });

  const none = unread('the answer holds no access_token');
  test.each([
    ['a refusal', { errcode: 40164, errmsg: 'ip' }, { errCode: 40164, reason: 'ip' }],
    ['an answer without either', {}, unread('the answer holds no errcode')],
    ['no time', { access_token: 't' }, none],
    ['a time that is none', { access_token: 't', expires_in: 'soon' }, none],
    ['success without a token', { errcode: 0, expires_in: 7200 }, none],
    ['an empty token', { errcode: 0, access_token: '', expires_in: 7200 }, none],
    ['a token that is no text', { errcode: 0, access_token: 5, expires_in: 7200 }, none],
  ])('makes a failure of %s', (_what, answer, failure) => {
    expect(readToken(http(answer))).toEqual({ failure });
  });
});

describe('withMediaId', () => {
  const ok = { errCode: 0, errMsg: `${apis.uploadMedia}:ok` };

  test('adds the id to a success', () => {
    expect(withMediaId(ok, 'm')).toEqual({ ...ok, mediaId: 'm' });
  });

  test.each([undefined, '', 1, null])('makes a failure of the id %p', (mediaId) => {
    expect(withMediaId(ok, mediaId)).toEqual({
      errCode: -501001,
      errMsg: `${apis.uploadMedia}:fail the answer holds no media_id`,
    });
  });
});
