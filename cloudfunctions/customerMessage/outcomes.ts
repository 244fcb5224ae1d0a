/**
 * What can become of a push, each by the name under which it stands in the log as `outcome`. The
 * documentation and the preview read this table, too.
 */
export const outcomes = {
  answered: {
    en: 'The customer has their answer.',
    zh: '已答复客户。',
  },
  'handled elsewhere': {
    en: 'Another invocation answered this message, or is answering it together with others; or WeChat delivered it once more.',
    zh: '这条消息已由（或正由）另一次调用答复，可能与其他消息合并答复；或者是微信的重复推送。',
  },
  'for a person': {
    en: 'Handed over to a person, because the customer, a rule or the reply asked for one, or nothing is set up that could answer; “because” says which.',
    zh: '已转人工：客户要求、规则要求、回复要求，或没有可用的自动回复；原因见 because。',
  },
  'with a person': {
    en: 'Handed over within the last 30 minutes: nothing is said, and the message goes to the person again.',
    zh: '30 分钟内已转人工：不再自动回复，消息继续转给人工。',
  },
  'not answered': {
    en: 'The reply failed or came too late, and a person was called; “failure” says why.',
    zh: '自动回复失败或超时，已转人工；原因见 failure。',
  },
  'out of time': {
    en: 'The function’s time was over, and a person was called.',
    zh: '函数时间用尽，已转人工。',
  },
  'failed unexpectedly': {
    en: 'A fault of the function’s own; a person was called.',
    zh: '函数自身出错，已转人工。',
  },
  'not vouched for': {
    en: 'The event names another customer than the platform does: nobody was written to.',
    zh: '事件中的客户与平台确认的身份不符：没有给任何人发送消息。',
  },
  greeted: {
    en: 'A customer opened the conversation and was greeted.',
    zh: '客户进入会话，已发送欢迎语。',
  },
  'not greeted': {
    en: 'Greeting a customer who opened the conversation failed; “failure” says why.',
    zh: '客户进入会话，但欢迎语发送失败；原因见 failure。',
  },
  'passed by': {
    en: 'An event that needs nothing, or a customer who was greeted within the last day.',
    zh: '无需处理的事件，或 24 小时内已发送过欢迎语。',
  },
  'not a push of WeChat’s': {
    en: 'The event has no sender or no type: nothing was done.',
    zh: '事件缺少发送者或类型：未做任何处理。',
  },
} as const;

export type Outcome = keyof typeof outcomes;
