import assert from 'node:assert/strict';
import { test } from 'node:test';
import { httpsTransport } from 'wechat-typing/https-transport';
import { startSimulator } from 'wechat-typing/simulator';
import { withTyping } from 'wechat-typing/with-typing';

test('the library as ES modules, against one simulator', async () => {
  const sim = await startSimulator();
  try {
    await sim.customer('oMe').says('在吗');
    const transport = httpsTransport({
      appid: 'wx0123456789abcdef',
      secret: 's',
      baseUrl: sim.url,
    });
    const answer = await withTyping(
      'oMe',
      async () => {
        const { typing } = await sim.customer('oMe').state();
        return typing ? 'seen' : sim.calls();
      },
      { transport, delayMs: 0 },
    );
    assert.ok(answer);
    const commands = (await sim.calls()).flatMap(({ data }) => data.command ?? []);
    assert.deepEqual(commands, ['Typing', 'CancelTyping']);
  } finally {
    await sim.close();
  }
});
