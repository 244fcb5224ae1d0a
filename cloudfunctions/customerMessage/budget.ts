import type { Clock } from '../shared/contract';
import { deadlineOf } from '../shared/runtime/context';

/** How the time of one invocation is spent. Moments and times in ms of the clock. */
export interface Budget {
  startedAt: number;
  /** By then WeChat has its answer: 300 ms before the platform would kill the function. */
  deadline: number;
  /** By then the reply is there and sent; what is left is for taking typing down. */
  replyBy: number;
  /** The longest that one call to WeChat or to the database is waited for. */
  callMs: number;
  /** How long a message is waited for that belongs to the one at hand. */
  mergeMs: number;
  /** Later than this nothing more is waited for: the reply needs the rest of the time. */
  mergeBy: number;
  /** Until then WeChat listens: it waits 5 s, some of which a cold start may have taken. */
  heardUntil: number;
}

/** Taking typing down takes up to three calls: one on its way, a message on its way, the cancelling. */
const callsAfterReply = 3;
const maxCallMs = 2_000;
/** A function left at 3 s still gets 2 s for the reply. */
const callsInAll = 12;
/** In a function left at 3 s, waiting for a further message must not take the time of the reply. */
const mergeShare = 1 / 5;
const heardMs = 4_000;

/**
 * With functions of 3, 20 and 60 s and MERGE_MS at 1500, the reply gets 1.6, 13.2 and 52.2 s, less
 * what the database takes.
 */
export function budgetOf(context: unknown, clock: Clock, mergeMs: number): Budget {
  const startedAt = clock.now();
  const deadline = deadlineOf(context, clock);
  const callMs = Math.min(maxCallMs, (deadline - startedAt) / callsInAll);
  const replyBy = deadline - callsAfterReply * callMs;
  const forReply = replyBy - startedAt;
  return {
    startedAt,
    deadline,
    replyBy,
    callMs,
    mergeMs: Math.min(mergeMs, forReply * mergeShare),
    mergeBy: startedAt + forReply / 2,
    heardUntil: Math.min(startedAt + heardMs, replyBy),
  };
}
