import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { projectRoot } from '../projectRoot';
import { answerUses } from './testing/answerUses';
import { type OpenVariants, openVariants } from './testing/openVariants';
import { type RecordingGateway, startRecordingGateway } from './testing/recordingGateway';
import { sdkUses, sdkUsesFile } from './testing/sdkUses';
import { success, upstreamAnswers } from './testing/upstreamAnswers';

// Bundling the SDK takes a slow machine a while.
const setTyping = join(projectRoot, 'cloudfunctions/setTyping/index.ts');
let gateway: RecordingGateway;
// Bundling the SDK takes a slow machine a while.
let dir: string;

beforeAll(async () => {
  gateway = await startRecordingGateway();
  dir = mkdtempSync(join(tmpdir(), 'equivalence-'));
});
afterAll(async () => {
  await gateway.close();
  rmSync(dir, { recursive: true, force: true });
});

describe('setTyping, as it is deployed', () => {
  let opened: OpenVariants;
  beforeAll(async () => {
    const built = join(projectRoot, 'dist/cloudfunctions/setTyping/index.js');
    opened = await openVariants(setTyping, join(dir, 'setTyping'), gateway, { built });
  });
  afterAll(() => opened.close());

  test('sends what the SDK sends when it is not bundled, User-Agent and signature included', async () => {
    gateway.answer(() => success);
    const { outcome, requests, coldFiles } = await opened.expectEqual({
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
      const { requests, coldFiles } = await opened.expectEqual({
        event: { command: 'Typing' },
        context,
      });
      expect(requests.length).toBeGreaterThan(0);
      expect(requests.every(({ signed }) => signed)).toBe(true);
      expect(coldFiles).toEqual([]);
    },
  );

  test('hostile events: the same result and requests, without cold files', async () => {
    gateway.answer(() => success);
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
        const { requests, coldFiles } = await opened.expectEqual({
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
  let opened: OpenVariants;
  beforeAll(async () => {
    opened = await openVariants(sdkUsesFile, join(dir, 'uses'), gateway);
    gateway.answer(answerUses);
  });
  afterAll(() => opened.close());

  test('each use reads the files that it needs, and no more', async () => {
    const database = await opened.expectEqual({ event: { use: 'database: add' } });
    expect(database.coldFiles).toEqual(['cold.database.js']);
    const callFunction = await opened.expectEqual({ event: { use: 'callFunction' } });
    expect(callFunction.coldFiles).toEqual(['cold.database.js', 'cold.sdk.js']);
  });

  test.each(sdkUses)('%s: the same outcome and requests', async (use) => {
    const { outcome, requests } = await opened.expectEqual({ event: { use } });
    expect('error' in outcome).toBe(fails.includes(use));
    expect(requests.every(({ signed }) => signed !== false)).toBe(true);
  });
});
