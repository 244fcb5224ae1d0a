import { apis } from '../contract';
import { readAnswer, readError } from './readAnswer';

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
