import { plan, typingNeeded } from './plan';
import type { BurstResult } from './playBurst';

/** Every message answered, with no more calls than needed, none refused, and nobody left waiting. */
export function judgeBurst({ typing, refused, answered, leftTyping }: BurstResult): boolean {
  const messages = plan.customers * plan.messagesEach;
  return typing <= typingNeeded && refused === 0 && answered === messages && leftTyping === 0;
}
