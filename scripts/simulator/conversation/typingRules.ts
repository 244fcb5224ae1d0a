import type { SimulatorOptions, TypingRule } from '../config/options';
import type { Customer } from './customer';
import { isOpenid } from './customer';
import { sendingError } from './quota';

/** A setTyping call as it arrives, and what is known about its receiver. */
export interface TypingAttempt {
  touser: unknown;
  command: unknown;
  customer: Customer;
  now: number;
  options: SimulatorOptions;
}

/** How long after a message typing may be set, in milliseconds. */
const interactionMs = 30_000;
/** How long the status lasts, in milliseconds. */
export const typingMs = 15_000;

export const isTyping = (customer: Customer, now: number): boolean =>
  customer.typingUntil !== undefined && now < customer.typingUntil;

/** The moment from which the 30 seconds run; undefined where they never began. */
export function interactionAt(customer: Customer, options: SimulatorOptions): number | undefined {
  const { messageAt, enteredAt } = customer;
  if (!options.enteringCounts || enteredAt === undefined) return messageAt;
  return Math.max(messageAt ?? enteredAt, enteredAt);
}

function hasInteracted({ customer, now, options }: TypingAttempt): boolean {
  const at = interactionAt(customer, options);
  return at !== undefined && now < at + interactionMs;
}

/**
 * Each rule of setTyping: the errcode of whoever breaks it, 0 for whoever keeps it.
 * developers.weixin.qq.com/miniprogram/dev/framework/open-ability/customer-message/typing.html
 */
export const typingRuleTable: Record<TypingRule, (attempt: TypingAttempt) => number> = {
  touser: ({ touser }) => (isOpenid(touser) ? 0 : 40003),

  command: ({ command }) => (command === 'Typing' || command === 'CancelTyping' ? 0 : 45072),

  interaction(attempt) {
    if (hasInteracted(attempt)) return 0;
    return attempt.command === 'CancelTyping' ? attempt.options.cancelAfterInteraction : 45080;
  },

  quota({ command, customer, now, options }) {
    if (command !== 'Typing') return 0;
    const error = sendingError(customer.quota, now);
    if (error === 0) return 0;
    return options.typingWithoutQuota === 'as-send' ? error : options.typingWithoutQuota;
  },

  typing(attempt) {
    const { command, customer, now, options } = attempt;
    if (command === 'Typing') return isTyping(customer, now) ? 45081 : 0;
    if (isTyping(customer, now) || !hasInteracted(attempt)) return 0;
    return options.cancelWhenNobodyTypes;
  },
};
