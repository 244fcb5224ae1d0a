import type { SimClock, SimTimer } from '../clock/clock';
import type { Conversation } from '../conversation/createConversation';
import type { Events } from './createEvents';

/** Tells listeners when a customer's screen changes, by itself at the end of a typing status, too. */
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

  return {
    changed(openid) {
      clock.clearTimeout(expiries.get(openid));
      expiries.delete(openid);
      const typingMs = conversation.typingMs(openid);
      if (typingMs > 0) {
        const expire = () => {
          expiries.delete(openid);
          tell(openid);
        };
        expiries.set(openid, clock.setTimeout(expire, typingMs));
      }
      tell(openid);
    },
  };
}
