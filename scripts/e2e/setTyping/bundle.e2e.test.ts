import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { createMain } from '../../../cloudfunctions/setTyping/setTyping';
import { hostileEvents } from '../../../cloudfunctions/setTyping/testing/hostileEvents';
import { systemClock } from '../../../cloudfunctions/shared/runtime/time';
import { type Stage, startStage } from './testing/harness';
import { type Bundle, startBundle } from './testing/startBundle';
import { type Relay, startRelay } from './testing/startRelay';

const api = 'customerServiceMessage.setTyping';
const ok = { errCode: 0, errMsg: `openapi.${api}:ok` };
const folder = join(__dirname, '../../../dist/cloudfunctions/setTyping');

let stage: Stage;
let relay: Relay;
beforeAll(async () => {
  stage = await startStage();
  relay = await startRelay(stage.simulator.port);
});
afterAll(async () => {
  await relay.close();
  await stage.simulator.close();
});

const bundles: Bundle[] = [];
afterEach(() => Promise.all(bundles.splice(0).map((bundle) => bundle.end())));

/** The bundle in a process of its own, whose way to the simulator leads through the relay. */
async function startFor(openid: string): Promise<{ bundle: Bundle; env: Record<string, string> }> {
  const given = stage.simulator.admit({ functionName: 'setTyping', openapi: [api], openid });
  const env = {
    ...given,
    TCB_CONTEXT_CNFG: JSON.stringify({ URL: `http://127.0.0.1:${relay.port}/admin` }),
  };
  const bundle = await startBundle(env);
  bundles.push(bundle);
  return { bundle, env };
}

describe('the built bundle', () => {
  test('needs nothing installed, and holds neither ajv nor a path of the machine that built it', async () => {
    const manifest = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
    expect(manifest).toMatchObject({ name: 'setTyping', main: 'index.js' });
    expect(manifest).not.toHaveProperty('dependencies');
    const code = await readFile(join(folder, 'index.js'), 'utf8');
    expect(code).not.toMatch(/\bajv\b/i);
    expect(code).not.toContain(join(__dirname, '../../..'));
  });

  test('may call setTyping, and nothing else', async () => {
    const config = JSON.parse(await readFile(join(folder, 'config.json'), 'utf8'));
    expect(config).toEqual({ permissions: { openapi: [api] } });
  });

  test('says that it is the SDK that it is', async () => {
    const { bundle } = await startFor(await stage.customer());
    await bundle.call({ command: 'Typing' });
    expect(relay.lastHead()).toMatch(/^user-agent: tcb-node-sdk\/3\.17\.2$/im);
  });

  test('uses its connection again, and one that the other side has closed costs no error', async () => {
    const openid = await stage.customer();
    const { bundle } = await startFor(openid);
    const before = relay.connections();
    expect(await bundle.call({ command: 'Typing' })).toEqual(ok);
    expect(await bundle.call({ command: 'CancelTyping' })).toEqual(ok);
    expect(relay.connections() - before).toBe(1);

    relay.forgetOpenConnections();
    expect(await bundle.call({ command: 'Typing' })).toEqual(ok);
    expect(relay.connections() - before).toBe(2);
    expect(JSON.parse(bundle.printed().trim().split('\n').at(-1) ?? '')).toMatchObject({
      tries: 2,
    });
    expect(await stage.callsFor(openid)).toHaveLength(3);
  });

  test('a kept connection that died without a word costs half of the time, and no error', async () => {
    const openid = await stage.customer();
    const { bundle } = await startFor(openid);
    const limit = { time_limit_in_ms: 1_500 };
    expect(await bundle.call({ command: 'Typing' }, limit)).toEqual(ok);
    const before = relay.connections();
    relay.loseOpenConnections();
    expect(await bundle.call({ command: 'CancelTyping' }, limit)).toEqual(ok);
    expect(relay.connections() - before).toBe(1);
    expect(JSON.parse(bundle.printed().trim().split('\n').at(-1) ?? '')).toMatchObject({
      tries: 2,
    });
    expect(await stage.shows(openid)).toBe(false);
  });

  test('lets out nothing secret, whatever WeChat writes into an errmsg', async () => {
    const openid = await stage.customer();
    const { bundle, env } = await startFor(openid);
    const secrets = [
      env.TENCENTCLOUD_SECRETID,
      env.TENCENTCLOUD_SECRETKEY,
      env.TENCENTCLOUD_SESSIONTOKEN,
      env.WX_API_TOKEN,
      openid,
      `http://127.0.0.1:${relay.port}/admin`,
    ].map(String);
    for (const secret of secrets) {
      await stage.faults({ errcode: 48001, errmsg: `sorry, ${secret} may not (${secret})` });
      const result = await bundle.call({ command: 'Typing' });
      expect(result).toEqual({ errCode: 48001, errMsg: expect.stringMatching(/:fail sorry, /) });
      expect(result.errMsg).not.toContain(secret);
    }
    await stage.faults({ status: 500, times: 2 });
    expect((await bundle.call({ command: 'Typing' })).errCode).toBe(-501001);
    // From 24 on Node itself warns of url.parse, which the SDK uses.
    const lines = bundle.printed().split('\n');
    expect(lines.filter((line) => line.startsWith('{'))).toHaveLength(secrets.length + 1);
    for (const secret of secrets) expect(bundle.printed()).not.toContain(secret);
  });

  test('answers 2,000 hostile events as its source does, and WeChat hears of none', async () => {
    const openid = await stage.customer();
    const { bundle, env } = await startFor(openid);
    const source = createMain({
      sendTyping: () => Promise.reject(new Error('WeChat was called')),
      freshConnection: () => {},
      getContext: () => ({ OPENID: openid, SOURCE: 'wx_client' }),
      clock: systemClock,
      env,
      log: () => {},
    });
    const clonable = hostileEvents.filter((event) => {
      try {
        structuredClone(event);
        return true;
      } catch {
        return false;
      }
    });
    await fc.assert(
      fc.asyncProperty(clonable, async (event) => {
        const result = await bundle.call(event);
        expect(Object.keys(result)).toEqual(['errCode', 'errMsg']);
        expect(result).toEqual(await source(structuredClone(event), undefined));
      }),
      { numRuns: 2_000 },
    );
    expect(await stage.callsFor(openid)).toEqual([]);
    expect(await bundle.call({ command: 'Typing' })).toEqual(ok);
  });
});
