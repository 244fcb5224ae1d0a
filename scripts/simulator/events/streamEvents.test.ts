import { createServer, get, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { defaultOptions } from '../config/options';
import { createConversation } from '../conversation/createConversation';
import { startTestSimulator, type TestSimulator } from '../testing/startTestSimulator';
import { createEvents } from './createEvents';
import type { SimEvent } from './event';
import { newMessagesOnly, type StreamedEvent } from './newMessagesOnly';
import { streamEvents } from './streamEvents';

interface Stream {
  response: IncomingMessage;
  events: SimEvent[];
  /** Resolves when an event is there that fits. */
  until(fits: (event: SimEvent) => boolean): Promise<SimEvent>;
}

function open(url: string): Promise<Stream> {
  return new Promise((resolve, reject) => {
    get(url, (response) => {
      const events: SimEvent[] = [];
      const waiting = new Set<() => void>();
      let rest = '';
      response.on('data', (chunk) => {
        const parts = `${rest}${chunk}`.split('\n\n');
        rest = parts.pop() ?? '';
        for (const part of parts) {
          if (part.startsWith('data: ')) events.push(JSON.parse(part.slice(6)));
        }
        for (const look of waiting) look();
      });
      response.on('error', () => {});
      const until: Stream['until'] = (fits) =>
        new Promise((found) => {
          const look = () => {
            const event = events.find(fits);
            if (event) {
              waiting.delete(look);
              found(event);
            }
          };
          waiting.add(look);
          look();
        });
      resolve({ response, events, until });
    }).on('error', reject);
  });
}

describe('GET /_sim/events', () => {
  let sim: TestSimulator;
  beforeAll(async () => {
    sim = await startTestSimulator();
  });
  afterAll(() => sim.close());
  beforeEach(() => sim.startOver());

  const say = () => sim.post('/_sim/customers/oCustomer/messages', { content: 'hi' });
  const type = async () => {
    const { access_token } = await sim.get(
      '/cgi-bin/token?grant_type=client_credential&appid=wx1&secret=s',
    );
    await sim.post(`/cgi-bin/message/custom/typing?access_token=${access_token}`, {
      touser: 'oCustomer',
      command: 'Typing',
    });
  };

  test('begins with the clock and the faults as they are', async () => {
    const { until, response } = await open(`${sim.url}/_sim/events`);
    expect(response.headers['content-type']).toMatch('text/event-stream');
    expect(await until(({ type }) => type === 'clock')).toEqual({
      type: 'clock',
      now: sim.clock.now(),
      frozen: true,
    });
    expect(await until(({ type }) => type === 'faults')).toEqual({ type: 'faults', faults: [] });
    response.destroy();
  });

  test('tells every page of a message, of typing, and of its end by itself', async () => {
    const pages = await Promise.all([1, 2].map(() => open(`${sim.url}/_sim/events`)));
    await say();
    await type();
    const shown = sim.clock.now() + 15_000;
    await sim.post('/_sim/clock', { advanceMs: 60_000 });
    for (const { until, events, response } of pages) {
      await until((event) => event.type === 'clock' && event.now === shown + 45_000);
      const customers = events.filter((event) => event.type === 'customer');
      expect(customers).toMatchObject([
        {
          openid: 'oCustomer',
          typing: false,
          messages: [{ text: { content: 'hi' } }],
          messagesBefore: 0,
        },
        { typing: true, typingUntil: shown, messages: [], messagesBefore: 1 },
        { typing: false, typingUntil: null, messages: [], messagesBefore: 1 },
      ]);
      response.destroy();
    }
  });

  test('tells of each call as /_sim/calls lists it', async () => {
    const { until, response } = await open(`${sim.url}/_sim/events`);
    await type();
    const told = await until(
      (event) => event.type === 'call' && event.api === 'customerServiceMessage.setTyping',
    );
    expect(told).toEqual({ type: 'call', ...(await sim.get('/_sim/calls')).at(-1) });
    response.destroy();
  });

  test('tells of functions that ran, of faults and of a reset', async () => {
    const { until, response } = await open(`${sim.url}/_sim/events`);
    await sim.post('/_sim/invoke/nothing', {}, { 'x-sim-openid': 'oCaller' });
    await until((event) => event.type === 'invoke' && event.openid === 'oCaller');
    await sim.post('/_sim/faults', { api: 'token', errcode: 1 });
    await until((event) => event.type === 'faults' && event.faults.length === 1);
    await sim.startOver();
    await until((event) => event.type === 'reset');
    response.destroy();
  });

  test('is no obstacle to the end of the simulator', async () => {
    const other = await startTestSimulator();
    const { response } = await open(`${other.url}/_sim/events`);
    const closed = new Promise((resolve) => response.on('close', resolve));
    await other.close();
    await closed;
  });
});

test('following a conversation costs what is said in it, however long it is', async () => {
  const events = createEvents();
  const streamed = newMessagesOnly(events);
  const told: number[] = [];
  streamed.listen((event) => told.push(JSON.stringify(event).length));
  const conversation = createConversation(
    () => 0,
    defaultOptions,
    () => false,
  );
  const text = { msgtype: 'text', text: { content: 'x'.repeat(100) } };
  for (let number = 0; number < 500; number += 1) {
    conversation.say('oMe', text);
    events.emit({ type: 'customer', openid: 'oMe', ...conversation.view('oMe') });
  }
  expect(Math.max(...told)).toBeLessThan(2 * Math.min(...told));
  events.emit({ type: 'reset' });
  conversation.reset();
  conversation.say('oMe', text);
  const last: StreamedEvent[] = [];
  streamed.listen((event) => last.push(event));
  events.emit({ type: 'customer', openid: 'oMe', ...conversation.view('oMe') });
  expect(last).toMatchObject([{ messagesBefore: 0, messages: [{ msgtype: 'text' }] }]);
});

test('one large event cuts nobody off', async () => {
  const events = createEvents();
  const server = createServer((_request, response) => streamEvents(response, events, []));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { until, response } = await open(
    `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
  );
  events.emit({ type: 'refused', function: 'large', message: 'x'.repeat(7 * 1024 * 1024) });
  events.emit({ type: 'refused', function: 'next', message: '' });
  await until((event) => event.type === 'refused' && event.function === 'next');
  response.destroy();
  await new Promise((resolve) => server.close(resolve));
});

test('a page that reads nothing is cut off, and the others miss nothing', async () => {
  const events = createEvents();
  const server = createServer((_request, response) => streamEvents(response, events, []));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const reading = await open(url);
  const stuck = await open(url);
  stuck.response.pause();
  const cut = new Promise((resolve) => stuck.response.on('close', resolve));

  const large = 'x'.repeat(200_000);
  for (let number = 0; number < 100; number += 1) {
    events.emit({ type: 'refused', function: `${number}`, message: large });
    // Let the one that reads keep up.
    await reading.until((event) => event.type === 'refused' && event.function === `${number}`);
  }
  stuck.response.resume();
  await cut;
  expect(stuck.events.length).toBeLessThan(100);
  expect(reading.events).toHaveLength(100);
  reading.response.destroy();
  await new Promise((resolve) => server.close(resolve));
});
