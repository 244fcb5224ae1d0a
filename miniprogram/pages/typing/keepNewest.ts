/** How many results the page keeps: more than fit a screen, few enough for setData to stay quick. */
export const kept = 20;

/** Puts a result before the others and drops the oldest beyond `kept`. */
export function keepNewest<T>(results: readonly T[], newest: T): { results: T[]; dropped: number } {
  const all = [newest, ...results];
  return { results: all.slice(0, kept), dropped: Math.max(0, all.length - kept) };
}
