import { explainCode } from '../../../cloudfunctions/shared/codes/codes';
import { fieldOf } from '../../cli/fieldOf';
import type { Language } from '../../cli/language';

export interface Outcome {
  /** What the function returned; undefined where it gave no result. */
  result: unknown;
  /** What wx.cloud.callFunction rejects with. */
  error: unknown;
  coldStart: boolean;
  durationMs: number;
  logs: string[];
}

export interface Explanation {
  ok: boolean;
  errCode: number;
  name: string;
  meaning: string;
  remedy: string;
}

/** Reads what `POST /_sim/invoke/:function` answers. */
export function readOutcome(answer: unknown): Outcome {
  const logs = fieldOf(answer, 'logs');
  return {
    result: fieldOf(answer, 'result'),
    error: fieldOf(answer, 'error'),
    coldStart: fieldOf(answer, 'coldStart') === true,
    durationMs: Number(fieldOf(answer, 'durationMs')),
    logs: Array.isArray(logs) ? logs.map(String) : [],
  };
}

/**
 * What the outcome's errCode means; undefined for a result without one, such as the `'success'` that
 * a message push is answered with. An errCode that is no number is as unknown as one without an entry.
 */
export function explainOutcome(
  { result, error }: Outcome,
  language: Language,
  about?: string,
): Explanation | undefined {
  const holder = error ?? result;
  const errCode = fieldOf(holder, 'errCode');
  if (errCode === undefined) return undefined;
  const entry = explainCode(errCode, { errMsg: fieldOf(holder, 'errMsg'), about });
  return {
    ok: error === undefined && errCode === 0,
    errCode: entry.errCode,
    name: entry.name,
    meaning: entry.meaning[language],
    remedy: entry.remedy[language],
  };
}
