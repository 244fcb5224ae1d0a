/** How many slips make the difference between what was written and what was meant, at most. */
const mostSlips = 2;

/**
 * The candidate that `written` was most likely meant to be, if one is near: a letter or two wrong,
 * the wrong case, `openapi.` before it, or the namespace left out.
 */
export function nearest(written: string, candidates: readonly string[]): string | undefined {
  const bare = written.trim().replace(/^(cloud\.)?openapi\./, '');
  let best: string | undefined;
  let fewest = mostSlips + 1;
  for (const candidate of candidates) {
    const slips = candidate.endsWith(`.${bare}`)
      ? 0
      : slipsBetween(bare.toLowerCase(), candidate.toLowerCase());
    // In a short word two slips are half of it.
    if (slips < fewest && slips * 3 <= candidate.length) {
      best = candidate;
      fewest = slips;
    }
  }
  return best;
}

/** Letters to put in, leave out, change, or swap with the next (Damerau–Levenshtein). */
function slipsBetween(a: string, b: string): number {
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1];
      let slips = Math.min(
        (last[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + (same ? 0 : 1),
      );
      if (a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]) {
        slips = Math.min(slips, (before[column - 2] ?? 0) + 1);
      }
      current.push(slips);
    }
    before = last;
    last = current;
  }
  return last[b.length] ?? 0;
}
