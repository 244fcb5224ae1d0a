import { isObject } from './fields';

/** Which rule of setTyping an error comes from; `errorOrder` puts them in the order they are asked. */
export const typingRules = ['touser', 'command', 'interaction', 'quota', 'typing'] as const;
export type TypingRule = (typeof typingRules)[number];

/** SOURCE values of getWXContext that WeChat documents for something other than a user's tap. */
const pushSources = ['wx_unknown', 'wx_client', 'wx_http', 'wx_trigger', 'other'] as const;

interface Option<Value> {
  default: Value;
  /** What is accepted, as a reader of the docs or of an error message needs it. */
  values: string;
  accepts(value: unknown): boolean;
  /** What is undocumented, and why this default. */
  reason: { en: string; zh: string };
}

/** An option with few values; the first is the default. */
function oneOf<const Choices extends readonly unknown[]>(
  choices: Choices,
  reason: Option<unknown>['reason'],
): Option<Choices[number]> {
  return {
    default: choices[0],
    values: choices.map((choice) => JSON.stringify(choice)).join(' | '),
    accepts: (value) => choices.includes(value),
    reason,
  };
}

/**
 * The points that WeChat leaves undocumented, as the simulator is to take them: for each what it may
 * be, its default, and the reason in both languages. An option is added here and nowhere else: the
 * configuration's check and the docs read this table.
 */
const table = {
  enteringCounts: oneOf([false, true], {
    en: 'Whether entering the conversation, without a message, opens the 30 seconds in which typing may be set. 45080 speaks of messages only, so it does not.',
    zh: '用户只是进入会话、没有发消息，是否算作 30 秒内的互动。45080 的说明只提到消息，所以默认不算。',
  }),
  cancelWhenNobodyTypes: oneOf([0, 45080], {
    en: 'What CancelTyping answers within the 30 seconds when no status is showing. No code is documented for it, and nothing is left to be done: 0.',
    zh: '30 秒内没有显示输入状态时，CancelTyping 返回什么。文档没有对应的错误码，而且本来就无事可做，所以默认返回 0。',
  }),
  cancelAfterInteraction: oneOf([0, 45080], {
    en: 'What CancelTyping answers once the 30 seconds are over. 45080 is described as a condition “before typing”, so taking a status down is let through.',
    zh: '超过 30 秒之后 CancelTyping 返回什么。45080 的说明是“下发输入状态之前”的条件，所以默认允许取消。',
  }),
  typingWithoutQuota: oneOf(['as-send', 45080, 0], {
    en: 'What Typing answers within the 30 seconds when no message could be sent. The page asks for the conditions of sending but names no code; as-send gives what send would: 45015 or 45047. 0 leaves the condition out.',
    zh: '30 秒内但已不满足下发客服消息的条件时，Typing 返回什么。文档要求满足下发条件，却没写错误码；as-send 表示与 send 相同：45015 或 45047。0 表示不检查这一条。',
  }),
  errorOrder: {
    default: typingRules as readonly TypingRule[],
    values: `${JSON.stringify(typingRules)} in any order`,
    accepts: (value) =>
      Array.isArray(value) &&
      value.length === typingRules.length &&
      typingRules.every((rule) => value.includes(rule)),
    reason: {
      en: 'Which error setTyping gives when several apply: 40003, 45072, 45080, 45015/45047 or 45081. The form of the request is asked first, then the rules in the order of WeChat’s page, but 45080 before the quota: before any message it is 45080 that people report.',
      zh: '多个错误同时成立时 setTyping 返回哪一个：40003、45072、45080、45015/45047 还是 45081。默认先检查请求格式，再按官方文档的顺序检查规则，但 45080 先于条数限制：用户还没发过消息时，大家遇到的都是 45080。',
    },
  },
  quotaOnAction: oneOf(['what-is-left', 'largest-limit'], {
    en: 'A customer’s action sets the messages left to the larger of two numbers, and the time to the longer. what-is-left compares what the action grants with what is left; largest-limit with the limit of the window still open, so that entering within 48 hours gives all five back.',
    zh: '用户每次操作后，可下发条数取较大值，时限取较长者。what-is-left 用本次操作允许的条数与剩余条数比较；largest-limit 则与仍在有效期内的上限比较，也就是 48 小时内再次进入会话会恢复为 5 条。',
  }),
  unknownToken: oneOf([40001, 40014], {
    en: 'The code for a well-formed access_token that was never issued. Both are documented; 40001 is what is seen. One that cannot be a token is 40014 either way.',
    zh: '格式正确但从未签发过的 access_token 返回哪个错误码。两个都有文档，实际见到的是 40001。格式就不对的 access_token 总是返回 40014。',
  }),
  pushRedelivery: oneOf([true, false], {
    en: 'Whether a push whose answer takes over 5 seconds is delivered again, three times in all. Documented for pushes to a server, not for those to a cloud function; the stricter case is the default.',
    zh: '消息推送 5 秒内没有应答时是否重推，总共最多三次。文档只写了推送到服务器的情况，没有写推送到云函数的情况；默认按更严格的来。',
  }),
  lateAnswer: oneOf(['heard', 'ignored'], {
    en: 'Whether an answer to a push that comes after 5 seconds, and so after a repeat, can still hand the conversation over to agents. A server’s answer could not, its connection being closed; a function’s has no connection to lose, so it is heard.',
    zh: '超过 5 秒才返回（此时消息已重推）的应答，是否还能把会话转给人工客服。服务器的连接此时已断开，应答无效；云函数没有这样的连接，所以默认仍然有效。',
  }),
  pushSource: oneOf(pushSources, {
    en: 'SOURCE in getWXContext of a function that gets message push. None of the documented values names it; wx_unknown is “called by WeChat from an unknown source”.',
    zh: '接收消息推送的云函数里 getWXContext 的 SOURCE。文档列出的取值都没有提到消息推送；wx_unknown 的含义是“微信未知来源调用”。',
  }),
  msgIdType: oneOf(['string', 'number'], {
    en: 'Whether MsgId is a string, as seen in pushes to cloud functions, or a number, as documented for pushes to servers.',
    zh: 'MsgId 是字符串还是数字。推送到云函数时见到的是字符串，推送到服务器的文档写的是数字。',
  }),
  chainedOpenid: oneOf([true, false], {
    en: 'Whether a function called by another function still sees the OPENID of the user at the start of the chain. SOURCE is documented to follow the chain; the user is taken to follow it, too.',
    zh: '云函数调用云函数时，被调用方是否仍能看到最初用户的 OPENID。文档写明 SOURCE 会沿调用链传递，这里认为用户身份同样会传递。',
  }),
  freezeInstances: oneOf([false, true], {
    en: 'Whether what a function left running after its return stands still until its next call. Documented only as not to be relied on; off, so that a forgotten timer shows itself at once.',
    zh: '云函数返回后仍在运行的代码，是否暂停到下一次调用。文档只说不能依赖；默认关闭，这样忘记清除的定时器能马上暴露出来。',
  }),
  businessPath: oneOf(['businessid-required', 'like-the-other'], {
    en: 'What the paths /cgi-bin/message/custom/business/… answer without a businessid: 40101 “missing parameter”, as several developers report of business/send; or what the path without business answers, as the page of setTyping reads.',
    zh: '路径 /cgi-bin/message/custom/business/… 没有 businessid 时返回什么：40101 “missing parameter”（多位开发者在 business/send 上遇到）；或者与不带 business 的路径一样（setTyping 的文档页如此）。',
  }),
  agentTimeout: oneOf(['from-accepting', 'from-last-message'], {
    en: 'From when the 30 minutes count after which WeChat takes a conversation back from a human agent by itself: from when the agent accepted it, or from the last message in it. The page on handing over does not say; the earlier moment is the default, for then a function answers sooner than it may have expected.',
    zh: '会话转给人工客服后，微信在 30 分钟后自动结束转发；这 30 分钟从客服接入时算起，还是从最后一条消息算起。文档没有说明；默认取较早的时刻，这样能试到云函数比预期更早收到消息的情况。',
  }),
  transactions: oneOf(['in-turn', 'side-by-side'], {
    en: 'Whether transactions of the database that different calls of functions begin at the same time go one after the other, so that each one succeeds; or side by side as CloudBase’s do, where the one that writes second to a document is refused with DATABASE_TRANSACTION_CONFLICT. In turn, so that a test has the same result each time; side by side to try how a function takes a conflict.',
    zh: '不同的云函数调用同时开启的数据库事务，是依次执行、每个都能成功（in-turn），还是像云开发那样同时进行：后写同一文档的事务会失败，错误为 DATABASE_TRANSACTION_CONFLICT（side-by-side）。默认依次执行，测试结果每次都相同；要试验云函数如何处理冲突时选后者。',
  }),
  eventExtras: {
    default: { tcbContext: {} } as Readonly<Record<string, unknown>>,
    values: 'an object of fields',
    accepts: isObject,
    reason: {
      en: 'Further fields that the platform adds to every event. tcbContext is in every event of a call from a mini program that was published since about 2021, and documented nowhere; more may come at any time, so a test is wise to add one that nobody has seen.',
      zh: '平台在每个 event 里另外加入的字段。大约 2021 年以来公开的小程序调用里都能看到 tcbContext，但没有任何文档；平台随时可能再加字段，因此建议测试时加一个没有人见过的字段。',
    },
  },
  pushUserInfo: oneOf([false, true], {
    en: 'Whether the event of a message push carries userInfo ({appId, openId}), as a call from the mini program does. WeChat’s example of a pushed message has none; one public function reads it there.',
    zh: '消息推送的 event 是否像小程序调用那样带有 userInfo（{appId, openId}）。官方的推送示例里没有；有一个公开的云函数会在推送里读取它。',
  }),
  callTokenSources: {
    default: [
      'wx_client',
      'wx_devtools',
      'wx_localdebug',
      'wx_unknown',
      'wx_trigger',
    ] as readonly string[],
    values: 'a list of SOURCE values',
    accepts: (value) =>
      Array.isArray(value) &&
      value.every((source) => typeof source === 'string' && /^\w+(,\w+)*$/.test(source)),
    reason: {
      en: 'The SOURCE values with which a function gets WX_API_TOKEN, without which every cloud call is answered INVALID_PARAM “Invalid wxCloudApiToken” (-501007); a message push always brings one. CloudBase documents that calls from the mini program and timers set in DevTools bring it, and that the console, the web, HTTP access and other functions don’t; wx_http is documented both ways and refused here.',
      zh: '哪些 SOURCE 的调用会带上 WX_API_TOKEN；没有它，云调用一律返回 INVALID_PARAM “Invalid wxCloudApiToken”（-501007）；消息推送总是带有。云开发文档写明：小程序的调用和开发者工具里设置的定时触发器带有，控制台、Web、HTTP 访问服务和其他云函数的调用不带；wx_http 的说法前后不一，这里按拒绝处理。',
    },
  },
  chainedToken: oneOf([false, true], {
    en: 'Whether a function that another one called (SOURCE wx_client,scf) may make cloud calls where the first one may. Documented that it may not; but the SDK hands the token on.',
    zh: '由另一个云函数调用的云函数（SOURCE 为 wx_client,scf），在最初的调用可以云调用时是否也可以。文档写的是不可以；但 SDK 会把令牌传下去。',
  }),
} satisfies Record<string, Option<unknown>>;

type Table = typeof table;
type Widened<Value> = Value extends boolean ? boolean : Value;
export type SimulatorOptions = { [Name in keyof Table]: Widened<Table[Name]['default']> };

export const optionTable: readonly ({ name: string } & Option<unknown>)[] = Object.entries(
  table,
).map(([name, option]) => ({ name, ...option }));

export const defaultOptions = Object.fromEntries(
  optionTable.map((option) => [option.name, option.default]),
) as Readonly<SimulatorOptions>;
