import { randomUUID } from 'node:crypto';

/** An error of CloudBase, not of WeChat: `{code, message, requestId}`. */
export class CloudbaseError extends Error {
  override name = 'CloudbaseError';

  /**
   * @param code a name such as `SIGN_PARAM_INVALID`; the SDK turns those it knows into an errCode,
   *   and any other into -501001.
   */
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

/** The body of an answer that is an error of CloudBase. */
export function cloudbaseError(
  code: unknown,
  message: string,
): { code: unknown; message: string; requestId: string } {
  return { code, message, requestId: randomUUID() };
}
