/**
 * The simulator's clock, as its other rooms see it. It runs with real time plus what it was
 * advanced by, unless frozen; then it moves only when advanced.
 */
export interface SimClock {
  /** Milliseconds since the epoch, on this clock. */
  now(): number;
  readonly frozen: boolean;
  freeze(frozen: boolean): void;
  /** Runs `run` once when the clock has reached now + ms. */
  setTimeout(run: () => void, ms: number): SimTimer;
  clearTimeout(timer: SimTimer | undefined): void;
  /**
   * Moves the clock forward and resolves when everything that fell due on the way has been done,
   * in order: it stops at each timer, its own and those of every participant, and before it goes on
   * it lets each participant settle, so that a call sent at 15 s is answered at 15 s.
   */
  advance(ms: number): Promise<void>;
  /** Breaks off the advances under way: each resolves with the clock where it has got to. */
  stop(): void;
  /** Called now and then during an advance that takes long. Returns how to stop listening. */
  onSlow(listener: (progress: AdvanceProgress) => void): () => void;
  /** Back to real time, running; drops every timer. */
  reset(): void;
  /** Somebody whose own timers live on this clock, such as a hosted function. Returns how to leave. */
  join(participant: ClockParticipant): () => void;
  /** Called after each advance, freeze and reset. Returns how to stop listening. */
  onChange(listener: () => void): () => void;
}

/** How far an advance is. */
export interface AdvanceProgress {
  now: number;
  until: number;
  /** The function at whose timers the clock stopped last; null: at none's. */
  function: string | null;
}

export interface SimTimer {
  readonly at: number;
}

export interface ClockParticipant {
  /**
   * Resolves when the participant has nothing left to do at the present moment: with the time of
   * its next timer, or null where it has none. Never takes longer than a moment of real time.
   */
  settle(): Promise<number | null>;
  /** Whose timer falls due at this moment, for people. */
  whose?(at: number): string | undefined;
  /** The clock now stands at `now` (frozen or not): run what is due. */
  moveTo(now: number, frozen: boolean): void;
}
