import { fieldOf } from '../../shared/runtime/context';
import { type HttpAnswer, type HttpFailure, postJson } from '../../shared/transport/request';
import { type Answer, type Question, type Reply, ReplyError } from '../replyContract';
import { callsPerson, handoverInstruction } from '../wantsPerson';
import { plainText } from './plainText';
import { withoutThoughts } from './withoutThoughts';

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

/**
 * The text of an OpenAI-compatible endpoint's answer, without the model's thoughts.
 * @throws ReplyError that names the kind of failure and no more
 */
function readCompletion({ headers, text }: HttpAnswer): string {
  if (/event-stream/i.test(String(headers['content-type'])) || /^\s*data:/.test(text)) {
    throw new ReplyError(onlyStreams);
  }
  const body = readJson(text);
  if (body === undefined) throw new ReplyError('the endpoint’s answer was not JSON');
  const choices = fieldOf(body, 'choices');
  const choice: unknown = Array.isArray(choices) ? choices[0] : undefined;
  const end = fieldOf(choice, 'finish_reason');
  if (end === 'content_filter') throw new ReplyError('the model’s answer was filtered');
  const said = withoutThoughts(contentOf(fieldOf(fieldOf(choice, 'message'), 'content')));
  const answer = end === 'length' ? upToLastSentence(said) : said;
  if (answer === '') {
    const code = shortCodeOf(body);
    throw new ReplyError(
      end === 'length'
        ? 'the model’s answer was cut off: give it more tokens'
        : `the model gave no answer${code && `: ${code}`}`,
    );
  }
  return answer;
}

const onlyStreams =
  'the endpoint only streams its answers: choose a model that can answer in one piece';

/** Why an endpoint refused, as it may stand in the log. */
function refusalOf({ status, text }: HttpAnswer): string {
  if (/enable_thinking/.test(text)) {
    return `HTTP ${status}: set REPLY_EXTRA to {"enable_thinking":false}`;
  }
  if (/(?:only|must)[^.]{0,40}stream|stream[^.]{0,30}(?:only|required|must be)/i.test(text)) {
    return onlyStreams;
  }
  const code = shortCodeOf(readJson(text));
  return `the endpoint answered HTTP ${status}${code && ` ${code}`}`;
}

/**
 * The endpoint's own code, such as `insufficient_quota`, where it is one: its texts may repeat the
 * key or what the customer wrote.
 */
function shortCodeOf(body: unknown): string {
  const error = fieldOf(body, 'error');
  const given = [error, body].flatMap((from) => [fieldOf(from, 'code'), fieldOf(from, 'type')]);
  const code = given.find(
    (one) =>
      (typeof one === 'number' && Number.isSafeInteger(one)) ||
      (typeof one === 'string' &&
        /^(?!sk-)[A-Za-z0-9]{1,24}(?:[._-][A-Za-z0-9]{1,24}){0,5}$/.test(one)),
  );
  return code === undefined ? '' : String(code);
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A text, or a list of parts of which some are text. */
function contentOf(content: unknown): string {
  if (typeof content === 'string') return content;
  if (!Array.isArray(content)) return '';
  return content
    .filter((part) => typeof part === 'string' || isText(fieldOf(part, 'type')))
    .map((part) => (typeof part === 'string' ? part : fieldOf(part, 'text')))
    .filter((text) => typeof text === 'string')
    .join('');
}

function isText(type: unknown): boolean {
  return type === 'text' || type === 'output_text' || type === undefined;
}

function upToLastSentence(text: string): string {
  const end = /^[\s\S]*(?:[。！？!?…]["'”’）)」』]*|\.(?=\s|$)|\n)/.exec(text);
  return end?.[0].trim() ?? '';
}
