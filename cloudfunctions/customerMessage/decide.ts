import type { CustomerMessage } from './push';
import type { Message, Reply } from './replyContract';
import { findRule, type Rule } from './rules/rules';
import { asksForPerson } from './wantsPerson';

/** Why a person is called, for the log. */
export type Because = 'the customer asked' | 'a rule' | 'the reply' | 'nothing answers it';

/** What is to be done about messages, before any reply is asked. */
export interface Decision {
  /** What rules answer, before and after what the reply will. */
  before: readonly Message[];
  after: readonly Message[];
  /** For the reply. */
  questions: readonly CustomerMessage[];
  /** A person is called, and the reply not asked; undefined: none is. */
  person: Because | undefined;
}

interface DecideDeps {
  rules: readonly Rule[];
  reply: Reply | undefined;
  settings: { handoverWords: readonly string[] };
}

/** Longer than anybody writes: a forged one, which would only cost the model's tokens. */
const maxQuestion = 10_000;

/** Words that ask for a person go before rules, rules before the reply, a person before all of them. */
export function decide(
  messages: readonly CustomerMessage[],
  { rules, reply, settings }: DecideDeps,
): Decision {
  const before: Message[] = [];
  const after: Message[] = [];
  const questions: CustomerMessage[] = [];
  let person: Because | undefined;
  for (const message of messages) {
    const tooLong = message.content.length > maxQuestion;
    const rule = tooLong ? undefined : findRule(rules, message, 'message');
    if (!tooLong && asksForPerson(message.content, settings.handoverWords)) {
      person = 'the customer asked';
    } else if (rule !== undefined) {
      (questions.length === 0 ? before : after).push(...(rule.reply ?? []));
      if (rule.handOver) person ??= 'a rule';
    } else if (!tooLong && reply !== undefined && typesOf(reply).includes(message.type)) {
      questions.push(message);
    } else {
      person ??= 'nothing answers it';
    }
  }
  return { before, after, questions, person };
}

function typesOf({ types = ['text'] }: Reply): readonly string[] {
  return types;
}
