/**
 * The table of codes: what each errCode is called, what it means and what to do now. The page, the
 * command line, the documentation's table and the retry rule all read it. Plain data without Node's
 * APIs, and without what came to JavaScript's library after ES2015, so that a mini program can bundle
 * it for old phones.
 */

import type { Cause, CodeEntry, Subject } from './entry';
import { accountCodes } from './tables/account';
import { causes } from './tables/causes';
import { cloudbaseCodes } from './tables/cloudbase';
import { databaseCodes } from './tables/database';
import { functionCodes } from './tables/function';
import { mediaCodes } from './tables/media';
import { openapiCodes } from './tables/openapi';
import { requestCodes } from './tables/request';
import { sendCodes } from './tables/send';
import { storageCodes } from './tables/storage';
import { tokenCodes } from './tables/token';
import { typingCodes } from './tables/typing';

export type { Cause, CodeEntry } from './entry';
export { causes };

const entries = [
  ...typingCodes,
  ...sendCodes,
  ...mediaCodes,
  ...tokenCodes,
  ...accountCodes,
  ...requestCodes,
  ...functionCodes,
  ...cloudbaseCodes,
  ...openapiCodes,
  ...databaseCodes,
  ...storageCodes,
] as const;

/** Every code that this project can meet, those of setTyping first. */
export const codeTable: readonly CodeEntry[] = entries;

type Entry = (typeof entries)[number];
type Codes = { readonly [E in Entry as E['name']]: E['errCode'] };

/** The codes by name, for code that decides on them: `codes.ALREADY_TYPING` is 45081. */
export const codes = entries.reduce<Record<string, number>>((named, { name, errCode }) => {
  named[name] = errCode;
  return named;
}, {}) as Codes;

const byCode = new Map(codeTable.map((entry) => [entry.errCode, entry]));

/** What is known beside the code; each part may be left out. */
export interface CodeContext {
  /** The errMsg that came with it: it tells causes apart, and which API was called. */
  errMsg?: unknown;
  /** The cloud function, or the last part of the API's name, that was called. */
  about?: string | undefined;
}

/**
 * The entry of a code, with its texts for what was called and for the cause that its errMsg tells.
 * A code that is not in the table, or is no number, gets an entry that says so, with NaN as errCode
 * for the latter; it never throws.
 */
export function explainCode(errCode: unknown, { errMsg, about }: CodeContext = {}): CodeEntry {
  if (typeof errCode !== 'number') return unknownEntry(Number.NaN);
  const entry = byCode.get(errCode) ?? unknownEntry(errCode);
  const text = typeof errMsg === 'string' ? errMsg : '';
  const cause = causes.find(
    ({ errCodes, sign }) => errCodes.indexOf(errCode) >= 0 && sign.test(text),
  );
  if (cause !== undefined) return withCause(entry, cause);
  const subject = about ?? /\.(\w+):fail/.exec(text)?.[1];
  return subject !== undefined && isSubject(subject) && entry.about?.[subject] !== undefined
    ? { ...entry, ...entry.about[subject] }
    : entry;
}

/** Nothing of the entry's own advice, for its cause is another. */
function withCause(entry: CodeEntry, cause: Cause): CodeEntry {
  const { errCodes: _, sign: __, ...said } = cause;
  return { errCode: entry.errCode, origin: entry.origin, ...said };
}

function isSubject(name: string): name is Subject {
  return name === 'setTyping' || name === 'customerMessage';
}

function unknownEntry(errCode: number): CodeEntry {
  return {
    errCode,
    name: 'UNKNOWN_CODE',
    wechatText: '',
    meaning: {
      en: 'This code is not in our table, so what it means is not known here.',
      zh: '此错误码不在本项目的错误码表中，含义未知。',
    },
    remedy: {
      en: 'Read errMsg, and look the code up at developers.weixin.qq.com/doc/oplatform/developers/errCode/errCode.html (WeChat) or …/miniprogram/dev/wxcloud/reference/errcode.html (CloudBase, negative codes).',
      zh: '请查看 errMsg，并在 developers.weixin.qq.com/doc/oplatform/developers/errCode/errCode.html（微信）或 …/miniprogram/dev/wxcloud/reference/errcode.html（云开发，负数错误码）中查询。',
    },
    mayPass: false,
    origin: 'unknown',
  };
}
