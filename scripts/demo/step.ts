import type { Texts } from '../cli/language';

/** One thing that somebody does in the demo's conversation. */
export type Action =
  /** The customer writes. */
  | { say: string }
  /** The service sends the customer a message, over WeChat's HTTPS API. */
  | { answer: string }
  /** Somebody calls setTyping, or another function of the demo's, through wx.cloud.callFunction. */
  | { call: Record<string, string>; as: Person; function?: DemoFunction }
  /** The clock is advanced. */
  | { waitSeconds: number };

export type Person = 'customer' | 'stranger' | 'agent';

export type DemoFunction = 'setTyping' | 'setTypingWithoutPermission';

export interface Step {
  done: Texts;
  actions: readonly Action[];
  /** What WeChat documents for it. */
  expected: {
    /** Of the call, where there is one. */
    errCode?: number;
    /** "对方正在输入…" is on the customer's screen afterwards. */
    typing: boolean;
  };
}
