import type { Reply } from './replyContract';
import { ReplyError } from './replyError';

export interface ModelOptions {
  /** The whole URL of an OpenAI-compatible chat-completions endpoint. */
  url: string;
  key: string;
  model: string;
  prompt: string;
}

/** Some models think aloud, between these, before they answer. */
const thoughts = /^\s*<think>[\s\S]*?<\/think>/;

/**
 * A Reply that asks a model. The customer's text goes into the user's message only. Whatever the
 * endpoint says about a failure stays here: ReplyError names the kind of failure and no more.
 *
 * Throws an Error that says what to do where it can't work at all.
 */
export function askModel({ url, key, model, prompt }: ModelOptions): Reply {
  if (typeof fetch !== 'function') {
    throw new Error(
      `Asking REPLY_URL needs Node 18 or newer, for its built-in fetch; this is ${process.version}. ` +
        'Create the function with the runtime Nodejs18.15 or newer.',
    );
  }
  if (!/^https?:\/\/[^/]/.test(url)) {
    throw new Error(
      'REPLY_URL must be a whole URL, such as https://api.example.com/v1/chat/completions',
    );
  }

  return async ({ text }, { signal }) => {
    const messages = [
      { role: 'system', content: prompt },
      { role: 'user', content: text },
    ];
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
      body: JSON.stringify({ model, messages }),
      redirect: 'error',
      signal,
    }).catch(() => {
      throw new ReplyError('the endpoint could not be reached');
    });
    const body = await response.text().catch(() => {
      throw new ReplyError('the endpoint broke off its answer');
    });
    if (!response.ok) throw new ReplyError(`the endpoint answered HTTP ${response.status}`);
    return readCompletion(body);
  };
}

function readCompletion(body: string): string {
  const { message, finish_reason: end } = firstChoice(body);
  if (end === 'content_filter') throw new ReplyError('the model’s answer was filtered');
  const { content } = fieldsOf(message);
  const answer = typeof content === 'string' ? content.replace(thoughts, '').trim() : '';
  if (answer === '' || answer.startsWith('<think>'))
    throw new ReplyError('the model gave no answer');
  return answer;
}

function firstChoice(body: string): Record<string, unknown> {
  try {
    const { choices } = fieldsOf(JSON.parse(body));
    return fieldsOf(Array.isArray(choices) ? choices[0] : undefined);
  } catch {
    throw new ReplyError('the endpoint’s answer was not JSON');
  }
}

function fieldsOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
