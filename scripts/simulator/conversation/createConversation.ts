import type { SimulatorOptions } from '../config/options';
import { type AgentState, agentState, agentUntil } from './agent';
import { type Customer, type CustomerView, isOpenid, newCustomer } from './customer';
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
  /** The conversation is handed over to the human agents: the customer waits for one. */
  transfer(openid: string): void;
  /** An agent takes the customer who waits. False where nobody does. */
  accept(openid: string): boolean;
  /** The agent writes. False where no agent has the conversation. */
  agentSays(openid: string, content: string): boolean;
  agent(openid: string): AgentState;
  /** The session with the agent, or the wait for one, is over. False where there is none. */
  closeAgent(openid: string): boolean;
  view(openid: string): CustomerView;
  /** In how many milliseconds the view changes by itself; undefined where it does not. */
  changesIn(openid: string): number | undefined;
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

  const stateOf = ({ agent }: Customer) => agentState(agent, now(), options);

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
      if (customer.agent) customer.agent.messageAt = at;
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
      const customer = meet(openid);
      customer.transferredToAgent = true;
      if (stateOf(customer) === null) customer.agent = { acceptedAt: undefined, messageAt: now() };
    },

    accept(openid) {
      const customer = look(openid);
      if (stateOf(customer) !== 'waiting') return false;
      customer.agent = { acceptedAt: now(), messageAt: now() };
      return true;
    },

    agentSays(openid, content) {
      const customer = look(openid);
      if (stateOf(customer) !== 'accepted' || !customer.agent) return false;
      const at = now();
      const text = { content };
      customer.messages.push({ from: 'service', msgtype: 'text', text, at, agent: true });
      customer.messageAt = at;
      customer.agent.messageAt = at;
      customer.typingUntil = undefined;
      return true;
    },

    agent: (openid) => stateOf(look(openid)),

    closeAgent(openid) {
      const customer = look(openid);
      if (stateOf(customer) === null) return false;
      customer.agent = undefined;
      return true;
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
        agent: stateOf(customer),
      };
    },

    changesIn(openid) {
      const { typingUntil, agent } = look(openid);
      const ends = [typingUntil, agentUntil(agent, options)].filter((at) => at !== undefined);
      const times = ends.map((at) => at - now()).filter((ms) => ms > 0);
      return times.length > 0 ? Math.min(...times) : undefined;
    },

    openids: () => [...customers.keys()],
    reset: () => customers.clear(),
  };
}
