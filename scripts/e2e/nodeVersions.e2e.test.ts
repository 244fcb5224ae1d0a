import { findNode } from '../bench/benchCommand';
import { type MockModel, startMockModel } from '../simulator/mockModel/startMockModel';
import { startTestSimulator, type TestSimulator } from '../simulator/testing/startTestSimulator';
import { type Bundle, startBundle } from './setTyping/testing/startBundle';
import { account, freePort, httpsWayTo } from './testing/httpsWay';

jest.setTimeout(300_000);

/**
 * What WeChat DevTools gives a new function is Nodejs16.13. Each is 45 MB from npm's package `node`,
 * so it is fetched only when asked for: `NODE_VERSIONS=16.13.0 npx jest nodeVersions`.
 */
const asked = process.env.NODE_VERSIONS?.split(',');
const onAsked = asked === undefined ? describe.skip : describe;

onAsked.each(asked ?? ['16.13.0'])(
  'on a real Node %s (fetched where NODE_VERSIONS names it) the built',
  (version) => {
    let simulator: TestSimulator;
    let model: MockModel;
    let node: string;
    const bundles: Bundle[] = [];

    beforeAll(async () => {
      node = findNode(version);
      simulator = await startTestSimulator({
        port: await freePort(),
        config: { ...account, collections: ['handled_messages'] },
      });
      model = await startMockModel({ behaviour: { takesMs: 0 } });
    });
    afterAll(async () => {
      await Promise.all(bundles.map((bundle) => bundle.end()));
      await model?.close();
      await simulator?.close();
    });

    const customers = { count: 0 };
    async function start(functionName: string, openapi: string[], env: Record<string, string>) {
      customers.count += 1;
      const openid = `oCustomer-${customers.count}-of-28-letters`.padEnd(28, '_');
      await simulator.post(`/_sim/customers/${openid}/messages`, { content: '在吗' });
      const given = simulator.admit({ functionName, openapi, openid });
      const bundle = await startBundle({ ...given, ...env }, { functionName, node });
      bundles.push(bundle);
      return { bundle, openid };
    }

    const ways: [string, () => Record<string, string>][] = [
      ['cloud call', () => ({})],
      ['HTTPS', () => httpsWayTo(simulator.port)],
    ];

    test.each(ways)('setTyping sets the status and takes it down, by %s', async (_way, env) => {
      const openapi = ['customerServiceMessage.setTyping'];
      const { bundle, openid } = await start('setTyping', openapi, env());
      const shows = async () => (await simulator.get(`/_sim/customers/${openid}`)).typing;
      expect((await bundle.call({ command: 'Typing', tcbContext: {} })).errCode).toBe(0);
      expect(await shows()).toBe(true);
      expect((await bundle.call({ command: 'Typing' })).errCode).toBe(45081);
      expect((await bundle.call({ command: 'CancelTyping' })).errCode).toBe(0);
      expect(await shows()).toBe(false);
    });

    test.each(ways)('customerMessage answers by a model, by %s', async (_way, env) => {
      const openapi = ['setTyping', 'send', 'uploadTempMedia'];
      const { bundle, openid } = await start(
        'customerMessage',
        openapi.map((name) => `customerServiceMessage.${name}`),
        { ...env(), REPLY_URL: model.url, REPLY_KEY: 'sk-key', REPLY_MODEL: 'any' },
      );
      const push = {
        ToUserName: account.appid,
        FromUserName: openid,
        CreateTime: Math.round(simulator.clock.now() / 1000),
        MsgType: 'text',
        Content: '几点关门？',
        MsgId: `${openid}-1`,
        tcbContext: {},
      };
      expect(await bundle.call(push, { time_limit_in_ms: 20_000 })).toBe('success');
      const { messages } = await simulator.get(`/_sim/customers/${openid}`);
      const sent = messages.filter(({ from }: { from: string }) => from === 'service');
      expect(sent.length).toBeGreaterThan(0);
      expect(bundle.printed()).not.toMatch(/failed|needs Node/);
    });
  },
);
