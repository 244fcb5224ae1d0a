import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { projectRoot } from '../projectRoot';
import { answerUses } from './testing/answerUses';
import { buildVariants, type Variant, variants } from './testing/buildVariants';
import { functionEnvironment } from './testing/functionEnvironment';
import { type Call, type Called, type OpenFunction, openFunction } from './testing/openFunction';
import {
  type RecordingGateway,
  startRecordingGateway,
  type WireAnswer,
  type WireRequest,
} from './testing/recordingGateway';
import { upstreamAnswers } from './testing/upstreamAnswers';

let gateway: RecordingGateway;
// Bundling the SDK takes a slow machine a while.
jest.setTimeout(60_000);

let dir: string;

beforeAll(async () => {
  gateway = await startRecordingGateway();
  dir = mkdtempSync(join(tmpdir(), 'equivalence-'));
});
afterAll(async () => {
  await gateway.close();
  rmSync(dir, { recursive: true, force: true });
});

/** One function in every variant, each in a process of its own. */
async function openVariants(name: string, entry: string): Promise<Record<Variant, OpenFunction>> {
  const files = await buildVariants(entry, join(dir, name));
  const env = functionEnvironment(gateway.url);
  return {
    optimised: openFunction(files.optimised, env),
    plain: openFunction(files.plain, env),
    unbundled: openFunction(files.unbundled, env),
  };
}

interface Seen {
  outcome: Called['outcome'];
  requests: WireRequest[];
  coldFiles: string[];
}

async function see(opened: OpenFunction, call: Call): Promise<Seen> {
  gateway.take();
  const called = await opened.call(call);
  return { ...called, requests: gateway.take() };
}

/** A plain bundle doesn't find the file with its version, and says so in two headers. */
function withoutVersion(requests: readonly WireRequest[]): unknown {
  return requests.map(({ headers: { 'user-agent': _, ...headers }, ...rest }) => ({
    ...rest,
    headers,
  }));
}

/** The call has the same outcome and the same requests in every variant; each request is signed. */
async function expectEqual(opened: Record<Variant, OpenFunction>, call: Call): Promise<Seen> {
  const optimised = await see(opened.optimised, call);
  const unbundled = await see(opened.unbundled, call);
  const plain = await see(opened.plain, call);
  expect(optimised.outcome).toEqual(unbundled.outcome);
  expect(optimised.requests).toEqual(unbundled.requests);
  expect(optimised.outcome).toEqual(plain.outcome);
  expect(withoutVersion(optimised.requests)).toEqual(withoutVersion(plain.requests));
  return optimised;
}

describe('setTyping, optimised', () => {
  let opened: Record<Variant, OpenFunction>;
  beforeAll(async () => {
    opened = await openVariants(
      'setTyping',
      join(projectRoot, 'cloudfunctions/setTyping/index.ts'),
    );
  });
  afterAll(() => {
    for (const variant of variants) opened[variant].close();
  });

  test('sends what the SDK sends when it is not bundled, User-Agent and signature included', async () => {
    gateway.answer(() => upstreamAnswers['a success'] as WireAnswer);
    const { outcome, requests, coldFiles } = await expectEqual(opened, {
      event: { command: 'Typing' },
    });
    expect(outcome).toMatchObject({ result: { errCode: 0 } });
    expect(requests).toHaveLength(1);
    expect(requests[0]).toMatchObject({
      method: 'POST',
      signed: true,
      headers: { 'user-agent': 'tcb-node-sdk/3.17.2', 'x-sdk-version': 'wx-server-sdk/4.0.2' },
      params: { action: 'wx.openApi', apiName: 'customerServiceMessage.setTyping' },
    });
    expect(coldFiles).toEqual([]);
  });

  test.each(Object.entries(upstreamAnswers))(
    '%s: the same result and requests, without cold files',
    async (_, answer) => {
      gateway.answer(() => answer);
      const context = { time_limit_in_ms: 60_000 };
      const { requests, coldFiles } = await expectEqual(opened, {
        event: { command: 'Typing' },
        context,
      });
      expect(requests.length).toBeGreaterThan(0);
      expect(requests.every(({ signed }) => signed)).toBe(true);
      expect(coldFiles).toEqual([]);
    },
  );

  test('hostile events: the same result and requests, without cold files', async () => {
    gateway.answer(() => upstreamAnswers['a success'] as WireAnswer);
    const openid = fc.constantFrom(
      'oSelf000000000000000000000000',
      'oOther00000000000000000000000',
      '',
      'o o',
    );
    const event = fc.oneof(
      fc.record(
        {
          command: fc.oneof(fc.constantFrom('Typing', 'CancelTyping'), fc.jsonValue()),
          touser: fc.oneof(openid, fc.jsonValue()),
          businessid: fc.string(),
          userInfo: fc.jsonValue(),
        },
        { requiredKeys: [] },
      ),
      fc.jsonValue(),
    );
    await fc.assert(
      fc.asyncProperty(event, openid, async (sent, caller) => {
        const { requests, coldFiles } = await expectEqual(opened, {
          event: sent,
          env: { WX_OPENID: caller, AGENT_OPENIDS: 'oSelf000000000000000000000000' },
        });
        expect(requests.every(({ signed }) => signed)).toBe(true);
        expect(coldFiles).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });
});

/** Read as text: to load the file would be to initialise the SDK in this process. */
const usesOfSdk = [
  ...readFileSync(join(__dirname, 'testing/sdkUses.js'), 'utf8').matchAll(
    /^ {2}(?:'(.+?)'|(\w+)): (?:async )?\(\) =>/gm,
  ),
].map(([, quoted, plain]) => quoted ?? plain ?? '');

/** The uses that end in an error, which has to be the same one. */
const fails = [
  'database: add what is there',
  'database: no collection name',
  'callFunction that fails',
  'callFunction without a name',
  'openapi of another appid',
  'getOpenData without a list',
];

describe('other uses of the SDK, optimised', () => {
  const entry = join(__dirname, 'testing/sdkUses.js');
  let opened: Record<Variant, OpenFunction>;
  beforeAll(async () => {
    opened = await openVariants('uses', entry);
    gateway.answer(answerUses);
  });
  afterAll(() => {
    for (const variant of variants) opened[variant].close();
  });

  test('one file holds all that the database needs', async () => {
    const { coldFiles } = await expectEqual(opened, { event: { use: 'database: add' } });
    expect(coldFiles).toEqual(['cold.database.js']);
  });

  test.each(usesOfSdk)('%s: the same outcome and requests', async (use) => {
    const { outcome, requests } = await expectEqual(opened, { event: { use } });
    expect('error' in outcome).toBe(fails.includes(use));
    expect(requests.every(({ signed }) => signed !== false)).toBe(true);
  });
});
