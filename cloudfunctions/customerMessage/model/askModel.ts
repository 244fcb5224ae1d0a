import { type HttpAnswer, type HttpFailure, postJson } from '../../shared/transport/request';
import { type Answer, type Question, type Reply, ReplyError } from '../replyContract';
import { callsPerson, handoverInstruction } from '../wantsPerson';
import { plainText } from './plainText';
import { readCompletion, refusalOf } from './readCompletion';

export interface ModelOptions {
  /** The whole URL of an OpenAI-compatible chat-completions endpoint. */
  url: string;
  key: string;
  model: string;
  /** How to call a person is added to it. */
  prompt: string;
  /** A JSON object: further fields of the request's body. '': none. */
  extra: string;
}

/** Between two tries, where the endpoint names no time. */
const defaultWaitMs = 500;
/** A second try needs so long at least. */
const minTryMs = 500;

/**
 * A Reply that asks a model. The customer's text goes into messages of the user only. Whatever the
 * endpoint says about a failure stays here, but for its short code.
 *
 * An endpoint that is busy (HTTP 429, 5xx) or can't be reached is asked once more, after the time
 * that it asks for, where that leaves some for an answer.
 *
 * Throws an Error that says what to do where it can't work at all.
 */
export function askModel({ url, key, model, prompt, extra }: ModelOptions): Reply {
  const address = readUrl(url);
  const more = readExtra(extra);

  return async (question, { signal, time }): Promise<Answer> => {
    const ask = () =>
      postJson(
        address,
        { ...more, model, messages: messagesOf(question, prompt) },
        { headers: { authorization: `Bearer ${key}` }, signal },
      );
    let asked = await ask();
    const waitMs = retryAfterMs(asked, time.now());
    if (waitMs !== undefined && waitMs + minTryMs < time.left()) {
      await time.wait(waitMs);
      asked = await ask();
    }
    if ('failure' in asked) throw new ReplyError(failureText[asked.failure.kind]);
    if (asked.status < 200 || asked.status > 299) throw new ReplyError(refusalOf(asked));
    const answer = readCompletion(asked);
    return callsPerson(answer) ? { handOver: true } : plainText(answer);
  };
}

const failureText: Readonly<Record<HttpFailure['kind'], string>> = {
  unreachable: 'the endpoint could not be reached',
  'broken off': 'the endpoint broke off its answer',
  redirect: 'the endpoint answered with a redirect: REPLY_URL has to be where it leads to',
  'too large': 'the endpoint’s answer was too large',
  aborted: 'the reply came too late',
};

function messagesOf({ text, history }: Question, prompt: string): object[] {
  return [
    { role: 'system', content: `${prompt}\n${handoverInstruction}` },
    ...history.map((said) => ({
      role: said.from === 'customer' ? 'user' : 'assistant',
      content: said.text,
    })),
    { role: 'user', content: text },
  ];
}

/** How long to wait before a second try; undefined: none is made. */
function retryAfterMs(
  asked: HttpAnswer | { failure: HttpFailure },
  now: number,
): number | undefined {
  if ('failure' in asked) {
    const { kind } = asked.failure;
    return kind === 'unreachable' || kind === 'broken off' ? defaultWaitMs : undefined;
  }
  if (asked.status !== 429 && asked.status < 500) return undefined;
  const given = asked.headers['retry-after'];
  if (given === undefined) return defaultWaitMs;
  const ms = /^\d+(\.\d+)?$/.test(given) ? Number(given) * 1_000 : Date.parse(given) - now;
  return Number.isFinite(ms) ? Math.max(0, ms) : defaultWaitMs;
}

function readUrl(url: string): URL {
  try {
    const address = new URL(url);
    if (/^https?:$/.test(address.protocol)) return address;
  } catch {
    // Said below.
  }
  throw new Error(
    'REPLY_URL must be a whole URL, such as https://api.example.com/v1/chat/completions',
  );
}

function readExtra(extra: string): object {
  if (extra.trim() === '') return {};
  try {
    const more: unknown = JSON.parse(extra);
    if (typeof more === 'object' && more !== null && !Array.isArray(more)) return more;
  } catch {
    // Said below.
  }
  throw new Error('REPLY_EXTRA must be a JSON object, such as {"enable_thinking":false}');
}
