import type { Result } from '../contract';
import { type Api, fail, succeed } from '../result';

type Redact = (text: string) => string;

/**
 * The code for an answer that says nothing: a success without WeChat's word for it, an errcode that
 * is no number, an SDK that stumbled over the body. -501001 (cloud system error), because what
 * answered was something between us and WeChat, and because it then is tried once more.
 */
const unreadable = -501001;

/**
 * What a cloud call resolved with, as a result. The SDK resolves with errCode 0 for an empty body,
 * HTML, a truncated protobuf and more, but then adds keys of its own (buffer, contentType, result):
 * success is errCode 0 and no key beside errMsg.
 */
export function readAnswer(api: Api, answer: unknown, redact: Redact): Result {
  if (typeof answer !== 'object' || answer === null || !('errCode' in answer)) {
    return fail(api, unreadable, 'the SDK gave no errCode');
  }
  if (answer.errCode !== 0) return readError(api, answer, redact);
  const extra = Object.keys(answer).filter((key) => key !== 'errCode' && key !== 'errMsg');
  return extra.length === 0
    ? succeed(api)
    : fail(api, unreadable, "the answer was not WeChat's JSON, though the SDK took it for success");
}

/** What a cloud call rejected with, as a result: WeChat's or the platform's code, text redacted. */
export function readError(api: Api, error: unknown, redact: Redact): Result {
  // A TypeError is the SDK's own failure to read the body; it labels it -1, which WeChat did not say.
  if (read(error, 'name') === 'TypeError') {
    return fail(api, unreadable, 'the SDK could not read the answer');
  }
  const code = readCode(read(error, 'errCode'));
  const text = read(error, 'errMsg') || read(error, 'message') || error;
  const reason =
    typeof text === 'string' ? redact(text.replace(`${api}:fail`, '')) : 'no reason given';
  return code === undefined
    ? fail(api, unreadable, `the errcode of the answer is no number: ${reason}`)
    : fail(api, code, reason);
}

/** WeChat has been seen to send errcode as text, and the SDK passes it on as such. */
function readCode(errCode: unknown): number | undefined {
  const code =
    typeof errCode === 'string' && /^-?\d{1,16}$/.test(errCode) ? Number(errCode) : errCode;
  return typeof code === 'number' && Number.isSafeInteger(code) && code !== 0 ? code : undefined;
}

/** Where errcode was an object, the `message` of the SDK's own error throws. */
function read(error: unknown, field: 'name' | 'message' | 'errCode' | 'errMsg'): unknown {
  try {
    return Object(error)[field];
  } catch {
    return undefined;
  }
}
