/**
 * The code in what WeChat answered, whichever form it has: WeChat's own `errcode`, the platform's
 * `errorCode`, a function's `errCode`. null: no answer, or none with a code.
 */
export function errcodeOf(answer: unknown): number | null {
  if (typeof answer !== 'object' || answer === null) return null;
  for (const key of ['errcode', 'errorCode', 'errCode'] as const) {
    const code: unknown = key in answer ? Reflect.get(answer, key) : undefined;
    if (typeof code === 'number') return code;
  }
  return null;
}
