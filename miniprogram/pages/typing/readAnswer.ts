import type { Trouble } from './texts';

/** What came of one call, in one form whichever way it came. */
export interface Answer {
  /** The code to explain; null where there is none, and then `trouble` says what happened. */
  errCode: number | null;
  errMsg: string;
  /** callFunction's id of the call, to be found again in the function's log; '' without one. */
  requestID: string;
  trouble: Trouble | null;
}

/** Reads what `wx.cloud.callFunction` resolved with: `{result, requestID, errMsg}`. */
export function readResolved(value: unknown): Answer {
  const { result, requestID } = fields(value);
  const id = typeof requestID === 'string' ? requestID : '';
  if (result === undefined || result === null) {
    return { errCode: null, errMsg: '', requestID: id, trouble: 'NO_RESULT' };
  }
  const { errCode, errMsg } = fields(result);
  const code = asCode(errCode);
  if (code === null) {
    return { errCode: null, errMsg: asText(result), requestID: id, trouble: 'UNREADABLE_RESULT' };
  }
  return { errCode: code, errMsg: asText(errMsg), requestID: id, trouble: null };
}

/** How failures are told that have no code of the table; the first that fits counts. */
const signs: ReadonlyArray<{ sign: RegExp; trouble: Trouble }> = [
  { sign: /-601034/, trouble: 'CLOUD_NOT_ENABLED' },
  { sign: /-504003|task timed out/i, trouble: 'FUNCTION_TIMEOUT' },
  { sign: /call (?:wx\.cloud\.)?init first|wx\.cloud\.init\(/i, trouble: 'CLOUD_NOT_INITIALISED' },
  { sign: /request:fail|failed to fetch|network|timeout|timed out/i, trouble: 'NETWORK' },
];

/**
 * Reads what `wx.cloud.callFunction` rejected with: `{errCode, errMsg}`, or an Error whose message
 * alone holds the code. Codes are nested in that text, the cause innermost
 * (`errCode: -504002 … | errMsg: Error: errCode: -604101 …`), so the last one that the table
 * explains is what is shown.
 * @param knows whether the table of codes has an entry for a code
 */
export function readRejected(reason: unknown, knows: (errCode: number) => boolean): Answer {
  const { errCode, errMsg, message, requestID } = fields(reason);
  const text = asText(errMsg ?? message ?? reason);
  const given = asCode(errCode);
  const codes = [...(given === null ? [] : [given]), ...codesIn(text)];
  const explained = codes.filter(knows).pop();
  // -1 is CloudBase's "something went wrong": where the text tells more, it counts.
  const told = explained === undefined || explained === -1;
  const trouble = told
    ? signs.find(({ sign }) => sign.test(`${given} ${text}`))?.trouble
    : undefined;
  const code = explained ?? codes[0] ?? null;
  return {
    errCode: code,
    errMsg: text,
    requestID: typeof requestID === 'string' ? requestID : '',
    trouble: trouble ?? (code === null ? 'NO_CODE' : null),
  };
}

function codesIn(text: string): number[] {
  // Not matchAll: phones with iOS 12 and earlier lack it, and esbuild translates syntax only.
  const pattern = /(?:errCode:?|error code:?)\s*(-?\d{1,7})\b/gi;
  const found: number[] = [];
  for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
    found.push(Number(match[1]));
  }
  return found;
}

/** An errcode that WeChat sent as a string stays one through the SDK: "45080" is 45080. */
function asCode(value: unknown): number | null {
  if (typeof value === 'number' && Number.isInteger(value)) return value;
  return typeof value === 'string' && /^-?\d{1,9}$/.test(value) ? Number(value) : null;
}

function asText(value: unknown): string {
  if (typeof value === 'string') return value;
  if (value === undefined || value === null) return '';
  try {
    return JSON.stringify(value) ?? String(value);
  } catch {
    return Object.prototype.toString.call(value);
  }
}

function fields(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
