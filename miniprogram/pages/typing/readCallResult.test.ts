import fc from 'fast-check';
import { explainCode } from '../../../cloudfunctions/shared/codes/codes';
import { readRejected, readResolved } from './readCallResult';

const knows = (errCode: number) => explainCode(errCode).origin !== 'unknown';

describe('what callFunction resolves with', () => {
  test('is the function’s answer, with the id to find it by', () => {
    const value = { result: { errCode: 45080, errMsg: 'no message' }, requestID: 'r1' };
    expect(readResolved(value)).toEqual({
      errCode: 45080,
      errMsg: 'no message',
      requestID: 'r1',
      trouble: null,
    });
  });

  test('has no requestID before base library 2.3.0, and is read all the same', () => {
    expect(readResolved({ result: { errCode: 0, errMsg: 'ok' } }).requestID).toBe('');
  });

  test('may hold the code as text, as the SDK leaves one that WeChat sent so', () => {
    expect(readResolved({ result: { errCode: '45081', errMsg: '' } }).errCode).toBe(45081);
  });

  test.each([[{ result: undefined }], [{ result: null }], [{}], [undefined], ['text']])(
    '%j says that the function returned nothing',
    (value) => {
      expect(readResolved(value)).toMatchObject({ errCode: null, trouble: 'NO_RESULT' });
    },
  );

  test.each([
    ['ok'],
    [{ ok: true }],
    [{ errcode: 0 }],
    [{ errCode: 'x' }],
    [{ errCode: 1.5 }],
    [[]],
  ])('the result %j is unreadable, and is shown as it came', (result) => {
    const answer = readResolved({ result, requestID: 'r2' });
    expect(answer).toMatchObject({ errCode: null, trouble: 'UNREADABLE_RESULT', requestID: 'r2' });
    expect(answer.errMsg).toBe(typeof result === 'string' ? result : JSON.stringify(result));
  });
});

describe('what callFunction rejects with', () => {
  test.each<[string, unknown, number | null, string | null]>([
    ['a code of its own', { errCode: -501000, errMsg: 'no such function' }, -501000, null],
    [
      'the code in an Error’s message only',
      new Error('cloud.callFunction:fail Error: errCode: -501000 | errMsg: FunctionName …'),
      -501000,
      null,
    ],
    [
      'the service’s code inside -404011',
      {
        errCode: -404011,
        errMsg:
          'errCode: -404011 cloud function execution error | errMsg: cloud.callFunction:fail requestID 1, cloud function service error code -504002, error message …',
      },
      -504002,
      null,
    ],
    [
      'the cause that an uncaught error carried out of the function',
      new Error(
        'cloud.callFunction:fail Error: errCode: -504002 functions execute fail | errMsg: Error: errCode: -604101 function has no permission to call this API | errMsg: system error: error code: -604101',
      ),
      -604101,
      null,
    ],
    ['a code that the table has not, alone', { errCode: -987654, errMsg: 'new' }, -987654, null],
    [
      'a code that the table has not, inside one that it has',
      { errCode: -404011, errMsg: 'errCode: -987654' },
      -404011,
      null,
    ],
    [
      'CloudBase not being enabled',
      new Error(
        'cloud.callFunction:fail Error: errCode: -601034 | errMsg: 没有权限，请先开通云开发或者云托管',
      ),
      -601034,
      'CLOUD_NOT_ENABLED',
    ],
    [
      'the function’s own time limit',
      {
        errCode: -504003,
        errMsg: 'invoking task timed out after 3 seconds … FUNCTIONS_TIME_LIMIT_EXCEEDED',
      },
      -504003,
      null,
    ],
    [
      'the same in errMsg only',
      { errMsg: 'cloud.callFunction:fail errCode: -504003 | errMsg: invoking task timed out' },
      -504003,
      null,
    ],
    ['the same as text', { errCode: '-504003', errMsg: '' }, -504003, null],
    [
      'the same under an older code',
      { errCode: -404011, errMsg: 'error code -504002, error message Invoking task timed out' },
      -504003,
      null,
    ],
    ['the same without any code', new Error('Invoking task timed out after 3 s'), -504003, null],
    [
      'a code in JSON within the text',
      { errMsg: 'cloud.callFunction:fail {"errCode":-501000,"errMsg":"x"}' },
      -501000,
      null,
    ],
    ['an environment that is not there, as a text', 'Environment not found', -501000, null],
    [
      'the same under its code',
      { errCode: -501007, errMsg: 'errCode: -501007 | errMsg: [100003] env not exists' },
      -501007,
      null,
    ],
    [
      'an empty errMsg beside a message',
      { errMsg: '', message: 'errCode: -601003' },
      -601003,
      null,
    ],
    [
      'a code beside an errMsg that cannot be read',
      {
        errCode: -504001,
        get errMsg(): string {
          throw new Error('trap');
        },
      },
      -504001,
      null,
    ],
    [
      'the cloud not being initialised',
      new Error('Cloud API isn’t enabled, please call init first'),
      null,
      'CLOUD_NOT_INITIALISED',
    ],
    ['no network', { errMsg: 'cloud.callFunction:fail request:fail timeout' }, null, 'NETWORK'],
    [
      'no network under the code for anything',
      { errCode: -1, errMsg: 'request:fail ' },
      -1,
      'NETWORK',
    ],
    ['-1 that says no more', { errCode: -1, errMsg: 'system error' }, -1, null],
    ['nothing that is known', new Error('boom'), null, 'NO_CODE'],
    ['not even an object', 'boom', null, 'NO_CODE'],
    ['nothing at all', undefined, null, 'NO_CODE'],
  ])('%s is told', (_what, reason, errCode, trouble) => {
    expect(readRejected(reason, knows)).toMatchObject({ errCode, trouble });
  });

  test('keeps the whole text', () => {
    expect(readRejected(new Error('boom at noon'), knows).errMsg).toBe('boom at noon');
  });
});

test('all the environments that a phone was seen to miss point to miniprogram/config.ts', () => {
  for (const reason of [
    { errCode: -501007, errMsg: '[100003] env not exists' },
    { errMsg: 'cloud.callFunction:fail errCode: -501000 | errMsg: env not exists' },
    new Error('errCode: -601002 | errMsg: env not exists'),
    { errCode: -404011, errMsg: 'Environment not found' },
    'Environment not found',
  ]) {
    const { errCode, errMsg } = readRejected(reason, knows);
    expect(explainCode(errCode, { errMsg })).toMatchObject({ name: 'ENVIRONMENT_ID_MISSING' });
  }
});

test('whatever comes back, the answer is a code or a trouble, and text', () => {
  fc.assert(
    fc.property(fc.anything({ withBigInt: true, withNullPrototype: true }), (value) => {
      for (const answer of [
        readResolved(value),
        readResolved({ result: value }),
        readRejected(value, knows),
      ]) {
        expect(answer.errCode !== null || answer.trouble !== null).toBe(true);
        expect(typeof answer.errMsg).toBe('string');
        expect(typeof answer.requestID).toBe('string');
      }
    }),
  );
});
