import { isDeepStrictEqual } from 'node:util';

/** Long enough for a slow machine under load; nobody waits for it where all is well. */
const patienceMs = 20_000;
const betweenMs = 40;

/**
 * Waits until `read` gives `expected`, and fails with what it gave last where it never does. A read
 * that fails is tried again: the page may be reloading under it.
 */
export async function eventually<Value>(
  read: () => Promise<Value>,
  expected: Value,
): Promise<void> {
  const end = Date.now() + patienceMs;
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
