export interface Coalesced {
  /** Asks for the work; resolves when it has been done since. */
  run(): Promise<void>;
  /** Resolves when none is under way or asked for; never rejects. */
  idle(): Promise<void>;
}

/**
 * Makes work that can be asked for while it is under way: it is then done once more afterwards, so
 * that it has seen the latest, and never twice at once.
 */
export function coalesce(work: () => Promise<void>): Coalesced {
  let running: Promise<void> | undefined;
  let next: Promise<void> | undefined;

  function begin(): Promise<void> {
    next = undefined;
    running = work().finally(() => {
      running = undefined;
    });
    return running;
  }

  return {
    run() {
      if (!running) return begin();
      next ??= running.then(begin, begin);
      return next;
    },
    async idle() {
      while (running || next) await (next ?? running)?.catch(() => {});
    },
  };
}
