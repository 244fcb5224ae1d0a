import type { AgentSession, AgentState } from './agent';

/** One bubble of the conversation; the field named by `msgtype` holds its content. */
export interface Message {
  from: 'customer' | 'service';
  msgtype: string;
  /** Milliseconds of the simulator's clock. */
  at: number;
  [field: string]: unknown;
}

/** How many messages may be sent to the customer, and until when. */
export interface Quota {
  left: number;
  /** Milliseconds of the simulator's clock; from this moment on none may be sent. */
  until: number;
  /** The largest number that an action still in its time has granted. */
  limit: number;
}

/** What WeChat remembers about one customer. Times in milliseconds of the simulator's clock. */
export interface Customer {
  messages: Message[];
  /** Last message in either direction. */
  messageAt: number | undefined;
  enteredAt: number | undefined;
  typingUntil: number | undefined;
  quota: Quota | undefined;
  transferredToAgent: boolean;
  /** Undefined where no agent was asked for, or the last one has closed the session. */
  agent: AgentSession | undefined;
}

/** A customer as `GET /_sim/customers/:openid` shows them. */
export interface CustomerView {
  typing: boolean;
  typingUntil: number | null;
  messages: Message[];
  quota: { left: number; until: number | null };
  /** When the 30 seconds of typing began last. */
  interactedAt: number | null;
  /** Once it was, whatever became of it. */
  transferredToAgent: boolean;
  agent: AgentState;
}

export function newCustomer(): Customer {
  return {
    messages: [],
    messageAt: undefined,
    enteredAt: undefined,
    typingUntil: undefined,
    quota: undefined,
    transferredToAgent: false,
    agent: undefined,
  };
}

/** Neither length nor first letter of an OpenID is guaranteed anywhere; this is what they are made of. */
const openid = /^[A-Za-z0-9_-]{1,128}$/;

export function isOpenid(value: unknown): value is string {
  return typeof value === 'string' && openid.test(value);
}
