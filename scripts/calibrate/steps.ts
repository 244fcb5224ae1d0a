import type { Texts } from '../cli/language';

/** Which kind of account is asked; an official account has no "enter the conversation", and other quotas. */
export const accountKinds = ['miniprogram', 'official'] as const;
export type AccountKind = (typeof accountKinds)[number];

/** What the person at the phone is asked to do. */
export type PersonAct = 'enter' | 'write' | 'enterAgain';

/** One thing that happens, in the order of the table. */
export type Step = {
  id: string;
  title: Texts;
  /** Milliseconds after the last thing that the person did; at once where it is left out. */
  atMs?: number;
  /** Left out: for both. */
  only?: AccountKind;
} & (
  | { what: 'person'; act: PersonAct }
  | { what: 'send' }
  | {
      what: 'typing';
      command: string;
      /** Left out: the person's own. */
      touser?: '';
      /** Left out: `/cgi-bin/message/custom/typing`. */
      path?: 'business';
      /** Left out: a good one. */
      token?: 'unknown';
    }
);

export type CallStep = Extract<Step, { what: 'send' | 'typing' }>;

const cancel = { what: 'typing', command: 'CancelTyping' } as const;
const typing = { what: 'typing', command: 'Typing' } as const;
const send = { what: 'send' } as const;
const miniprogram = { only: 'miniprogram' } as const;

/**
 * Everything that is asked of WeChat, once. The pauses keep a second or more from the limits of
 * 15 s and 30 s, so that a slow finger or a slow network does not turn an answer.
 * developers.weixin.qq.com/miniprogram/dev/framework/open-ability/customer-message/typing.html
 */
const steps: readonly Step[] = [
  {
    id: 'enter',
    what: 'person',
    act: 'enter',
    title: { en: 'the customer opens the conversation', zh: '客户进入会话' },
    ...miniprogram,
  },
  {
    id: 'touserAndCommandWrong',
    ...typing,
    command: 'typing',
    touser: '',
    title: {
      en: 'touser and command both wrong',
      zh: 'touser 与 command 都不正确',
    },
  },
  {
    id: 'commandWrongWithoutMessage',
    ...typing,
    command: 'typing',
    title: {
      en: 'a wrong command, and no message within 30 s',
      zh: 'command 不正确，且 30 秒内没有消息',
    },
  },
  {
    id: 'unknownToken',
    ...cancel,
    token: 'unknown',
    title: {
      en: 'an access_token that was never issued',
      zh: '从未签发过的 access_token',
    },
  },
  {
    id: 'businessPath',
    ...cancel,
    path: 'business',
    title: {
      en: 'the path custom/business/typing without businessid',
      zh: '不带 businessid 请求 custom/business/typing',
    },
  },
  {
    id: 'typingAfterEntering',
    ...typing,
    title: {
      en: 'Typing after only entering the conversation',
      zh: '仅进入会话后下发 Typing',
    },
    ...miniprogram,
  },
  {
    id: 'cancelWithoutMessage',
    ...cancel,
    title: {
      en: 'CancelTyping with no message within 30 s',
      zh: '30 秒内没有消息时 CancelTyping',
    },
  },
  {
    id: 'write',
    what: 'person',
    act: 'write',
    title: { en: 'the customer writes', zh: '客户发来消息' },
  },
  {
    id: 'cancelNothing',
    ...cancel,
    atMs: 0,
    title: {
      en: 'CancelTyping while nothing is showing',
      zh: '没有显示输入状态时 CancelTyping',
    },
  },
  { id: 'typing', ...typing, atMs: 1_000, title: { en: 'Typing', zh: 'Typing' } },
  {
    id: 'typingAgain',
    ...typing,
    atMs: 2_000,
    title: { en: 'Typing while it is showing', zh: '显示期间再次 Typing' },
  },
  { id: 'cancel', ...cancel, atMs: 3_000, title: { en: 'CancelTyping', zh: 'CancelTyping' } },
  {
    id: 'cancelAgain',
    ...cancel,
    atMs: 4_000,
    title: { en: 'CancelTyping once more', zh: '再次 CancelTyping' },
  },
  {
    id: 'typingAfterCancel',
    ...typing,
    atMs: 5_000,
    title: { en: 'Typing after CancelTyping', zh: '取消后再 Typing' },
  },
  {
    id: 'typingAfter15s',
    ...typing,
    atMs: 21_500,
    title: { en: 'Typing when the 15 s are over', zh: '15 秒结束后再 Typing' },
  },
  {
    id: 'cancelBefore30s',
    ...cancel,
    atMs: 26_000,
    title: { en: 'CancelTyping just before the 30 s end', zh: '30 秒将满时 CancelTyping' },
  },
  {
    id: 'typingBefore30s',
    ...typing,
    atMs: 26_500,
    title: { en: 'and Typing again at once', zh: '随即再次 Typing' },
  },
  {
    id: 'typingAfter30s',
    ...typing,
    atMs: 46_000,
    title: { en: 'Typing when the 30 s are over', zh: '超过 30 秒后 Typing' },
  },
  {
    id: 'cancelAfter30s',
    ...cancel,
    atMs: 47_000,
    title: { en: 'CancelTyping when the 30 s are over', zh: '超过 30 秒后 CancelTyping' },
  },
  {
    id: 'send1',
    ...send,
    atMs: 48_000,
    title: { en: 'the service sends a message (1)', zh: '客服发送消息（1）' },
  },
  {
    id: 'typingAfterSend',
    ...typing,
    atMs: 49_000,
    title: {
      en: 'Typing after a message of the service',
      zh: '客服发送消息之后 Typing',
    },
  },
  {
    id: 'send2',
    ...send,
    atMs: 50_000,
    title: {
      en: 'the service sends a message while typing shows (2)',
      zh: '显示输入状态时客服发送消息（2）',
    },
  },
  {
    id: 'typingTakenDown',
    ...typing,
    atMs: 51_000,
    title: {
      en: 'Typing: did the message take the status down?',
      zh: 'Typing：输入状态是否已被消息取消',
    },
  },
  ...[3, 4, 5].map(
    (n): Step => ({
      id: `send${n}`,
      ...send,
      atMs: 49_000 + n * 1_000,
      title: { en: `the service sends a message (${n})`, zh: `客服发送消息（${n}）` },
      ...miniprogram,
    }),
  ),
  {
    id: 'typingWithoutQuota',
    ...typing,
    atMs: 55_000,
    title: { en: 'Typing when all 5 messages are used up', zh: '5 条消息用完后 Typing' },
    ...miniprogram,
  },
  {
    id: 'sendWithoutQuota',
    ...send,
    atMs: 56_000,
    title: { en: 'a sixth message', zh: '第 6 条消息' },
    ...miniprogram,
  },
  {
    id: 'typingWithoutQuotaOrMessage',
    ...typing,
    atMs: 88_000,
    title: {
      en: 'Typing with no quota and no message within 30 s',
      zh: '条数用完且 30 秒内没有消息时 Typing',
    },
    ...miniprogram,
  },
  {
    id: 'enterAgain',
    what: 'person',
    act: 'enterAgain',
    title: { en: 'the customer leaves and enters again', zh: '客户离开后重新进入会话' },
    ...miniprogram,
  },
  ...[1, 2, 3].map(
    (n): Step => ({
      id: `sendAfterEntering${n}`,
      ...send,
      atMs: n * 1_000,
      title: {
        en: `a message after entering again (${n})`,
        zh: `重新进入会话后发送消息（${n}）`,
      },
      ...miniprogram,
    }),
  ),
];

export const stepsFor = (kind: AccountKind): readonly Step[] =>
  steps.filter(({ only }) => only === undefined || only === kind);

export const isCall = (step: Step): step is CallStep => step.what !== 'person';
