import { Agent, request } from 'node:http';
import fc from 'fast-check';
import { startTestSimulator, type TestSimulator } from '../testing/startTestSimulator';

let sim: TestSimulator;
const agent = new Agent({ keepAlive: true, maxSockets: 8 });
beforeAll(async () => {
  sim = await startTestSimulator({ config: { collections: ['handled_messages'] } });
});
afterAll(async () => {
  agent.destroy();
  await sim.close();
});

interface Shot {
  method: string;
  path: string;
  headers: Record<string, string>;
  body: string | undefined;
}

/** The status of the answer; 0 where the connection ended without one. */
function shoot({ method, path, headers, body }: Shot): Promise<number> {
  // Without it, Node would send the body of a GET as if it were the next request.
  const length = body === undefined ? {} : { 'content-length': Buffer.byteLength(body) };
  return new Promise((resolve) => {
    const sent = request(
      {
        agent,
        host: '127.0.0.1',
        port: sim.port,
        method,
        path,
        headers: { ...length, ...headers },
      },
      (response) => {
        // A stream of events never ends by itself.
        if (path.startsWith('/_sim/events')) response.destroy();
        response.resume();
        response.on('error', () => {});
        response.on('close', () => resolve(response.statusCode ?? 0));
      },
    );
    sent.on('error', () => resolve(0));
    sent.end(body);
  });
}

const segment = fc.oneof(
  fc.constantFrom(
    'oSafe',
    'oOther',
    '__proto__',
    'constructor',
    '..',
    '%00',
    '%2e%2e%2f',
    'nothing',
  ),
  fc.string({ unit: 'grapheme', maxLength: 12 }).map(encodeURIComponent),
);
const path = fc
  .tuple(
    fc.oneof(
      fc.constantFrom(
        '/admin',
        '/cgi-bin/token',
        '/cgi-bin/stable_token',
        '/cgi-bin/message/custom/typing',
        '/cgi-bin/message/custom/business/typing',
        '/cgi-bin/message/custom/send',
        '/_sim/events',
        '/_sim/database',
        '/_sim/calls',
      ),
      segment.map((name) => `/_sim/customers/${name}`),
      segment.map((name) => `/_sim/customers/${name}x/messages`),
      segment.map((name) => `/_sim/customers/${name}x/enter`),
      segment.map((name) => `/_sim/invoke/${name}`),
      segment.map((name) => `/${name}`),
    ),
    fc.oneof(
      fc.constant(''),
      fc.constantFrom(
        '?access_token=x',
        '?access_token=a&access_token=b',
        '?grant_type[]=1',
        '?__proto__=1&appid=wx1',
      ),
      fc.webQueryParameters().map((query) => `?${query}`),
    ),
  )
  .map(([address, query]) => `${address}${query}`);

const fields = fc.constantFrom(
  ...['api', 'errcode', 'errmsg', 'times', 'drop', 'status', 'content', 'msgtype', 'msgId', 'text'],
  ...['touser', 'command', 'action', 'appid', 'secret', 'grant_type', 'force_refresh', '__proto__'],
);
const body = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.dictionary(fields, fc.jsonValue()).map((value) => JSON.stringify(value)),
  },
  fc.json(),
  fc.string({ unit: 'grapheme' }),
  fc.constantFrom('', '{', '[[[[[[', '{"__proto__":{"a":1}}', '\ufeff{}', '"\\ud800"'),
);
const headers = fc.record(
  {
    'content-type': fc.constantFrom(
      'application/json',
      'application/json; charset=utf-16',
      'multipart/form-data',
      'multipart/form-data; boundary=x',
      'text/plain',
      'nonsense',
      '',
    ),
    'x-sim-openid': fc.constantFrom('oSafe', 'a b', '', '__proto__'),
    'x-sim-source': fc.constantFrom('wx_client', 'wx client', ','),
    authorization: fc.constantFrom(
      'TC3-HMAC-SHA256',
      `TC3-HMAC-SHA256 Credential=a/2024-01-01/tcb/tc3_request, SignedHeaders=host, Signature=${'0'.repeat(64)}`,
    ),
  },
  { requiredKeys: [] },
);
const method = fc.constantFrom(
  'GET',
  'POST',
  'POST',
  'POST',
  'PUT',
  'DELETE',
  'PATCH',
  'HEAD',
  'OPTIONS',
);

test('whatever is sent: no 500, no crash, and nothing of what was is lost', async () => {
  await sim.startOver();
  await sim.post('/_sim/customers/oSafe/messages', { content: 'keep me' });
  const before = await sim.get('/_sim/customers/oSafe');
  await fc.assert(
    fc.asyncProperty(
      fc.record({ method, path, headers, body: fc.option(body, { nil: undefined }) }),
      async (shot) => {
        const status = await shoot(shot);
        expect(status).toBeLessThan(500);
        // Node itself refuses only what is no HTTP; everything else deserves an answer.
        expect(status).toBeGreaterThanOrEqual(200);
      },
    ),
    { numRuns: 300 },
  );
  expect(await sim.get('/_sim/customers/oSafe')).toEqual(before);
  expect({}).not.toHaveProperty('a');
});

test('no call is lost where many come at once', async () => {
  await sim.startOver();
  await sim.post('/_sim/customers/oSafe/messages', { content: 'hi' });
  const { access_token } = await sim.get(
    '/cgi-bin/token?grant_type=client_credential&appid=wx1&secret=s',
  );
  const send = (number: number) =>
    sim.post(`/cgi-bin/message/custom/send?access_token=${access_token}`, {
      touser: 'oSafe',
      msgtype: 'text',
      text: { content: `${number}` },
    });
  const say = (number: number) => sim.post(`/_sim/customers/o${number}/messages`, { content: 'a' });
  const numbers = Array.from({ length: 100 }, (_, number) => number);
  const answers = await Promise.all(numbers.flatMap((number) => [send(number), say(number)]));
  const accepted = answers.filter(({ errcode }) => errcode === 0);
  expect(accepted).toHaveLength(5);
  expect(answers.filter(({ errcode }) => errcode === 45047)).toHaveLength(95);
  expect((await sim.get('/_sim/customers/oSafe')).messages).toHaveLength(6);
  expect((await sim.get('/_sim/customers')).customers).toHaveLength(101);
  expect(await sim.get('/_sim/calls')).toHaveLength(101);
});
