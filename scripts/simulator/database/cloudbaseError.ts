import { randomUUID } from 'node:crypto';

/**
 * An error of CloudBase, not of WeChat.
 *
 * @param code a name such as `SIGN_PARAM_INVALID`; the SDK turns those it knows into an errCode,
 *   and any other into -501001.
 */
export function cloudbaseError(
  code: unknown,
  message: string,
): { code: unknown; message: string; requestId: string } {
  return { code, message, requestId: randomUUID() };
}
