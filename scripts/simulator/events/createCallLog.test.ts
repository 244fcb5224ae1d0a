import { createCallLog } from './createCallLog';
import { createEvents } from './createEvents';

const call = (content: string) =>
  ({ at: 0, transport: 'https', api: 'a', function: null, data: { content } }) as const;

test('the newest calls are kept, in so much memory and no more', () => {
  const log = createCallLog(createEvents(), { calls: 1_000, bytes: 1_000_000 });
  for (let number = 0; number < 400; number += 1)
    log.arrive(call(`${number} ${'x'.repeat(20_000)}`));
  const kept = log.list();
  expect(JSON.stringify(kept).length).toBeLessThan(1_000_000);
  expect(kept.length).toBeGreaterThan(20);
  expect(JSON.stringify(kept.at(-1)?.data)).toMatch(/"399 /);
});

test('a call that is larger than all of it is kept by itself', () => {
  const log = createCallLog(createEvents(), { calls: 10, bytes: 1_000 });
  log.arrive(call('a'));
  log.arrive(call('x'.repeat(10_000)))({ errcode: 0 });
  expect(log.list()).toMatchObject([{ answer: { errcode: 0 } }]);
});

test('the newest are kept by number, too, and none after a reset', () => {
  const log = createCallLog(createEvents(), { calls: 10, bytes: 1_000_000 });
  for (let number = 0; number < 100; number += 1) log.arrive(call(String(number)));
  expect(log.list().length).toBeLessThanOrEqual(10);
  expect(log.list().at(-1)?.data).toEqual({ content: '99' });
  log.reset();
  expect(log.list()).toEqual([]);
});
