import { createEvents } from '../../simulator/events/createEvents';
import type { SimEvent } from '../../simulator/events/event';
import { createRecorder } from './createRecorder';

const customer = (openid: string, typing: boolean): SimEvent => ({
  type: 'customer',
  openid,
  typing,
  typingUntil: null,
  messages: [],
  quota: { left: 0, until: null },
  interactedAt: null,
  transferredToAgent: false,
});

const call = (at: number): SimEvent => ({
  type: 'call',
  at,
  transport: 'https',
  api: 'token',
  function: null,
  data: {},
  answer: null,
});

describe('what a page is told that comes later', () => {
  test('of each customer and of the faults the newest state, then what happened in its order', () => {
    const events = createEvents();
    const recorder = createRecorder(events);
    events.emit(call(1));
    events.emit(customer('oA', true));
    events.emit(customer('oB', true));
    events.emit({ type: 'faults', faults: [] });
    events.emit(customer('oA', false));
    events.emit(call(2));
    events.emit({ type: 'clock', now: 1, frozen: false });
    expect(recorder.events()).toEqual([
      customer('oA', false),
      customer('oB', true),
      { type: 'faults', faults: [] },
      call(1),
      call(2),
    ]);
  });

  test('a reset forgets it, and however much happens it keeps a few hundred', () => {
    const events = createEvents();
    const recorder = createRecorder(events);
    for (let at = 0; at < 1000; at += 1) events.emit(call(at));
    expect(recorder.events()).toHaveLength(300);
    expect(recorder.events().at(-1)).toEqual(call(999));
    events.emit({ type: 'reset' });
    expect(recorder.events()).toEqual([]);
  });
});
