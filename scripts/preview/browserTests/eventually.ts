import { isDeepStrictEqual } from 'node:util';

/** When it counts as never; nobody waits so long where all is well. */
const limitMs = 60_000;
const betweenMs = 40;

/**
 * Waits until `read` gives `expected`, and fails with what it gave last where it never does. A read
 * that fails is tried again: the page may be reloading under it.
 */
export async function eventually<Value>(
  read: () => Promise<Value>,
  expected: Value,
): Promise<void> {
  const end = Date.now() + limitMs;
  for (;;) {
    const value = await read().catch((error: unknown) => String(error));
    if (isDeepStrictEqual(value, expected)) return;
    if (Date.now() > end) {
      expect(value).toEqual(expected);
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, betweenMs));
  }
}
