import type { ErrorObject } from 'ajv';
import { apis, type Result, refuse } from '../shared/contract';
import { redact } from '../shared/transport/redact';
import { requestFields, type TypingRequest } from './request.schema';
import { isTypingRequest } from './request.validator';

/** What is said of a field that is missing or wrong. WeChat's own code where it has one. */
const refusals = {
  command: {
    errCode: 45072,
    reason: 'invalid command: it must be "Typing" or "CancelTyping", spelled exactly so',
  },
  touser: {
    errCode: 40003,
    reason: 'invalid openid: touser must be 1 to 128 letters, digits, "_" or "-"',
  },
  businessid: {
    errCode: -401002,
    reason:
      'invalid parameter: businessid must be 1 to 128 letters, digits, "_" or "-", or a whole number',
  },
};

/** Names longer than this, or more of them, say nothing in a log. */
const maxNameLength = 32;
const maxNames = 10;
/** No more of a name is even cleaned. */
const maxInput = 200;

type Reading = ({ request: TypingRequest } | { refusal: Result }) & {
  /**
   * The names of the fields that were not looked at, as they may stand in a log: cleaned, of 32
   * characters at most each, and after ten of them only how many more there were.
   */
  ignored?: readonly string[];
};

/**
 * Checks an event, whatever it is. Never throws, and takes nothing from it that was not checked.
 * Fields that are not known are ignored, for the platform adds some by itself; but one that is
 * called almost like a known one is refused: taken for absent, it would silently mean the caller.
 */
export function readRequest(event: unknown): Reading {
  const copied = copyFields(event);
  if (copied === undefined) {
    return refusal(-401003, 'invalid parameter type: the event must be a plain object');
  }
  const { fields, further } = copied;
  return { ...read(fields, further), ...(further.length > 0 && { ignored: listForLog(further) }) };
}

function read(fields: object, further: readonly string[]): Reading {
  for (const name of further) {
    const meant = requestFields.find((known) => isNearMiss(name, known));
    if (meant !== undefined) {
      const reason = `invalid parameter: field "${forLog(name)}" is not known here; did you mean "${meant}"?`;
      return refusal(-401002, reason);
    }
  }
  return isTypingRequest(fields) ? { request: fields } : explain(isTypingRequest.errors?.[0]);
}

/**
 * A copy of the known fields, because a getter may answer differently the second time, and an
 * inherited field is none; and the names of the others. What those hold is never touched.
 */
function copyFields(event: unknown): { fields: object; further: string[] } | undefined {
  try {
    if (typeof event !== 'object' || event === null || Array.isArray(event)) return undefined;
    const names = Object.keys(event);
    const fields: Record<string, unknown> = Object.create(null);
    for (const name of requestFields) {
      if (names.includes(name)) fields[name] = (event as Record<string, unknown>)[name];
    }
    return { fields, further: names.filter((name) => !requestFields.includes(name)) };
  } catch {
    return undefined;
  }
}

function listForLog(names: readonly string[]): string[] {
  const more = names.length - maxNames;
  const listed = names.slice(0, maxNames).map(forLog);
  return more > 0 ? [...listed, `… and ${more} more`] : listed;
}

/**
 * A field's name is the caller's to choose: one short word without signs that a log would obey, and
 * without what looks like an OpenID or a key.
 */
function forLog(name: string): string {
  const clean = redact(name.slice(0, maxInput).replace(/[^\w.-]/g, '?'), {}, []);
  return clean.length > maxNameLength ? `${clean.slice(0, maxNameLength)}…` : clean;
}

/** Of the field that was found wrong; missing can be the command only. */
function explain(error: ErrorObject | undefined): Reading {
  const field = error?.instancePath.slice(1);
  const { errCode, reason } =
    field === 'touser' || field === 'businessid' ? refusals[field] : refusals.command;
  return refusal(errCode, reason);
}

function refusal(errCode: number, reason: string): Reading {
  return { refusal: refuse(apis.setTyping, errCode, reason) };
}

/**
 * Whether two names are so alike that one was probably meant by the other: the same but for capital
 * letters, `_` and `-`, or beside that one slip of the finger (a letter too many, too few, wrong, or
 * two neighbours swapped).
 */
export function isNearMiss(name: string, known: string): boolean {
  const [a, b] = [plain(name), plain(known)];
  // One slip changes the length by one at most; a name of a megabyte is not even looked at.
  if (Math.abs(a.length - b.length) > 1) return false;
  return isOneSlip(a, b);
}

function plain(name: string): string {
  return name.length > 200 ? name : name.replace(/[_-]/g, '').toLowerCase();
}

/** Or none. */
function isOneSlip(a: string, b: string): boolean {
  let start = 0;
  while (start < a.length && a[start] === b[start]) start += 1;
  // What is behind the first difference has to be the same again.
  const [restA, restB] = [a.slice(start), b.slice(start)];
  return (
    restA.slice(1) === restB ||
    restA === restB.slice(1) ||
    restA.slice(1) === restB.slice(1) ||
    (restA[0] === restB[1] && restA[1] === restB[0] && restA.slice(2) === restB.slice(2))
  );
}
