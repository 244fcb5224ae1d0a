import { plan, typingNeeded } from './plan';
import type { BurstResult } from './playBurst';

/** Every message has its answer, and nobody is left seeing typing. */
export function isAnswered({ answered, leftTyping }: BurstResult): boolean {
  return answered === plan.customers * plan.messagesEach && leftTyping === 0;
}

/** Every message answered, with no more calls than needed, none refused, and nobody left waiting. */
export function judgeBurst(result: BurstResult): boolean {
  return result.typing <= typingNeeded && result.refused === 0 && isAnswered(result);
}
