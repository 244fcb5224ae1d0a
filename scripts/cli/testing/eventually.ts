/**
 * Waits in real time until `look` finds something, and no longer than a test may: one that loops
 * for ever outlives its own time limit and keeps jest from ending.
 *
 * @param what is waited for, for the message
 * @returns what it found
 */
export async function eventually<Found>(
  what: string,
  look: () => Found | Promise<Found>,
  limitMs = 60_000,
): Promise<NonNullable<Found>> {
  const until = Date.now() + limitMs;
  for (;;) {
    const found = await look();
    if (found) return found;
    if (Date.now() > until) throw new Error(`not within ${limitMs / 1_000} s: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/**
 * Waits in real time for what has no end of its own, such as the exit of a process, and no longer
 * than a test may.
 *
 * @param what is waited for, for the message; a function, where it is known only then
 */
export async function within<Value>(
  what: string | (() => string),
  promise: Promise<Value>,
  limitMs = 60_000,
): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      const named = typeof what === 'string' ? what : what();
      reject(new Error(`not within ${limitMs / 1_000} s: ${named}`));
    }, limitMs);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
