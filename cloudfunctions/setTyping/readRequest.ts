import type { ErrorObject } from 'ajv';
import type { Result } from '../shared/contract';
import { apis, refuse } from '../shared/result';
import type { TypingRequest } from './request.schema';
import { isTypingRequest } from './request.validator';

/** What is said of a field that is missing or wrong. WeChat's own code where it has one. */
const refusals: Readonly<Record<string, { errCode: number; reason: string }>> = {
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
    reason: 'invalid parameter: businessid must be 1 to 128 letters, digits, "_" or "-"',
  },
};

type Reading = { request: TypingRequest } | { refusal: Result };

/** Checks an event, whatever it is. Never throws, and takes nothing from it that was not checked. */
export function readRequest(event: unknown): Reading {
  const fields = copyFields(event);
  if (fields === undefined) {
    return refusal(-401003, 'invalid parameter type: the event must be a plain object');
  }
  return isTypingRequest(fields) ? { request: fields } : explain(isTypingRequest.errors?.[0]);
}

/** A copy, because a getter may answer differently the second time, and an inherited field is none. */
function copyFields(event: unknown): unknown {
  try {
    if (typeof event !== 'object' || event === null || Array.isArray(event)) return undefined;
    return Object.assign(Object.create(null), event);
  } catch {
    return undefined;
  }
}

function explain(error: ErrorObject | undefined): Reading {
  const field = error?.instancePath.slice(1) || error?.params.missingProperty;
  const known = refusals[field];
  if (known !== undefined) return refusal(known.errCode, known.reason);
  const name: unknown = error?.params.additionalProperty;
  // A field's name is the caller's to choose, so only a short plain one is repeated.
  const shown = typeof name === 'string' && /^\w{1,20}$/.test(name) ? `field "${name}"` : 'a field';
  return refusal(-401002, `invalid parameter: ${shown} is not known here`);
}

function refusal(errCode: number, reason: string): Reading {
  return { refusal: refuse(apis.setTyping, errCode, reason) };
}
