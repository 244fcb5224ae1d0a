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
  { sign: /call (?:wx\.cloud\.)?init first|wx\.cloud\.init\(/i, trouble: 'CLOUD_NOT_INITIALISED' },
  { sign: /request:fail|failed to fetch|network|timeout|timed out/i, trouble: 'NETWORK' },
];

/**
 * What tells more than the codes around it, or than no code at all. Older platforms give a time
 * limit as -504002, and some rejections are a text alone.
 */
const tellingTexts: ReadonlyArray<{ sign: RegExp; code: number; insteadOf: readonly number[] }> = [
  {
    sign: /task timed out|FUNCTIONS_TIME_LIMIT_EXCEEDED/i,
    code: -504003,
    insteadOf: [-1, -404011, -504001, -504002],
  },
  {
    sign: /\benv(ironment)?( id)?( is)? not (exists?|found)/i,
    code: -501000,
    insteadOf: [-1],
  },
];

/**
 * Reads what `wx.cloud.callFunction` rejected with: `{errCode, errMsg}`, or an Error whose message
 * alone holds the code, or anything. Codes are nested in that text, the cause innermost
 * (`errCode: -504002 … | errMsg: Error: errCode: -604101 …`), so the last one that the table
 * explains is what is shown.
 * @param knows whether the table of codes has an entry for a code
 */
export function readRejected(reason: unknown, knows: (errCode: number) => boolean): Answer {
  const { errCode, errMsg, message, requestID } = fields(reason);
  const text = asText(errMsg || message || reason);
  const given = asCode(errCode);
  const codes = [...(given === null ? [] : [given]), ...codesIn(text)];
  const explained = codes.filter(knows).pop() ?? null;
  const telling = tellingTexts.find(
    ({ sign, insteadOf }) =>
      sign.test(text) && (explained === null || insteadOf.indexOf(explained) >= 0),
  );
  // -1 is CloudBase's "something went wrong": where the text tells more, it counts.
  const isTold = telling === undefined && (explained === null || explained === -1);
  const trouble = isTold
    ? signs.find(({ sign }) => sign.test(`${given} ${text}`))?.trouble
    : undefined;
  const code = telling?.code ?? explained ?? codes[0] ?? null;
  return {
    errCode: code,
    errMsg: text,
    requestID: typeof requestID === 'string' ? requestID : '',
    trouble: trouble ?? (code === null ? 'NO_CODE' : null),
  };
}

function codesIn(text: string): number[] {
  // Not matchAll: phones with iOS 12 and earlier lack it, and esbuild translates syntax only.
  const pattern = /err(?:or)?[ _]?code["']?\s*[:=]?\s*["']?(-?\d{1,7})\b/gi;
  const found: number[] = [];
  for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
    found.push(Number(match[1]));
  }
  return found;
}

/** An errcode that WeChat sent as a string stays one through the SDK: "45080" is 45080. */
function asCode(value: unknown): number | null {
  if (typeof value === 'number' && Number.isInteger(value)) return value;
  return typeof value === 'string' && /^\s*-?\d{1,9}\s*$/.test(value) ? Number(value) : null;
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

const named = ['result', 'requestID', 'errCode', 'errMsg', 'message'] as const;
type Fields = { [name in (typeof named)[number]]?: unknown };

/** What is read of a value, each field by itself: one that cannot be read is as good as missing. */
function fields(value: unknown): Fields {
  const found: Fields = {};
  for (const name of named) {
    try {
      if (typeof value === 'object' && value !== null) found[name] = (value as Fields)[name];
    } catch {
      // Nothing to do about it, and the others may say enough.
    }
  }
  return found;
}
