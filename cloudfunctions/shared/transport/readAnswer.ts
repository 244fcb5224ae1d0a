import { explainCode } from '../codes/codes';
import { type Api, apis, fail, type Result, succeed, type UploadResult } from '../contract';
import { fieldOf } from '../runtime/context';
import type { HttpAnswer, HttpFailure } from './request';

type Redact = (text: string) => string;

/**
 * The code for an answer that says nothing: a success without WeChat's word for it, an errcode that
 * is no number, an SDK that stumbled over the body. -501001 (cloud system error), because what
 * answered was something between us and WeChat, and because it then is tried once more.
 */
const unreadable = -501001;

/**
 * Keys that the SDK adds where the body was not JSON: `buffer` and `contentType` for one of another
 * type, `result` for plain text.
 */
const unreadKeys = ['buffer', 'contentType', 'result'];

/**
 * What a cloud call resolved with, as a result. Success is WeChat's errcode 0; what else WeChat may
 * add (a msgid, a media_id, anything of tomorrow's) changes nothing about it. The SDK, though, also
 * resolves with errCode 0 for an empty body, HTML, a truncated protobuf and more: that shows by the
 * keys that it then adds.
 */
export function readAnswer(api: Api, answer: unknown, redact: Redact): Result {
  if (typeof answer !== 'object' || answer === null || !('errCode' in answer)) {
    return fail(api, unreadable, 'the SDK gave no errCode');
  }
  if (answer.errCode !== 0) return readError(api, answer, redact);
  return unreadKeys.some((key) => Object.hasOwn(answer, key))
    ? fail(api, unreadable, "the answer was not WeChat's JSON, though the SDK took it for success")
    : succeed(api);
}

/** Whoever reads only this line is to know the way out. */
const withoutToken =
  'what called this function brought no token for cloud calls; TYPING_TRANSPORT=https needs none';

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
  if (code === undefined) {
    return fail(api, unreadable, `the errcode of the answer is no number: ${reason}`);
  }
  const { name } = explainCode(code, { errMsg: reason });
  return fail(api, code, name === 'NO_CLOUD_CALL_TOKEN' ? `${reason} (${withoutToken})` : reason);
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

/** Why a call failed: its errCode, and a reason that is still to be redacted. */
export interface Failure {
  errCode: number;
  reason: string;
}

/**
 * WeChat's answer over HTTPS, 0 included: its errcode, its text, and all that came with it.
 * @param gives the field that a good answer holds where it may lack an errcode
 */
export function readHttpsAnswer(
  given: HttpAnswer | { failure: HttpFailure },
  gives?: 'access_token' | 'media_id',
): Failure & { answer: object } {
  if ('failure' in given) {
    const { kind, reason } = given.failure;
    return kind === 'aborted'
      ? { errCode: -501002, reason: 'no answer within the time limit', answer: {} }
      : { errCode: unreadable, reason, answer: {} };
  }
  const answer = parse(given.text);
  if (answer === undefined) {
    return { errCode: unreadable, reason: `HTTP ${given.status}, and no JSON`, answer: {} };
  }
  const errCode = readInteger(fieldOf(answer, 'errcode'));
  const errmsg = fieldOf(answer, 'errmsg');
  const reason = typeof errmsg === 'string' ? errmsg : 'no reason given';
  if (errCode !== undefined) return { errCode, reason, answer };
  return gives !== undefined && hasText(answer, gives)
    ? { errCode: 0, reason, answer }
    : { errCode: unreadable, reason: 'the answer holds no errcode', answer };
}

function hasText(answer: object, field: string): boolean {
  const value = fieldOf(answer, field);
  return typeof value === 'string' && value !== '';
}

/** A token as WeChat hands it out, with the seconds that it has left. */
export type FetchedToken = { token: string; expiresIn: number } | { failure: Failure };

/** stable_token's answer, which holds no errcode where it is good. */
export function readToken(given: HttpAnswer | { failure: HttpFailure }): FetchedToken {
  const { answer, ...failure } = readHttpsAnswer(given, 'access_token');
  if (failure.errCode !== 0) return { failure };
  const token = fieldOf(answer, 'access_token');
  const expiresIn = readInteger(fieldOf(answer, 'expires_in'));
  return typeof token === 'string' && token !== '' && expiresIn !== undefined
    ? { token, expiresIn }
    : { failure: { errCode: unreadable, reason: 'the answer holds no access_token' } };
}

/** Something between us and WeChat may have made a text of a number. */
function readInteger(value: unknown): number | undefined {
  const number = typeof value === 'string' && /^-?\d{1,16}$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isSafeInteger(number) ? number : undefined;
}

function parse(text: string): object | undefined {
  try {
    const answer: unknown = JSON.parse(text);
    return typeof answer === 'object' && answer !== null ? answer : undefined;
  } catch {
    return undefined;
  }
}

/** An upload is good only with an id to send it by. */
export function withMediaId(result: Result, mediaId: unknown): UploadResult {
  return typeof mediaId === 'string' && mediaId !== ''
    ? { ...result, mediaId }
    : fail(apis.uploadMedia, unreadable, 'the answer holds no media_id');
}
