/** Replaces a part of a text, counted from its beginning. */
export interface Edit {
  start: number;
  end: number;
  text: string;
}

export function withEdits(source: string, edits: readonly Edit[]): string {
  return [...edits]
    .sort((a, b) => b.start - a.start)
    .reduce(
      (text, { start, end, text: to }) => text.slice(0, start) + to + text.slice(end),
      source,
    );
}
