import { createEvents } from '../../simulator/events/createEvents';
import type { SimEvent } from '../../simulator/events/event';
import { createFeed } from './createFeed';
import type { FeedEvent } from './previewEvent';

const customer = (openid: string, more: object = {}): SimEvent => ({
  type: 'customer',
  openid,
  typing: false,
  typingUntil: null,
  messages: [],
  quota: { left: 0, until: null },
  interactedAt: null,
  transferredToAgent: false,
  agent: null,
  ...more,
});

const call = (at: number, more: object = {}): SimEvent => ({
  type: 'call',
  at,
  transport: 'https',
  api: 'token',
  function: null,
  data: {},
  answer: null,
  ...more,
});

const text = (content: string) => ({ from: 'customer', msgtype: 'text', at: 0, text: { content } });

function openFeed() {
  const events = createEvents();
  const feed = createFeed(events, { now: () => 1_000 });
  const live: FeedEvent[] = [];
  feed.listen((event) => live.push(event));
  const emit = (...all: SimEvent[]) => {
    for (const event of all) events.emit(event);
  };
  return { feed, live, emit };
}

describe('what a page is told', () => {
  test('that comes later: of each customer and of the faults the newest state, then what happened', () => {
    const { feed, emit } = openFeed();
    emit(
      call(1),
      customer('oA', { typing: true }),
      customer('oB'),
      { type: 'faults', faults: [] },
      customer('oA'),
      call(2),
      { type: 'clock', now: 1, frozen: false },
    );
    expect(feed.events()).toEqual([
      { ...customer('oB'), at: 1_000, skipped: 0 },
      { ...customer('oA'), at: 1_000, skipped: 0 },
      { type: 'faults', faults: [] },
      call(1),
      call(2),
    ]);
  });

  test('a reset forgets it, and however much happens it stays small', () => {
    const { feed, emit } = openFeed();
    for (let at = 0; at < 1000; at += 1) emit(call(at));
    expect(feed.events()).toHaveLength(300);
    expect(feed.events().at(-1)).toEqual(call(999));
    emit(call(1000, { data: 'x'.repeat(900_000) }), call(1001, { data: 'x'.repeat(900_000) }));
    expect(JSON.stringify(feed.events()).length).toBeLessThan(1_100_000);
    emit({ type: 'reset' });
    expect(feed.events()).toEqual([]);
  });

  test('of a long conversation the newest messages, and how many came before', () => {
    const { feed, live, emit } = openFeed();
    const messages = Array.from({ length: 5_000 }, (_, number) => text(`${number}`.repeat(50)));
    emit(customer('oA', { messages }));
    const [told] = feed.events();
    if (told?.type !== 'customer') throw new Error('the customer is not told');
    expect(told.skipped).toBeGreaterThan(1_000);
    expect(told.messages.at(-1)).toEqual(messages.at(-1));
    expect(told.skipped + told.messages.length).toBe(5_000);
    expect(live).toEqual([told]);
  });

  test('of customers the fifty newest', () => {
    const { feed, emit } = openFeed();
    for (let number = 0; number < 60; number += 1) emit(customer(`o${number}`));
    expect(feed.events()).toHaveLength(50);
  });

  test('a hand-over stands where it happened, and so do its acceptance and its end', () => {
    const { feed, emit } = openFeed();
    const [one, two, three] = [text('1'), text('2'), text('3')];
    emit(
      customer('oA', { messages: [one] }),
      customer('oA', { messages: [one], transferredToAgent: true, agent: 'waiting' }),
      customer('oA', { messages: [one, two], transferredToAgent: true, agent: 'waiting' }),
      customer('oA', { messages: [one, two], transferredToAgent: true, agent: 'accepted' }),
      customer('oA', {
        messages: [one, two, three],
        transferredToAgent: false,
        agent: null,
      }),
    );
    const notes = feed.events().filter(({ type }) => type === 'note');
    expect(notes).toEqual([
      { type: 'note', openid: 'oA', after: 1, what: 'transferred' },
      { type: 'note', openid: 'oA', after: 2, what: 'accepted' },
      { type: 'note', openid: 'oA', after: 3, what: 'closed' },
    ]);
  });

  test('when a run began; and nothing of the token for an answer of one’s own', () => {
    const { live, emit } = openFeed();
    emit(
      call(1, { api: 'stable_token', data: { appid: 'wx', from: 'preview' } }),
      call(2, { api: 'stable_token', data: { appid: 'wx' } }),
      {
        type: 'invoke',
        function: 'setTyping',
        openid: 'oA',
        source: 'wx_client',
        event: {},
        requestID: '1',
        coldStart: true,
        durationMs: 300,
        logs: [],
      },
    );
    expect(live).toEqual([
      expect.objectContaining({ type: 'call', at: 2 }),
      expect.objectContaining({ type: 'invoke', at: 700 }),
    ]);
  });
});
