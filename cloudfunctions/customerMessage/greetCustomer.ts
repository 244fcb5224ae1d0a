import { type Handling, newDelivery } from './deps';
import { type Handled, personHas } from './handOver';
import { sendMessages } from './messages/sendMessages';
import type { Push } from './push';
import { reasonOf } from './replyContract';
import { findRule } from './rules/rules';

const dayMs = 86_400_000;

/**
 * A customer who opens the conversation is greeted, by a rule or by GREETING, once a day; WeChat
 * allows two messages, within a minute. A rule may leave them to a person instead: an event cannot
 * be handed over, so their first message is. Other events are passed by.
 */
export async function greetCustomer(push: Push, handling: Handling): Promise<Handled> {
  const { rules, settings, conversation, memory, clock, trace } = handling;
  const done = (outcome: Handled['outcome']): Handled => ({ outcome, answer: 'success' });
  if (push.type !== 'user_enter_tempsession') return done('passed by');
  const rule = findRule(rules, push, 'event');
  const greeting = settings.greeting === '' ? [] : [{ text: settings.greeting }];
  const messages = rule === undefined ? greeting : (rule.reply ?? []);
  if (rule === undefined && greeting.length === 0) return done('passed by');
  if (personHas(push, handling)) return done('passed by');

  const mayGreet = messages.length > 0 ? await conversation.mayGreet() : false;
  const now = clock.now();
  const known = (memory.greeted.get(push.openid) ?? 0) > now;
  memory.greeted.set(push.openid, now + dayMs);
  if (rule?.handOver) await conversation.handOver();
  if (mayGreet === false || (mayGreet === 'out' && known)) return done('passed by');
  try {
    await sendMessages(push.openid, messages, { ...handling, delivery: newDelivery() });
    return done('greeted');
  } catch (error) {
    trace.failure = reasonOf(error);
    return done('not greeted');
  }
}
