import fc from 'fast-check';
import { isNearMiss } from './nearMiss';

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
    fc.property(fc.string({ unit: 'binary', maxLength: 50 }), fc.nat(5_000), (name, times) => {
      for (const known of fields) isNearMiss(name.repeat(times), known);
    }),
    { numRuns: 10 },
  );
});
