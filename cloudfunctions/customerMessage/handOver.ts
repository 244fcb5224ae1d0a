import { personMs } from './conversation/conversation';
import type { Because } from './decide';
import { type Handling, newDelivery } from './deps';
import { sendMessages } from './messages/sendMessages';
import type { Outcome } from './outcomes';
import { type AnswerToPush, type Push, transfer } from './push';
import { type Message, reasonOf } from './replyContract';

/** What was done about a push. */
export interface Handled {
  outcome: Outcome;
  answer: AnswerToPush;
}

/** More customers than one instance meets in half an hour. */
const maxRemembered = 10_000;

/** Whether this instance knows that a person has the customer's conversation. */
export function personHas({ openid }: Push, { memory, clock }: Handling): boolean {
  return (memory.withPerson.get(openid) ?? 0) > clock.now();
}

/** Nothing is said, and WeChat is told again where the conversation goes. */
export async function leaveToPerson(
  push: Push,
  until: number,
  handling: Handling,
): Promise<Handled> {
  remember(push, until, handling);
  await handling.conversation.leave();
  return { outcome: 'with a person', answer: transfer(push) };
}

/**
 * Hands the conversation over: for 30 minutes every instance is silent then. `messages` and
 * HANDOVER_TEXT are sent where a person did not have it already, so that nobody is promised a
 * person who is not called, or twice.
 * @param because undefined: the reply failed
 */
export async function callPerson(
  push: Push,
  because: Because | undefined,
  handling: Handling,
  messages: readonly Message[] = [],
): Promise<Handled> {
  const { reply, rules, settings, trace, conversation, clock } = handling;
  trace.because = because;
  const called: Handled = { outcome: 'for a person', answer: transfer(push) };
  const told = settings.handoverText === '' ? [] : [{ text: settings.handoverText }];
  // Where nobody but people ever answers there is nothing to be silent about.
  if (reply === undefined && rules.length === 0 && told.length === 0) return called;

  const known = personHas(push, handling);
  const handedOver = await conversation.handOver();
  remember(push, clock.now() + personMs, handling);
  if (handedOver === 'already' || (handedOver === 'out' && known)) {
    return { ...called, outcome: 'with a person' };
  }
  if (messages.length + told.length > 0) {
    const sending = { ...handling, delivery: newDelivery() };
    trace.told = await sendMessages(push.openid, [...messages, ...told], sending).then(
      () => 'sent',
      reasonOf,
    );
  }
  return called;
}

function remember({ openid }: Push, until: number, { memory: { withPerson } }: Handling): void {
  withPerson.delete(openid);
  withPerson.set(openid, until);
  const [oldest] = withPerson.keys();
  if (withPerson.size > maxRemembered && oldest !== undefined) withPerson.delete(oldest);
}
