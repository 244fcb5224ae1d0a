import { readCaller } from './caller';

describe('readCaller', () => {
  test.each([
    ['wx_client', false],
    ['wx_http', false],
    ['wx_trigger', false],
    ['', false],
    ['scf', true],
    ['wx_client,scf', true],
    ['wx_http,scf', true],
    ['wx_client, scf', true],
    ['scf,wx_client', false],
    ['wx_client,scf,other', false],
    ['scf,', false],
    ['xscf', false],
    ['SCF', false],
  ])('SOURCE %p: called by a function of ours is %p', (SOURCE, isFunction) => {
    expect(readCaller({ SOURCE }, {}).isFunction).toBe(isFunction);
  });

  test('a SOURCE that is missing or no text proves nothing', () => {
    for (const SOURCE of [undefined, 5, ['scf'], { scf: true }]) {
      expect(readCaller({ SOURCE }, {})).toEqual({
        openid: undefined,
        source: '',
        isFunction: false,
      });
    }
  });

  test('takes the OpenID as it is, and an empty one for none', () => {
    expect(readCaller({ OPENID: 'oX' }, {}).openid).toBe('oX');
    expect(readCaller({ OPENID: '' }, {}).openid).toBeUndefined();
    expect(readCaller({}, { WX_OPENID: 'oX' }).openid).toBeUndefined();
  });

  test('undoes what the SDK makes of an all-digit OpenID', () => {
    const long = '123456789012345678901234567';
    expect(readCaller({ OPENID: Number(long) }, { WX_OPENID: long }).openid).toBe(long);
    expect(readCaller({ OPENID: 12 }, { WX_OPENID: '0012' }).openid).toBe('0012');
    expect(readCaller({ OPENID: 12 }, {}).openid).toBe('12');
  });

  test('knows no OpenID where digits are lost and the environment does not tell them', () => {
    expect(readCaller({ OPENID: 1e26 }, {}).openid).toBeUndefined();
    expect(readCaller({ OPENID: 1e26 }, { WX_OPENID: '7' }).openid).toBeUndefined();
  });
});
