import type { SimClock, SimTimer } from '../clock/clock';
import type { Conversation } from '../conversation/createConversation';
import type { Events } from './createEvents';

/**
 * Tells listeners when a customer's screen changes, by itself, too: at the end of a typing status and
 * of a session with an agent.
 */
export interface CustomerUpdates {
  changed(openid: string): void;
}

export function customerUpdates(
  conversation: Conversation,
  clock: SimClock,
  events: Events,
): CustomerUpdates {
  const expiries = new Map<string, SimTimer>();

  const tell = (openid: string) =>
    events.emit(() => ({ type: 'customer', openid, ...conversation.view(openid) }));

  function changed(openid: string): void {
    clock.clearTimeout(expiries.get(openid));
    expiries.delete(openid);
    const changesIn = conversation.changesIn(openid);
    if (changesIn !== undefined) {
      expiries.set(
        openid,
        clock.setTimeout(() => changed(openid), changesIn),
      );
    }
    tell(openid);
  }

  return { changed };
}
