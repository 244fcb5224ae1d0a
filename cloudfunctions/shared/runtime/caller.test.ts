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
    [' scf ', true],
    ['wx_client,xscf', false],
    ['wx_client scf', false],
    ['scf,wx_client', false],
    ['wx_client,scf,other', false],
    ['scf,', false],
    ['xscf', false],
    ['SCF', false],
  ])('SOURCE %p: called by a function of ours is %p', (SOURCE, isFunction) => {
    expect(readCaller({ SOURCE }, {}, undefined).isFunction).toBe(isFunction);
  });

  test('a SOURCE that is missing or no text proves nothing', () => {
    for (const SOURCE of [undefined, 5, ['scf'], { scf: true }]) {
      expect(readCaller({ SOURCE }, {}, undefined)).toEqual({
        openid: undefined,
        source: '',
        isFunction: false,
      });
    }
  });

  test('takes the OpenID as it is, and an empty one for none', () => {
    expect(readCaller({ OPENID: 'oX' }, {}, undefined).openid).toBe('oX');
    expect(readCaller({ OPENID: '' }, {}, undefined).openid).toBeUndefined();
    expect(readCaller({ OPENID: ['oX'] }, {}, undefined).openid).toBeUndefined();
    expect(readCaller({}, { WX_OPENID: 'oX' }, undefined).openid).toBeUndefined();
  });

  test('undoes what the SDK makes of an all-digit OpenID', () => {
    const long = '123456789012345678901234567';
    expect(readCaller({ OPENID: Number(long) }, { WX_OPENID: long }, undefined).openid).toBe(long);
    expect(readCaller({ OPENID: 12 }, { WX_OPENID: '0012' }, undefined).openid).toBe('0012');
    expect(readCaller({ OPENID: 12 }, {}, undefined).openid).toBe('12');
  });

  const own = { OPENID: 'oMe', SOURCE: 'wx_client,scf' };
  const variables = (openid: string) => ({ WX_APPID: 'wx0', WX_OPENID: openid, TCB_ENV: 'e' });
  const asText = (openid: string) => `WX_APPID=wx0;WX_OPENID=${openid};TCB_ENV=e=1;`;
  const forms: [string, (openid: string) => unknown][] = [
    ['an object', (openid) => ({ environment: variables(openid) })],
    ['JSON', (openid) => ({ environment: JSON.stringify(variables(openid)) })],
    ['a list', (openid) => ({ environment: asText(openid) })],
    ['a list with spaces', (openid) => ({ environment: asText(openid).replace(/;/g, '; ') })],
    ['environ', (openid) => ({ environment: variables('oMe'), environ: asText(openid) })],
  ];

  test.each(forms)(
    'vouches for nobody where the invocation’s own context, %s, names another',
    (_, form) => {
      expect(readCaller(own, {}, form('oYou'))).toEqual({
        openid: undefined,
        source: 'wx_client,scf',
        isFunction: false,
      });
      expect(readCaller({ SOURCE: 'scf' }, {}, form('oYou')).isFunction).toBe(false);
      expect(readCaller(own, {}, form('oMe'))).toMatchObject({ openid: 'oMe', isFunction: true });
    },
  );

  test.each([
    ['no context', undefined],
    ['a context without it', { request_id: 'r' }],
    ['an environment without an OpenID', { environment: { WX_APPID: 'wx0' } }],
    ['an empty OpenID', { environment: 'WX_OPENID=;' }],
    ['a name that only ends so', { environment: 'MY_WX_OPENID=oYou' }],
    ['broken JSON', { environment: '{"WX_OPENID":' }],
    ['JSON that is no object', { environment: '7', environ: 'null' }],
    ['an OpenID that is neither text nor number', { environment: { WX_OPENID: ['oYou'] } }],
    ['null', { environment: null, environ: 7 }],
    [
      'one that throws',
      {
        get environment(): string {
          throw new Error('trap');
        },
      },
    ],
  ])('with %s believes getWXContext()', (_, invocation) => {
    expect(readCaller(own, {}, invocation)).toMatchObject({ openid: 'oMe', isFunction: true });
  });

  test('compares an all-digit OpenID as the text that it is', () => {
    const digits = '123456789012345678901234567';
    const invocation = { environment: { WX_OPENID: digits } };
    const context = { OPENID: Number(digits) };
    expect(readCaller(context, { WX_OPENID: digits }, invocation).openid).toBe(digits);
    for (const environment of [{ WX_OPENID: 12 }, '{"WX_OPENID":12}', 'WX_OPENID=12']) {
      expect(readCaller({ OPENID: 12 }, {}, { environment }).openid).toBe('12');
      expect(readCaller({ OPENID: 13 }, {}, { environment }).openid).toBeUndefined();
    }
  });

  test('knows no OpenID where digits are lost and the environment does not tell them', () => {
    expect(readCaller({ OPENID: 1e26 }, {}, undefined).openid).toBeUndefined();
    expect(readCaller({ OPENID: 1e26 }, { WX_OPENID: '7' }, undefined).openid).toBeUndefined();
  });
});
