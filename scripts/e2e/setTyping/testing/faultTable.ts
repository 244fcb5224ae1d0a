/** One way for a call to go wrong, and what becomes of it. */
export interface FaultCase {
  what: string;
  faults: readonly object[];
  errCode: number;
  /** How many calls reach WeChat. */
  calls: number;
  /** How long the function takes, on the simulator's clock; left out where it takes none. */
  ms?: number;
  command?: 'Typing' | 'CancelTyping';
  /** Does the screen show that the service is typing, in the end? */
  shows?: boolean;
}

const json = 'application/json; charset=utf-8';
/** Until the second try has failed as well. */
const always = { times: 2 };

/** A CommOpenApiResp as WeChat's gateway sends it: field 1 the body, field 2 its content type. */
function answer(body: string, contentType: string): { status: number; bodyBase64: string } {
  const field = (number: number, text: string) => [
    (number << 3) | 2,
    Buffer.byteLength(text),
    ...Buffer.from(text),
  ];
  const bytes = Buffer.from([...field(1, body), ...field(2, contentType)]);
  return { status: 200, bodyBase64: bytes.toString('base64') };
}

const wechatCodes: FaultCase[] = [
  [45080, 1],
  [45081, 1],
  [45072, 1],
  [40003, 1],
  [48001, 1],
  [45009, 1],
  [-1, 2],
].map(([errCode = 0, calls = 0]) => ({
  what: `WeChat answers ${errCode}`,
  faults: [{ errcode: errCode, ...always }],
  errCode,
  calls,
}));

const platformCodes: FaultCase[] = [
  [-604100, 1],
  [-604101, 1],
  [-604102, 2],
  [-604103, 2],
  [-604104, 1],
].map(([errCode = 0, calls = 0]) => ({
  what: `the platform answers ${errCode}`,
  faults: [{ errorCode: errCode, ...always }],
  errCode,
  calls,
}));

const cloudbaseCodes: FaultCase[] = (
  [
    ['SYS_ERR', -501001, 2],
    ['SERVER_TIMEOUT', -501002, 2],
    ['EXCEED_REQUEST_LIMIT', -501003, 1],
    ['EXCEED_CONCURRENT_REQUEST_LIMIT', -501004, 1],
    ['INVALIID_ENV', -501005, 1],
    ['INVALID_PARAM', -501007, 1],
    ['A_CODE_THAT_THE_SDK_DOES_NOT_KNOW', -501001, 2],
  ] as const
).map(([code, errCode, calls]) => ({
  what: `CloudBase answers ${code}`,
  faults: [{ status: 200, contentType: json, body: { code, message: 'sorry' }, ...always }],
  errCode,
  calls,
}));

const statuses: FaultCase[] = [204, 301, 400, 403, 404, 429, 500, 502, 503, 504].map((status) => ({
  what: `HTTP ${status}`,
  faults: [{ status, body: '<html>sorry</html>', contentType: 'text/html', ...always }],
  errCode: -501001,
  calls: 2,
}));

const brokenConnections: FaultCase[] = ['reset', 'close', 'truncate', 'empty'].flatMap((drop) => [
  { what: `${drop}, twice`, faults: [{ drop, ...always }], errCode: -501001, calls: 2 },
  { what: `${drop}, once`, faults: [{ drop }], errCode: 0, calls: 2, shows: true },
]);

/** Half of the 2.7 s that a function of 3 s has: then a second try follows, by another connection. */
const shareMs = 1350;

const silence: FaultCase[] = [
  ...['hang', 'drip'].flatMap((drop) => [
    { what: `${drop}, once`, faults: [{ drop }], errCode: 0, calls: 2, ms: shareMs, shows: true },
    {
      what: `${drop}, twice`,
      faults: [{ drop, ...always }],
      errCode: -501002,
      calls: 2,
      ms: 2700,
    },
  ]),
  {
    what: 'an answer after 1 s',
    faults: [{ delayMs: 1000 }],
    errCode: 0,
    calls: 1,
    ms: 1000,
    shows: true,
  },
  {
    what: 'a WeChat that always takes 2 s: the first try is still listened to',
    faults: [{ delayMs: 2000, ...always }],
    errCode: 0,
    calls: 2,
    ms: 2000,
    shows: true,
  },
  {
    what: 'a refusal after 2 s, as of the first so of the second',
    faults: [{ errcode: 48001, delayMs: 2000, ...always }],
    errCode: 48001,
    calls: 2,
    ms: 2000,
  },
  {
    what: 'an answer too late, twice',
    faults: [{ delayMs: 2800, ...always }],
    errCode: -501002,
    calls: 2,
    ms: 2700,
  },
  {
    what: 'WeChat busy after 1 s, well then',
    faults: [{ errcode: -1, delayMs: 1000 }],
    errCode: 0,
    calls: 2,
    ms: 1000,
    shows: true,
  },
  {
    what: 'WeChat busy, then silent',
    faults: [{ errcode: -1 }, { drop: 'hang' }],
    errCode: -501002,
    calls: 2,
    ms: 2700,
  },
];

/** The call brought no token for cloud calls: nothing to try again. */
const noToken: FaultCase[] = (
  [
    ['INVALID_PARAM', 'Invalid wxCloudApiToken', -501007],
    ['INVALID_WX_ACCESS_TOKEN', 'INVALID_WX_ACCESS_TOKEN', -501001],
  ] as const
).map(([code, message, errCode]) => ({
  what: `CloudBase misses a token, by ${code}`,
  faults: [{ status: 200, contentType: json, body: { code, message }, ...always }],
  errCode,
  calls: 1,
}));

const bodies: FaultCase[] = (
  [
    ['nothing', { status: 200 }, -501001, 2],
    ['HTML', { status: 200, body: '<html></html>', contentType: 'text/html' }, -601001, 1],
    ['JSON of unknown type', { status: 200, body: '{"errcode":0}', contentType: '' }, -501001, 2],
    ['null', { status: 200, body: 'null', contentType: json }, -501001, 2],
    ['an empty object', { status: 200, body: '{}', contentType: json }, -501001, 2],
    ['a list', { status: 200, body: '[]', contentType: json }, -501001, 2],
    ['half a JSON', { status: 200, body: '{"errcode":', contentType: json }, -601001, 1],
    ['a protobuf cut short', { status: 200, bodyBase64: 'ChN7ImVy' }, -601001, 1],
    ['unknown protobuf fields', { status: 200, bodyBase64: 'egNhYmM=' }, -501001, 2],
    ['HTML as text in the protobuf', answer('<html></html>', 'text/plain'), -501001, 2],
    ['HTML as JSON in the protobuf', answer('<html></html>', 'application/json'), -601001, 1],
    ['an error of no type in the protobuf', answer('{"errcode":45009}', ''), -501001, 2],
    ['null in the protobuf', answer('null', 'application/json'), -501001, 2],
    ['a code as text in the protobuf', answer('{"errcode":"45009"}', 'text/plain'), 45009, 1],
    [
      'a success with more beside it',
      answer('{"errcode":0,"errmsg":"ok","msgid":"1","tomorrow":{}}', 'application/json'),
      0,
      1,
    ],
    ['{} in the protobuf, which nobody can tell from ok', answer('{}', 'application/json'), 0, 1],
  ] as const
).map(([what, fault, errCode, calls]) => ({
  what: `the answer is ${what}`,
  faults: [{ ...fault, ...always }],
  errCode,
  calls,
}));

const strangeCodes: FaultCase[] = (
  [
    ['text', '45081', 45081, 1],
    ['text that is no number', 'busy', -501001, 2],
    ['beyond what a number holds', '9007199254740993', -501001, 2],
    ['huge', 1e300, -501001, 2],
    ['a fraction', 45081.5, -501001, 2],
    ['an object', { code: 45081 }, -501001, 2],
    ['a list', [45081], -501001, 2],
    ['true', true, -501001, 2],
  ] as const
).map(([what, errcode, errCode, calls]) => ({
  what: `the errcode is ${what}`,
  faults: [{ errcode, ...always }],
  errCode,
  calls,
}));

const lostAnswers: FaultCase[] = [
  {
    what: 'Typing arrived, its answer was lost with the connection',
    faults: [{ drop: 'close', afterEffect: true }],
    errCode: 0,
    calls: 2,
    shows: true,
  },
  {
    what: 'Typing arrived, its answer became a 502',
    faults: [{ status: 502, afterEffect: true }],
    errCode: 0,
    calls: 2,
    shows: true,
  },
  {
    what: 'Typing arrived, the platform timed out',
    faults: [{ errorCode: -604102, afterEffect: true }],
    errCode: 0,
    calls: 2,
    shows: true,
  },
  {
    what: 'Typing arrived, and then silence',
    faults: [{ drop: 'hang', afterEffect: true }],
    errCode: 0,
    calls: 2,
    ms: shareMs,
    shows: true,
  },
  {
    what: 'Typing arrived, though WeChat said that it was busy',
    faults: [{ errcode: -1, afterEffect: true }],
    errCode: 45081,
    calls: 2,
    shows: true,
  },
  {
    what: 'CancelTyping arrived, its answer was lost',
    faults: [{ drop: 'reset', afterEffect: true }],
    errCode: 0,
    calls: 2,
    command: 'CancelTyping',
  },
  {
    what: 'the second try is refused for another reason',
    faults: [{ drop: 'close' }, { errcode: 45080 }],
    errCode: 45080,
    calls: 2,
  },
];

export const faultTable: readonly FaultCase[] = [
  ...wechatCodes,
  ...platformCodes,
  ...cloudbaseCodes,
  ...statuses,
  ...brokenConnections,
  ...silence,
  ...noToken,
  ...bodies,
  ...strangeCodes,
  ...lostAnswers,
];
