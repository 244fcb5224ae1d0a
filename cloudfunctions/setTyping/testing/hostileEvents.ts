import fc from 'fast-check';

const command = fc.constantFrom('Typing', 'CancelTyping');

/** Values that are no command, no OpenID and no businessid, and break what does not expect them. */
const nasty = fc.oneof(
  fc.anything(),
  fc.constantFrom('', 'typing', 'Typing\u0000', 'a'.repeat(1_000_000), '__proto__', '客户', 'a b'),
  fc.constant({ toString: () => 'Typing' }),
  fc.bigInt(),
);

/** Names that are no field of a request, some of which mean something to JavaScript. */
const strangeName = fc
  .oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom('__proto__', 'constructor', 'toString', 'OPENID', 'SOURCE', 'businessId'),
  )
  .filter((name) => !['touser', 'command', 'businessid', 'userInfo'].includes(name));

function trap(name: string): object {
  return Object.defineProperty({ command: 'Typing' }, name, {
    enumerable: true,
    get() {
      throw new Error(`${name} is a trap`);
    },
  });
}

function cyclic(name: string): object {
  const event = { command: 'Typing' };
  return Object.defineProperty(event, name, { enumerable: true, value: event });
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
  fc.record({ command, businessid: nasty.filter((value) => !isIdentifier(value)) }),
  fc.tuple(fc.record({ command }), strangeName, nasty).map((parts) => withField(...parts)),
  strangeName.map((name) => trap(name)),
  strangeName.map((name) => cyclic(name)),
  fc.json().map((text) => JSON.parse(text)),
);

function isIdentifier(value: unknown): boolean {
  return value === undefined || (typeof value === 'string' && /^[A-Za-z0-9_-]{1,128}$/.test(value));
}
