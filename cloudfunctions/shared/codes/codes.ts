/**
 * The table of codes: what each errCode is called, what it means and what to do now. The page, the
 * command line, the README's table and the retry rule all read it. Plain data without Node's APIs,
 * so that a mini program can bundle it.
 */

import type { CodeEntry } from './entry';
import { accountCodes } from './tables/account';
import { cloudbaseCodes } from './tables/cloudbase';
import { databaseCodes } from './tables/database';
import { requestCodes } from './tables/request';
import { sendCodes } from './tables/send';
import { tokenCodes } from './tables/token';
import { typingCodes } from './tables/typing';

export type { CodeEntry } from './entry';

/** Every code that this project can meet, those of setTyping first. */
export const codes: readonly CodeEntry[] = [
  ...typingCodes,
  ...sendCodes,
  ...tokenCodes,
  ...accountCodes,
  ...requestCodes,
  ...cloudbaseCodes,
  ...databaseCodes,
];

const byCode = new Map(codes.map((entry) => [entry.errCode, entry]));

/**
 * The entry of a code. A code that is not in the table, or is no number, gets an entry that says
 * so, with NaN as errCode for the latter; it never throws.
 */
export function explainCode(errCode: unknown): CodeEntry {
  if (typeof errCode !== 'number') return unknownEntry(Number.NaN);
  return byCode.get(errCode) ?? unknownEntry(errCode);
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
