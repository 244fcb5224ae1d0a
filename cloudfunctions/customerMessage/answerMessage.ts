import type { Clock, Transport } from '../shared/contract';
import { withTyping } from '../shared/withTyping';
import type { Budget } from './budget';
import type { Push } from './push';
import type { Reply } from './replyContract';
import { ReplyError, reasonOf } from './replyError';
import { splitText } from './splitText';

interface AnswerDeps {
  reply: Reply;
  transport: Transport;
  clock: Clock;
  budget: Budget;
}

/** What came of it, for the log too. */
export interface Answered {
  /** How many messages the customer got. */
  messages: number;
  /** Why that isn't the whole answer; undefined: it is. */
  failure?: string;
  /** The errCode with which typing stopped, where it failed. */
  typing?: number;
}

/** Longer than anybody writes: a forged one, which would only cost the model's tokens. */
const maxQuestion = 10_000;

/**
 * Shows the customer typing until the answer to their message is there, and sends it; never
 * rejects. A message that WeChat did not acknowledge isn't sent again, for it may have arrived:
 * a person is to look at the conversation.
 */
export async function answerMessage(
  { openid, content, createdAt }: Push,
  { reply, transport, clock, budget }: AnswerDeps,
): Promise<Answered> {
  const answered: Answered = { messages: 0 };
  if (content.length > maxQuestion) return { ...answered, failure: 'the message is too long' };
  try {
    await withTyping(
      openid,
      async ({ signal, send }) => {
        const texts = splitText(await reply({ text: content, openid }, { signal }));
        if (texts.length === 0) throw new ReplyError('the reply was empty');
        for (const text of texts) {
          const message = { touser: openid, msgtype: 'text', text: { content: text } } as const;
          const { errCode } = await send(() => transport.send(message));
          if (errCode !== 0) throw new ReplyError(`sending it failed: ${errCode}`);
          answered.messages += 1;
        }
      },
      {
        transport,
        clock,
        lastMessageAt: createdAt * 1000,
        deadlineMs: Math.max(0, budget.replyBy - clock.now()),
        callMs: budget.callMs,
        log: ({ errCode }) => {
          answered.typing = errCode;
        },
      },
    );
    return answered;
  } catch (error) {
    return { ...answered, failure: reasonOf(error) };
  }
}
