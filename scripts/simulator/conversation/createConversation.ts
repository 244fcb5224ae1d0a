import type { SimulatorOptions } from '../config/options';
import { type Customer, type CustomerView, newCustomer } from './customer';
import { isOpenid } from './isOpenid';
import { messageError } from './messageErrors';
import { grantQuota, grants, isOpen, sendingError } from './quota';
import { interactionAt, isTyping, typingMs, typingRuleTable } from './typingRules';

/** A message of the customer: its kind, and its content in the field of that name. */
export type CustomerMessage = { msgtype: string } & Record<string, unknown>;

/**
 * The customer-service conversations of an account, by WeChat's rules. Nothing else happens in
 * here: no timer runs, and time is what `now` says when something is asked.
 */
export interface Conversation {
  /** The customer writes. */
  say(openid: string, message: CustomerMessage): void;
  /** The customer opens the conversation. */
  enter(openid: string): void;
  /** `customerServiceMessage.setTyping`; returns its errcode. Anything may stand in `data`. */
  setTyping(data: Record<string, unknown>): number;
  /**
   * `customerServiceMessage.send`; returns its errcode. Anything may stand in `data`.
   *
   * @param transport official accounts' kinds of message are sent over HTTPS only.
   */
  send(data: Record<string, unknown>, transport?: 'cloud' | 'https'): number;
  /** The conversation is handed over to a human agent. */
  transfer(openid: string): void;
  view(openid: string): CustomerView;
  /** How much longer the status is to show; 0 where none does. */
  typingMs(openid: string): number;
  /** Everybody that something happened to, in that order. */
  openids(): string[];
  reset(): void;
}

/** @param isMedia whether a media_id is that of a file that can be sent. */
export function createConversation(
  now: () => number,
  options: SimulatorOptions,
  isMedia: (mediaId: unknown) => boolean = () => true,
): Conversation {
  const customers = new Map<string, Customer>();

  /** Asking about somebody must not make them a customer. */
  const look = (openid: unknown): Customer =>
    (typeof openid === 'string' ? customers.get(openid) : undefined) ?? newCustomer();

  const meet = (openid: string): Customer => {
    const customer = look(openid);
    customers.set(openid, customer);
    return customer;
  };

  return {
    say(openid, message) {
      const { msgtype } = message;
      const customer = meet(openid);
      const at = now();
      customer.messages.push({ from: 'customer', msgtype, [msgtype]: message[msgtype], at });
      customer.messageAt = at;
      customer.quota = grantQuota(customer.quota, grants.message, at, options);
    },

    enter(openid) {
      const customer = meet(openid);
      const at = now();
      customer.enteredAt = at;
      customer.quota = grantQuota(customer.quota, grants.enter, at, options);
    },

    setTyping({ touser, command }) {
      const at = now();
      const customer = look(touser);
      const attempt = { touser, command, customer, now: at, options };
      for (const rule of options.errorOrder) {
        const errcode = typingRuleTable[rule](attempt);
        if (errcode !== 0) return errcode;
      }
      customer.typingUntil = command === 'Typing' ? at + typingMs : undefined;
      return 0;
    },

    send(data, transport = 'cloud') {
      const { touser } = data;
      if (!isOpenid(touser)) return 40003;
      const at = now();
      const customer = look(touser);
      const errcode =
        messageError({ data, transport, isMedia }) || sendingError(customer.quota, at);
      if (errcode !== 0) return errcode;
      const msgtype = String(data.msgtype);
      customer.messages.push({ from: 'service', msgtype, [msgtype]: data[msgtype], at });
      customer.messageAt = at;
      customer.typingUntil = undefined;
      if (customer.quota) customer.quota.left -= 1;
      return 0;
    },

    transfer(openid) {
      meet(openid).transferredToAgent = true;
    },

    view(openid) {
      const at = now();
      const customer = look(openid);
      const { quota } = customer;
      const typing = isTyping(customer, at);
      return {
        typing,
        typingUntil: typing ? (customer.typingUntil ?? null) : null,
        messages: [...customer.messages],
        quota: { left: isOpen(quota, at) ? quota.left : 0, until: quota?.until ?? null },
        interactedAt: interactionAt(customer, options) ?? null,
        transferredToAgent: customer.transferredToAgent,
      };
    },

    typingMs(openid) {
      return Math.max(0, (look(openid).typingUntil ?? 0) - now());
    },

    openids: () => [...customers.keys()],
    reset: () => customers.clear(),
  };
}
