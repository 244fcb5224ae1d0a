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
  limitMs = 20_000,
): Promise<NonNullable<Found>> {
  const until = Date.now() + limitMs;
  for (;;) {
    const found = await look();
    if (found) return found;
    if (Date.now() > until) throw new Error(`not within ${limitMs / 1_000} s: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
