import type { Result } from './contract';

/** The cloud calls that our functions make, named as they stand in an errMsg. */
export const apis = {
  setTyping: 'openapi.customerServiceMessage.setTyping',
  send: 'openapi.customerServiceMessage.send',
  uploadMedia: 'openapi.customerServiceMessage.uploadTempMedia',
} as const;
export type Api = (typeof apis)[keyof typeof apis];

/** WeChat accepted the call. */
export function succeed(api: Api): Result {
  return { errCode: 0, errMsg: `${api}:ok` };
}

/** The call failed, at WeChat or on the way. `reason` must be redacted already. */
export function fail(api: Api, errCode: number, reason: string): Result {
  return { errCode, errMsg: `${api}:fail ${reason}` };
}

/** We refused the call ourselves; the same code from WeChat means the same. */
export function refuse(api: Api, errCode: number, reason: string): Result {
  return fail(api, errCode, `${reason} (refused before WeChat was called)`);
}
