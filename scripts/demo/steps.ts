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

/** Who takes part, by OpenID. */
export const openids: Readonly<Record<Person, string>> = {
  customer: 'oCustomer-5fTq8Xw2LkZr3Vb7Yn',
  stranger: 'oStranger-9dHc4Mp6QsJt1Ga0Eu',
  agent: 'oAgent-7wKx2Zv5RnBy8Lf3Jm6Pd',
};

const typing = (as: Person = 'customer'): Action => ({ call: { command: 'Typing' }, as });
const forCustomer = (as: Person): Action => ({
  call: { touser: openids.customer, command: 'Typing' },
  as,
});

/**
 * One conversation, in which every rule of setTyping shows itself once.
 * https://developers.weixin.qq.com/miniprogram/dev/framework/open-ability/customer-message/typing.html
 */
export const steps: readonly Step[] = [
  {
    done: {
      en: 'Typing, before the customer has written anything',
      zh: '客户还没有发过消息，就下发 Typing',
    },
    actions: [typing()],
    expected: { errCode: 45080, typing: false },
  },
  {
    done: { en: 'The customer writes; Typing', zh: '客户发来消息，下发 Typing' },
    actions: [{ say: '在吗？' }, typing()],
    expected: { errCode: 0, typing: true },
  },
  {
    done: { en: 'Typing once more at once', zh: '马上再下发一次 Typing' },
    actions: [typing()],
    expected: { errCode: 45081, typing: true },
  },
  {
    done: { en: 'CancelTyping', zh: '下发 CancelTyping' },
    actions: [{ call: { command: 'CancelTyping' }, as: 'customer' }],
    expected: { errCode: 0, typing: false },
  },
  {
    done: { en: 'Typing again; 14 seconds pass', zh: '再次下发 Typing，过 14 秒' },
    actions: [typing(), { waitSeconds: 14 }],
    expected: { errCode: 0, typing: true },
  },
  {
    done: {
      en: 'One second more: after 15 the status goes by itself',
      zh: '再过 1 秒：满 15 秒，输入状态自动消失',
    },
    actions: [{ waitSeconds: 1 }],
    expected: { typing: false },
  },
  {
    done: {
      en: 'Typing; then the service answers, which takes the status down',
      zh: '下发 Typing，随后客服发出回复，输入状态随之消失',
    },
    actions: [typing(), { answer: '在的，请稍等。' }],
    expected: { errCode: 0, typing: false },
  },
  {
    done: { en: '30 seconds without a message; Typing', zh: '30 秒内没有消息往来，下发 Typing' },
    actions: [{ waitSeconds: 30 }, typing()],
    expected: { errCode: 45080, typing: false },
  },
  {
    done: {
      en: 'The customer writes; the command is misspelt "typing"',
      zh: '客户又发来消息，但 command 误写成 "typing"',
    },
    actions: [{ say: '好的' }, { call: { command: 'typing' }, as: 'customer' }],
    expected: { errCode: 45072, typing: false },
  },
  {
    done: {
      en: 'A stranger calls with the customer’s OpenID',
      zh: '陌生人传入这位客户的 OpenID 调用',
    },
    actions: [forCustomer('stranger')],
    expected: { errCode: -401001, typing: false },
  },
  {
    done: {
      en: 'The same function, but without the permission in config.json',
      zh: '同一个云函数，但 config.json 中没有声明权限',
    },
    actions: [
      {
        call: { command: 'Typing' },
        as: 'customer',
        function: 'setTypingWithoutPermission',
      },
    ],
    expected: { errCode: -604101, typing: false },
  },
  {
    done: {
      en: 'An agent listed in AGENT_OPENIDS calls for the customer',
      zh: 'AGENT_OPENIDS 中的客服人员为这位客户调用',
    },
    actions: [forCustomer('agent')],
    expected: { errCode: 0, typing: true },
  },
];
