import fc from 'fast-check';
import { isNearMiss, readRequest } from './readRequest';
import { anyCharacter, furtherFields } from './testing/hostileEvents';

const request = { touser: 'oAbc_-12', command: 'Typing', businessid: '1900000109' };

/** An object whose field throws when it is read. */
function trapFor(name: string): object {
  return Object.defineProperty({}, name, {
    enumerable: true,
    get() {
      throw new Error('trap');
    },
  });
}
const trap = trapFor('command');
/** Copying by spread would read a trap, and lose `__proto__`. */
const properties = (fields: object) => Object.getOwnPropertyDescriptors(fields);
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
    ['a businessid that is a number', { command: 'Typing', businessid: 1 }],
    ['businessid 0', { command: 'Typing', businessid: 0 }],
    ['fields that are undefined', { command: 'Typing', touser: undefined }],
    ['an object without prototype', Object.assign(Object.create(null), { command: 'Typing' })],
  ])('accepts %s', (_what, event) => {
    expect(readRequest(event)).toEqual({ request: expect.objectContaining(event) });
  });

  test.each<[string, object, string[]]>([
    [
      'what the platform adds to each call of a mini program',
      { tcbContext: {}, userInfo: { appId: 'wx0', openId: 'oMe' } },
      ['tcbContext', 'userInfo'],
    ],
    ['a field that nobody has seen yet', { tomorrow: { touser: 'oYou' } }, ['tomorrow']],
    ['one that is cyclic', { userInfo: cyclic }, ['userInfo']],
    ['one that throws when it is read', trapFor('userInfo'), ['userInfo']],
    ['a field for JavaScript', JSON.parse('{"__proto__":{"touser":"oYou"}}'), ['__proto__']],
    ['other parts of the context', { OPENID: 'oYou', SOURCE: 'scf' }, ['OPENID', 'SOURCE']],
    ['a name with signs', { 'a b\n\u202e<i>': 1 }, ['a?b???i?']],
    ['a name like an OpenID', { oABCDefgh1234567890ijklMNOPq9: 1 }, ['…OPq9']],
    ['a name without end', { ['word-'.repeat(100_000)]: 1 }, [expect.stringMatching(/^.{32}…$/)]],
    [
      'a thousand fields',
      Object.fromEntries(Array.from({ length: 1_000 }, (_, n) => [`field${n}`, n])),
      [...Array.from({ length: 10 }, (_, n) => `field${n}`), '… and 990 more'],
    ],
    [
      'ten fields',
      Object.fromEntries(Array.from({ length: 10 }, (_, n) => [`field${n}`, n])),
      Array.from({ length: 10 }, (_, n) => `field${n}`),
    ],
    ['a name of 32 letters', { [`${'word-'.repeat(6)}ab`]: 1 }, [`${'word-'.repeat(6)}ab`]],
    ['one of 33', { [`${'word-'.repeat(6)}abc`]: 1 }, [`${'word-'.repeat(6)}ab…`]],
  ])('ignores %s, and tells its name', (_what, further, ignored) => {
    const event = Object.defineProperties({ command: 'Typing' }, properties(further));
    expect(readRequest(event)).toEqual({ request: { command: 'Typing' }, ignored });
  });

  test('whatever is added to a request changes nothing about it', () => {
    fc.assert(
      fc.property(furtherFields, (further) => {
        const event = Object.defineProperties({ ...request }, properties(further));
        const reading = readRequest(event);
        expect('request' in reading && { ...reading.request }).toEqual(request);
        for (const name of reading.ignored ?? []) expect(name).toMatch(/^[\w.?…[\]-]{0,33}$/);
      }),
    );
  });

  test.each([
    ['toUser', 'touser'],
    ['to_user', 'touser'],
    ['tousr', 'touser'],
    ['Command', 'command'],
    ['businessId', 'businessid'],
  ])('refuses %s, which would be taken for absent, and asks for %s', (name, meant) => {
    const { refusal, ignored } = {
      refusal: undefined,
      ...readRequest({ ...request, [name]: 'o' }),
    };
    expect(refusal).toEqual({
      errCode: -401002,
      errMsg: expect.stringContaining(
        `:fail invalid parameter: field "${name}" is not known here; did you mean "${meant}"?`,
      ),
    });
    expect(ignored).toEqual([name]);
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
    ['businessId as the SDK would spell it', { command: 'Typing', businessId: '1' }, -401002],
    ['a slip in the field that matters most', { comand: 'Typing' }, -401002],
    ['a malformed businessid', { command: 'Typing', businessid: 'a b' }, -401002],
    ['a businessid with a fraction', { command: 'Typing', businessid: 1.5 }, -401002],
    ['a negative businessid', { command: 'Typing', businessid: -1 }, -401002],
    ['a businessid that has lost digits', { command: 'Typing', businessid: 2 ** 53 }, -401002],
  ])('refuses %s', (_what, event, errCode) => {
    expect(readRequest(event)).toMatchObject({
      refusal: {
        errCode,
        errMsg: expect.stringMatching(/:fail .* \(refused before WeChat was called\)$/),
      },
    });
  });

  test.each([
    ['the event', [], /the event must be a plain object/],
    ['command', {}, /command: it must be "Typing" or "CancelTyping", spelled exactly so/],
    ['touser', { command: 'Typing', touser: '' }, /touser must be 1 to 128 letters, digits, "_"/],
    ['businessid', { command: 'Typing', businessid: '' }, /businessid must be 1 to 128 letters/],
  ])('says of %s what it must be', (_what, event, reason) => {
    expect(readRequest(event)).toHaveProperty('refusal.errMsg', expect.stringMatching(reason));
  });

  test('repeats nothing of a value that it was sent', () => {
    const event = { command: 'Typing', touser: 'secret value' };
    expect(JSON.stringify(readRequest(event))).not.toContain('secret');
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

describe('a name like another', () => {
  const fields = ['touser', 'command', 'businessid'] as const;

  test.each([
    ['touser', 'toUser'],
    ['touser', 'TOUSER'],
    ['touser', 'to_user'],
    ['touser', 'to-user'],
    ['touser', '_touser_'],
    ['touser', 'tousr'],
    ['touser', 'tousers'],
    ['touser', 'touxer'],
    ['touser', 'toxuser'],
    ['touser', 'touser'],
    ['touser', 'tuoser'],
    ['touser', 'ouser'],
    ['touser', 'To_Usr'],
    ['command', 'Command'],
    ['command', 'comand'],
    ['command', 'commnad'],
    ['command', 'commandd'],
    ['businessid', 'businessId'],
    ['businessid', 'business_id'],
    ['businessid', 'buisnessid'],
  ])('%s is meant by %s', (known, name) => {
    expect(isNearMiss(name, known)).toBe(true);
  });

  /** What the platform is seen to add or to hand over elsewhere, and what lies close by. */
  test.each([
    'userInfo',
    'tcbContext',
    'frameworkContext',
    'cloudContext',
    'user',
    'users',
    'toUserName',
    'ToUserName',
    'FromUserName',
    'openid',
    'openId',
    'to',
    'userId',
    'touserid',
    'cmd',
    'comm',
    'commander_',
    'CommandLine',
    'business',
    'BusinessName',
    'id',
    'action',
    'source',
    'env',
    // Six letters, but two of them wrong, or two swapped and another wrong.
    'xyuser',
    'oxuser',
    'xtuser',
    'otusex',
    'otxser',
    // Much longer than any slip makes it.
    `touser${'_'.repeat(250)}`,
    '',
    '_',
    '__proto__',
    'constructor',
  ])('nothing of ours is meant by %s', (name) => {
    expect(fields.filter((known) => isNearMiss(name, known))).toEqual([]);
  });

  const letter = fc.constantFrom(...'abcdefghijklmnopqrstuvwxyz');

  test('every single slip of the finger is found, in any case and with any signs between', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...fields),
        fc.nat(),
        letter,
        fc.constantFrom('insert', 'delete', 'substitute', 'swap'),
        fc.boolean(),
        (known, at, other, slip, isLoud) => {
          const place = at % known.length;
          const [before, here = '', behind] = [
            known.slice(0, place),
            known[place],
            known.slice(place + 1),
          ];
          const slipped = {
            insert: before + other + here + behind,
            delete: before + behind,
            substitute: before + other + behind,
            swap: before + behind.slice(0, 1) + here + behind.slice(1),
          }[slip];
          return isNearMiss(isLoud ? `${slipped.toUpperCase()}_` : slipped, known);
        },
      ),
    );
  });

  test('two slips are no near miss', () => {
    fc.assert(fc.property(fc.constantFrom(...fields), (known) => !isNearMiss(`xy${known}`, known)));
  });

  test('names of any kind and length cost nothing', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: anyCharacter, maxLength: 50 }),
        fc.nat(5_000),
        (name, times) => {
          for (const known of fields) isNearMiss(name.repeat(times), known);
        },
      ),
      { numRuns: 10 },
    );
  });
});
