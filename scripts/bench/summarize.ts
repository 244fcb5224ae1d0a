/** The middle of several measurements, and the middle half of them. */
export interface Summary {
  median: number;
  /** A quarter of the measurements lie below. */
  low: number;
  /** A quarter of the measurements lie above. */
  high: number;
}

/** @throws where there is nothing to summarize */
export function summarize(values: readonly number[]): Summary {
  const sorted = [...values].sort((a, b) => a - b);
  return { median: at(sorted, 0.5), low: at(sorted, 0.25), high: at(sorted, 0.75) };
}

function at(sorted: readonly number[], part: number): number {
  const place = (sorted.length - 1) * part;
  const [below, above] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]];
  if (below === undefined || above === undefined) throw new Error('nothing was measured');
  return below + (above - below) * (place % 1);
}
