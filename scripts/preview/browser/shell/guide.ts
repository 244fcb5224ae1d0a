import type { SimEvent } from '../../../simulator/events/event';
import type { TextName } from '../texts';
import { errcodeOf } from './answers';
import { customerOf, type State } from './store';

interface Step {
  text: TextName;
  /** Whether this event, in this state before it, is the step. */
  isDone(event: SimEvent, before: State): boolean;
}

/** What to try, in this order, to have seen both rules. */
export const guide: readonly Step[] = [
  { text: 'guideRefused', isDone: (event) => typingAnswered(event, 45080) },
  {
    text: 'guideMessage',
    isDone: (event, before) =>
      event.type === 'customer' &&
      event.messages.length > customerOf(before, event.openid).messages.length &&
      event.messages.at(-1)?.from === 'customer',
  },
  { text: 'guideShown', isDone: (event) => event.type === 'customer' && event.typing },
  { text: 'guideAgain', isDone: (event) => typingAnswered(event, 45081) },
  {
    text: 'guideGone',
    isDone: (event, before) =>
      event.type === 'customer' && !event.typing && customerOf(before, event.openid).typing,
  },
  { text: 'guideOver', isDone: (event) => typingAnswered(event, 45080) },
];

function typingAnswered(event: SimEvent, errcode: number): boolean {
  return (
    event.type === 'call' &&
    event.api === 'customerServiceMessage.setTyping' &&
    errcodeOf(event.answer) === errcode
  );
}
