import type { SimEvent } from '../../simulator/events/event';
import type { AnsweringName } from '../answering';
import type { Problem } from '../compile/problem';

/** What `GET /preview/events` tells: the simulator's events, and what only the preview knows. */
export type PreviewEvent =
  | SimEvent
  /** What happened before this client came, oldest first, and how things stand now. */
  | {
      type: 'hello';
      events: SimEvent[];
      clock: { now: number; frozen: boolean };
      functionProblems: readonly Problem[];
      answering: AnsweringName;
    }
  /** What happens when a customer writes was chosen anew. */
  | { type: 'answering'; answering: AnsweringName }
  /** The mini program was compiled anew. */
  | { type: 'miniprogram' }
  /** The functions were built anew, or could not be. */
  | { type: 'functions'; functionProblems: readonly Problem[] };
