import fc from 'fast-check';

const command = fc.constantFrom('Typing', 'CancelTyping');

/** Values that are no command, no OpenID and no businessid, and break what does not expect them. */
const nasty = fc.oneof(
  fc.anything(),
  fc.constantFrom('', 'typing', 'Typing\u0000', 'a'.repeat(1_000_000), '__proto__', '客户', 'a b'),
  fc.constant({ toString: () => 'Typing' }),
  fc.bigInt(),
);

/** Near misses of each field, of which nobody can say what was meant. */
const nearMiss = fc.constantFrom('toUser', 'to_user', 'tousr', 'Command', 'comand', 'businessId');

function trap(name: string): object {
  return Object.defineProperty({ command: 'Typing' }, name, {
    enumerable: true,
    get() {
      throw new Error(`${name} is a trap`);
    },
  });
}

function withField(base: object, name: string, value: unknown): object {
  return Object.defineProperty({ ...base }, name, { enumerable: true, value });
}

/** Events of which none may reach WeChat: not one is a valid request. */
export const hostileEvents: fc.Arbitrary<unknown> = fc.oneof(
  fc.anything({ withNullPrototype: true, withDate: true, withMap: true, withBigInt: true }),
  fc.array(fc.record({ command })),
  fc.record({ command: nasty.filter((value) => value !== 'Typing' && value !== 'CancelTyping') }),
  fc.record({ command, touser: nasty.filter((value) => !isIdentifier(value)) }),
  fc.record({ command, businessid: nasty.filter((value) => !isBusinessId(value)) }),
  fc.tuple(fc.record({ command }), nearMiss, nasty).map((parts) => withField(...parts)),
  fc.constantFrom('command', 'touser', 'businessid').map((name) => trap(name)),
  fc.json().map((text) => JSON.parse(text)),
);

/**
 * One of all characters that there are. fast-check's unit 'binary' gives the same, and makes a table
 * of all of them first, which takes longer than a thousand tests.
 */
export const anyCharacter: fc.Arbitrary<string> = fc
  .oneof(fc.integer({ min: 0, max: 0xd7ff }), fc.integer({ min: 0xe000, max: 0x10ffff }))
  .map((point) => String.fromCodePoint(point));

/** Names that are no field of a request, some of which mean something to JavaScript. */
const furtherName = fc
  .oneof(
    fc.string({ unit: anyCharacter }),
    fc.constantFrom('__proto__', 'constructor', 'toString', 'OPENID', 'SOURCE', 'userInfo'),
    fc.constantFrom('tcbContext', 'frameworkContext', 'cloudContext', 'x'.repeat(100_000)),
  )
  .filter((name) => !['touser', 'command', 'businessid'].includes(name));

/** What the platform may one day add to an event: any fields at all, which change nothing. */
export const furtherFields: fc.Arbitrary<object> = fc
  .array(fc.tuple(furtherName, nasty), { minLength: 1, maxLength: 5 })
  .map((added) => {
    const fields: object = {};
    for (const [name, value] of added) {
      Object.defineProperty(fields, name, { enumerable: true, configurable: true, value });
    }
    return fields;
  });

function isIdentifier(value: unknown): boolean {
  return value === undefined || (typeof value === 'string' && /^[A-Za-z0-9_-]{1,128}$/.test(value));
}

function isBusinessId(value: unknown): boolean {
  return isIdentifier(value) || (Number.isSafeInteger(value) && Number(value) >= 0);
}
