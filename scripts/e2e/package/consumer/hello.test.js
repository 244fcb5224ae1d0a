const { startSimulator } = require('wechat-typing/simulator');

let sim;
beforeAll(async () => {
  sim = await startSimulator({ push: 'hello' });
});
afterAll(() => sim.close());
// The simulator is a process of its own: a test's fake timers don't stop it.
beforeEach(() => jest.useFakeTimers());

test('a customer is answered', async () => {
  const customer = sim.customer('oMe');
  await customer.says('在吗');
  const { messages, typing } = await customer.state();
  expect(messages.map(({ text }) => text.content)).toEqual(['在吗', '收到：在吗']);
  expect(typing).toBe(false);
});

test('after 30 seconds WeChat takes no typing any more', async () => {
  await sim.clock.advance(30_000);
  const { error } = await sim.invoke('hello', {}, { as: 'oMe' });
  expect(error.errMsg).toContain('45080');
});
