import { createEvents, type Events } from './createEvents';
import type { SimEvent } from './event';

/** A customer as `GET /_sim/events` tells it: of the messages those that were not told before. */
export type CustomerNews = Extract<SimEvent, { type: 'customer' }> & {
  /** How many came before these. */
  messagesBefore: number;
};

export type StreamedEvent = Exclude<SimEvent, { type: 'customer' }> | CustomerNews;

/**
 * The same events with the new messages only: a conversation of any length costs no more to follow
 * than what is said in it. Who joins late and wants all of it asks for the customer.
 */
export function newMessagesOnly(events: Pick<Events, 'listen'>) {
  const told = new Map<string, number>();
  const streamed = createEvents<StreamedEvent>();
  events.listen((event) => {
    if (event.type === 'reset') told.clear();
    if (event.type !== 'customer') {
      streamed.emit(event);
      return;
    }
    const { openid, messages } = event;
    const messagesBefore = Math.min(told.get(openid) ?? 0, messages.length);
    told.set(openid, messages.length);
    streamed.emit(() => ({
      ...event,
      messages: messages.slice(messagesBefore),
      messagesBefore,
    }));
  });
  return streamed;
}
