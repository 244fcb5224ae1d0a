import { httpsTransport } from 'wechat-typing/https-transport';
import { type Simulator, type SimulatorConfig, startSimulator } from 'wechat-typing/simulator';
import { withTyping } from 'wechat-typing/with-typing';

const config: SimulatorConfig = {
  collections: ['orders'],
  functions: { hello: { timeoutMs: 5_000, env: { NAME: 'value' } } },
  options: { enteringCounts: true },
};

export async function hello(): Promise<string> {
  await using sim: Simulator = await startSimulator({ config, push: 'hello' });
  const { push } = await sim.customer('oMe').says({ msgtype: 'text', content: '在吗' });
  const verdict: 'success' | 'transfer' | undefined =
    push?.verdict.kind === 'success' || push?.verdict.kind === 'transfer'
      ? push.verdict.kind
      : undefined;
  await sim.fail({ api: 'customerServiceMessage.setTyping', drop: 'hang', times: 2 });
  const { errCode } = (await sim.invoke('hello', { a: 1 }, { as: 'oMe' })).error ?? { errCode: 0 };
  await sim.clock.advance(15_000);
  const transport = httpsTransport({ appid: 'wx0123456789abcdef', secret: 's', baseUrl: sim.url });
  const length: number = await withTyping('oMe', async () => 'an answer'.length, { transport });
  const until: number | null = (await sim.customer('oMe').state()).typingUntil;
  return `${verdict} ${errCode} ${length} ${until} ${(await sim.calls())[0]?.api}`;
}

// @ts-expect-error: an option of another name is a mistake that the types show
void startSimulator({ config: { optoins: {} } });
// @ts-expect-error: so is a failure that does not exist
void startSimulator().then((sim) => sim.fail({ api: 'x', drop: 'later' }));
