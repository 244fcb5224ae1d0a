/**
 * Everything that is kept waiting on purpose: delayed answers, connections that hang or drip. A
 * reset cuts all of it at once, so that nothing of before reaches into after.
 */
export interface OpenResponses {
  /** Returns how to say that it is over; then `cut` is not called any more. */
  hold(cut: () => void): () => void;
  cutAll(): void;
}

export function createOpenResponses(): OpenResponses {
  const cuts = new Set<() => void>();
  return {
    hold(cut) {
      cuts.add(cut);
      return () => cuts.delete(cut);
    },
    cutAll() {
      const all = [...cuts];
      cuts.clear();
      for (const cut of all) cut();
    },
  };
}
