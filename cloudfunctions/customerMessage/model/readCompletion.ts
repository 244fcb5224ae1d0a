import { fieldOf } from '../../shared/runtime/context';
import type { HttpAnswer } from '../../shared/transport/request';
import { ReplyError } from '../replyContract';

/**
 * The text of an OpenAI-compatible endpoint's answer, without the model's thoughts.
 * @throws ReplyError that names the kind of failure and no more
 */
export function readCompletion({ headers, text }: HttpAnswer): string {
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
export function refusalOf({ status, text }: HttpAnswer): string {
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

/**
 * Some models think aloud before they answer. DeepSeek-R1 behind vLLM gives the end without its
 * beginning, so everything up to the last end goes; and all from a beginning that has no end.
 */
function withoutThoughts(text: string): string {
  const ends = [...text.matchAll(/<\s*\/\s*(?:think|thinking|thought)\s*>/gi)];
  const last = ends.at(-1);
  const rest = last === undefined ? text : text.slice(last.index + last[0].length);
  return rest.replace(/<\s*(?:think|thinking|thought)\s*>[\s\S]*$/i, '').trim();
}

function upToLastSentence(text: string): string {
  const end = /^[\s\S]*(?:[。！？!?…]["'”’）)」』]*|\.(?=\s|$)|\n)/.exec(text);
  return end?.[0].trim() ?? '';
}
