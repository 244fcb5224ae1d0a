import type { SimEvent } from '../../simulator/events/event';
import type { Problem } from '../compile/problem';
import type { AnsweringName } from '../shop/cast';

/** How the build of the functions stands. */
export interface BuildState {
  isBuilding: boolean;
  /** When the last one ended that had something to do (ms of the real clock); null: none so far. */
  builtAt: number | null;
  /** Why the functions could not be built; those built before go on running. */
  problems: readonly Problem[];
}

/** What becomes of a conversation without a message: it stands where it happened. */
export interface Note {
  type: 'note';
  openid: string;
  /** How many messages of the conversation come before it. */
  after: number;
  /** `transferred`: it waits for a human agent; `accepted`: one has taken it. */
  what: 'transferred' | 'accepted' | 'closed';
}

/** A run of a function, and when it began (ms of the simulator's clock). */
export type InvokeEvent = Extract<SimEvent, { type: 'invoke' }> & { at: number };

/** What happened in the simulator, as the page shows it. */
export type FeedEvent =
  | Extract<SimEvent, { type: 'call' | 'clock' | 'faults' | 'reset' }>
  /**
   * `at`: when (ms of the simulator's clock); `skipped`: how many messages came before those that
   * are told here.
   */
  | (Extract<SimEvent, { type: 'customer' }> & { at: number; skipped: number })
  | InvokeEvent
  | Note;

/** What `GET /preview/events` tells: what happens in the simulator, and what only the preview knows. */
export type PreviewEvent =
  | FeedEvent
  /** What happened before this client came, oldest first, and how things stand now. */
  | {
      type: 'hello';
      events: FeedEvent[];
      clock: { now: number; frozen: boolean };
      build: BuildState;
      /** null: the functions are somebody else's, who answer as they do. */
      answering: AnsweringName | null;
    }
  /** What happens when a customer writes was chosen anew. */
  | { type: 'answering'; answering: AnsweringName }
  /** The mini program was compiled anew. */
  | { type: 'miniprogram' }
  /** A build has begun or ended. */
  | { type: 'build'; build: BuildState };
