import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { eventually } from '../../cli/testing/eventually';
import { type Stage, startStage } from './testing/harness';

/** The smallest picture that is one. */
const picture = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const rules = {
  rules: [
    { when: { text: '价格表' }, reply: [{ text: '最新价格：' }, { image: 'prices.png' }] },
    { when: { regex: '订单\\s*\\d{4,}' }, reply: [{ text: '订单已发货。' }] },
    {
      when: { cardPath: 'pages/goods/index' },
      reply: [{ miniprogrampage: { title: '尺码', pagepath: 'pages/size', thumb: 'prices.png' } }],
    },
  ],
};
const env = {
  GREETING: '您好，请问有什么可以帮您？',
  HANDOVER_TEXT: '正在为您转接人工客服。',
  REPLY_EXTRA: '{"enable_thinking":false}',
};

/** The model: each answer once, and what it was asked. */
const asked: { messages: { role: string; content: string }[]; enable_thinking?: boolean }[] = [];
const answers: { status?: number; content?: string }[] = [];
let model: Server;
let shop: Stage;
const customer = 'oCustomer-of-twelve-turns-28';
beforeAll(async () => {
  model = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => {
      asked.push(JSON.parse(body));
      const { status = 200, content } = answers.shift() ?? { status: 500 };
      // As the mock model does: a connection kept open looks like an answer still to come.
      response.writeHead(status, { 'content-type': 'application/json', connection: 'close' });
      response.end(JSON.stringify({ choices: [{ message: { role: 'assistant', content } }] }));
    });
  });
  await new Promise<void>((resolve) => model.listen(0, '127.0.0.1', resolve));
  const { port } = model.address() as AddressInfo;
  shop = await startStage({
    env: { ...env, REPLY_URL: `http://127.0.0.1:${port}/v1/chat/completions` },
    beside: { 'rules.json': JSON.stringify(rules), 'prices.png': picture },
  });
});
afterAll(async () => {
  await shop.close();
  model.closeAllConnections();
  model.close();
});

const messages = `/_sim/customers/${customer}/messages`;
const agent = (body: object) => shop.simulator.post(`/_sim/customers/${customer}/agent`, body);

/** The customer writes or sends something; what the service wrote since, and how it ended. */
async function turn(body: object, address = messages) {
  const before = (await shop.view(customer)).messages.length;
  const push = await shop.push(address, body, { stepMs: 500 });
  const { messages: all, typing, agent } = await shop.view(customer);
  const written = all
    .slice(before)
    .filter(({ from }) => from === 'service')
    .map((message) => (message.msgtype === 'text' ? contentOf(message) : message.msgtype));
  const outcomes = push.deliveries.flatMap(({ logs }) =>
    logs.map((line): unknown => JSON.parse(line).outcome),
  );
  return { written, typing, agent, outcome: outcomes[0], verdict: push.verdict.kind };
}
const contentOf = (message: object): unknown => Object(Object(message).text).content;
const says = (content: string) => turn({ content });

test('a conversation of twelve turns', async () => {
  // 1. She opens the conversation, twice.
  expect((await turn({}, `/_sim/customers/${customer}/enter`)).written).toEqual([env.GREETING]);
  expect((await turn({}, `/_sim/customers/${customer}/enter`)).written).toEqual([]);

  // 2. A rule answers with a picture that lies beside the function; no model is asked.
  expect(await says('价格表！')).toMatchObject({ written: ['最新价格：', 'image'], typing: false });
  expect(asked).toHaveLength(0);

  // 3. Three messages in quick succession, to three instances, get one answer that has seen all.
  answers.push({ content: '<think>她要鞋</think>**明天**发货。' });
  const three: Promise<string>[] = [];
  for (const content of ['你好', '我买的鞋', '什么时候发货？']) {
    const { messages: before } = await shop.view(customer);
    three.push(shop.simulator.post(messages, { content }).then(({ push }) => push.verdict.kind));
    await eventually(
      'the message',
      async () => (await shop.view(customer)).messages.length > before.length,
    );
    await shop.simulator.clock.advance(400);
  }
  let settled = false;
  const verdicts = Promise.all(three).finally(() => {
    settled = true;
  });
  for (let step = 0; !settled && step < 40; step += 1) await shop.simulator.clock.advance(500);
  expect(await verdicts).toEqual(['success', 'success', 'success']);
  expect(asked.map(({ messages }) => messages.at(-1)?.content)).toEqual([
    '你好\n我买的鞋\n什么时候发货？',
  ]);
  expect(contentOf((await shop.view(customer)).messages.at(-1) ?? {})).toBe('明天发货。');

  // 4. The next question knows what was said before, the rule's answer too.
  answers.push({ content: '299 元。' });
  expect((await says('它多少钱？')).written).toEqual(['299 元。']);
  const { messages: seen = [], enable_thinking } = asked.at(-1) ?? {};
  expect(seen.map(({ role }) => role)).toEqual([
    'system',
    'user',
    'assistant',
    'user',
    'assistant',
    'user',
  ]);
  expect([seen[1]?.content, seen[4]?.content, enable_thinking]).toEqual([
    '价格表！',
    '明天发货。',
    false,
  ]);

  // 5. A regular expression.
  expect((await says('我的订单 12345 呢')).written).toEqual(['订单已发货。']);

  // 6. She sends a card, and gets one.
  const card = { title: '鞋', appid: 'wx0', pagepath: 'pages/goods/index?id=1' };
  const sent = await turn({ msgtype: 'miniprogrampage', miniprogrampage: card });
  expect(sent.written).toEqual(['miniprogrampage']);

  // 7. The model is busy once.
  answers.push({ status: 429 }, { content: '有货。' });
  expect((await says('有货吗？')).written).toEqual(['有货。']);

  // 8. The model calls a person; while she waits nobody talks.
  answers.push({ content: '好的，[[转人工]]' });
  expect(await says('我要跟老板谈')).toMatchObject({
    written: [env.HANDOVER_TEXT],
    agent: 'waiting',
    verdict: 'transfer',
    outcome: 'for a person',
  });
  const questions = asked.length;
  expect(await says('价格表')).toMatchObject({ written: [], verdict: 'transfer', typing: false });

  // 9. An agent accepts: what she writes goes to them alone.
  await agent({ action: 'accept' });
  expect(await shop.simulator.post(messages, { content: '你好' })).toEqual({ push: null });
  await agent({ action: 'message', content: '我是老板。' });
  await agent({ action: 'close' });
  await shop.simulator.clock.advance(5_000);

  // 10. Within 30 minutes of the hand-over she is still the person's.
  expect(await says('还在吗')).toMatchObject({ written: [], verdict: 'transfer' });
  expect(asked).toHaveLength(questions);

  // 11. Afterwards she is answered again, and what was said before is forgotten.
  await shop.simulator.clock.advance(31 * 60_000);
  answers.push({ content: '在的。' });
  expect(await says('在吗')).toMatchObject({ written: ['在的。'], verdict: 'success' });
  expect(asked.at(-1)?.messages).toHaveLength(2);

  // 12. A word calls a person at once.
  expect(await says('麻烦转人工')).toMatchObject({
    written: [env.HANDOVER_TEXT],
    verdict: 'transfer',
    outcome: 'for a person',
  });

  // The picture was uploaded once, for the rule and the card's thumb, whatever instance sent it.
  const calls: { api: string }[] = await shop.simulator.get('/_sim/calls');
  expect(calls.filter(({ api }) => api.endsWith('uploadTempMedia'))).toHaveLength(1);
  // And of all this the database holds no OpenID, and no text of what is over.
  const kept = JSON.stringify(await shop.simulator.get('/_sim/database'));
  expect(kept).not.toMatch(/oCustomer|鞋|发货|老板/);
});
