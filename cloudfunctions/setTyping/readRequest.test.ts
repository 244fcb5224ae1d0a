import { readRequest } from './readRequest';

const request = { touser: 'oAbc_-12', command: 'Typing', businessid: '1900000109' };

/** An object whose field throws when it is read. */
const trap = {
  get command(): string {
    throw new Error('trap');
  },
};
const { proxy: revoked, revoke } = Proxy.revocable({}, {});
revoke();
const cyclic: Record<string, unknown> = { command: 'Typing' };
cyclic.self = cyclic;

describe('readRequest', () => {
  test.each([
    ['touser left out', { command: 'Typing' }],
    ['CancelTyping', { command: 'CancelTyping', touser: 'o' }],
    ['everything', request],
    ['an OpenID of 128 characters', { command: 'Typing', touser: 'a'.repeat(128) }],
    ['userInfo, which the platform adds', { command: 'Typing', userInfo: { openId: 'x' } }],
    ['userInfo that is cyclic', { command: 'Typing', userInfo: cyclic }],
    ['fields that are undefined', { command: 'Typing', touser: undefined }],
    ['an object without prototype', Object.assign(Object.create(null), { command: 'Typing' })],
  ])('accepts %s', (_what, event) => {
    expect(readRequest(event)).toEqual({ request: expect.objectContaining(event) });
  });

  test.each([
    ['null', null, -401003],
    ['nothing', undefined, -401003],
    ['a text', 'Typing', -401003],
    ['a number', 7, -401003],
    ['an array', [request], -401003],
    ['a function', () => request, -401003],
    ['a field that throws', trap, -401003],
    ['a revoked proxy', revoked, -401003],
    ['an empty object', {}, 45072],
    ['command missing', { touser: 'o' }, 45072],
    ['command inherited', Object.create({ command: 'Typing' }), 45072],
    ['another spelling', { command: 'typing' }, 45072],
    ['a space too many', { command: 'Typing ' }, 45072],
    ['command in an array', { command: ['Typing'] }, 45072],
    ['command null', { command: null }, 45072],
    ['an empty touser', { command: 'Typing', touser: '' }, 40003],
    ['a touser of 129', { command: 'Typing', touser: 'a'.repeat(129) }, 40003],
    ['a touser of 1 MB', { command: 'Typing', touser: 'a'.repeat(1_000_000) }, 40003],
    ['a touser with a line end', { command: 'Typing', touser: 'oAbc\n' }, 40003],
    ['a touser in Chinese', { command: 'Typing', touser: '客户' }, 40003],
    ['a touser that is a number', { command: 'Typing', touser: 12 }, 40003],
    ['touser null', { command: 'Typing', touser: null }, 40003],
    [
      'a touser that says it is a string',
      { command: 'Typing', touser: { toString: () => 'o' } },
      40003,
    ],
    ['an unknown field', { command: 'Typing', foo: 1 }, -401002],
    ['__proto__ from JSON', JSON.parse('{"command":"Typing","__proto__":{"touser":"o"}}'), -401002],
    ['a cyclic field', cyclic, -401002],
    ['businessId as the SDK would spell it', { command: 'Typing', businessId: '1' }, -401002],
    ['a malformed businessid', { command: 'Typing', businessid: 'a b' }, -401002],
    ['a businessid that is a number', { command: 'Typing', businessid: 1 }, -401002],
  ])('refuses %s', (_what, event, errCode) => {
    expect(readRequest(event)).toEqual({
      refusal: {
        errCode,
        errMsg: expect.stringMatching(/:fail .* \(refused before WeChat was called\)$/),
      },
    });
  });

  test('repeats of what it was sent only a short plain name of a field', () => {
    const refused = (event: object) => JSON.stringify(readRequest(event));
    expect(refused({ command: 'Typing', tousers: 1 })).toContain('field \\"tousers\\"');
    for (const name of ['<script>', 'x'.repeat(21), 'a b', '\u202e']) {
      expect(refused({ command: 'Typing', [name]: 1 })).toContain('a field is not known');
    }
    expect(refused({ command: 'Typing', touser: 'secret value' })).not.toContain('secret');
  });

  test('reads a field once, so that it cannot change after the check', () => {
    let reads = 0;
    const event = {
      command: 'Typing',
      get touser() {
        reads += 1;
        return reads === 1 ? 'oMine' : 'oSomebodyElse';
      },
    };
    expect(readRequest(event)).toMatchObject({ request: { touser: 'oMine' } });
    expect(reads).toBe(1);
  });
});
