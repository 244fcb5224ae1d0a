/**
 * Every environment variable that our functions read, and what it is. The one list: `Env` has its
 * names, redaction asks it what is secret, and the documentation's table is made from it.
 * @public read by the documentation
 *
 * Set them at CloudBase console → Cloud functions → the function → Configuration; 4 KB in all.
 */
export const environmentVariables = {
  AGENT_OPENIDS: 'OpenIDs of the agents, who may set typing for anybody',
  TYPING_TRANSPORT: 'the way to WeChat: cloud (default) or https',
  WX_APPID_HTTPS: 'for the HTTPS way: the AppID',
  WX_APPSECRET: 'for the HTTPS way: the AppSecret',
  WX_API_BASE: 'for the HTTPS way: another address than https://api.weixin.qq.com',
  REPLY_URL: 'the whole URL of an OpenAI-compatible endpoint',
  REPLY_KEY: 'its key',
  REPLY_MODEL: 'the name of the model',
  REPLY_PROMPT: 'what the model is told before the conversation',
  REPLY_EXTRA: 'further fields of each request to it, as a JSON object',
  MERGE_MS: 'how long a further message is waited for, so that both are answered together',
  HISTORY_TURNS: 'how many questions and answers are remembered; 0: none',
  HANDOVER_WORDS: 'words by which a customer asks for a person',
  GREETING: 'what a customer who enters the conversation is told',
  HANDOVER_TEXT: 'what a customer is told when a person takes over',
} as const;

/** The platform's own variables that our functions read. */
type PlatformVariable = 'WX_OPENID';

type EnvironmentVariable = keyof typeof environmentVariables | PlatformVariable;

/**
 * `process.env`, read at each call: the platform sets it again for each invocation. Only the names
 * of the list can be read through it, so that none is read that the list does not tell.
 */
export type Env = { readonly [name in EnvironmentVariable]?: string | undefined };

/** The environment as a whole, of which redaction takes everything secret out of a text. */
export type WholeEnv = Readonly<Record<string, string | undefined>>;
