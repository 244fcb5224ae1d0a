import type { Clock } from '../shared/contract';
import { deadlineOf } from '../shared/runtime/context';

/** How the time of one invocation is spent. Moments and times in ms of the clock. */
export interface Budget {
  /** By then WeChat has its answer: 300 ms before the platform would kill the function. */
  deadline: number;
  /** By then the reply is there and sent; what is left is for taking typing down. */
  replyBy: number;
  /** The longest that one call to WeChat or to the database is waited for. */
  callMs: number;
}

/** Taking typing down takes up to three calls: one on its way, a message on its way, the cancelling. */
const callsAfterReply = 3;
const maxCallMs = 2_000;
/** A function left at 3 s still gets 2 s for the reply. */
const callsInAll = 12;

export function budgetOf(context: unknown, clock: Clock): Budget {
  const deadline = deadlineOf(context, clock);
  const callMs = Math.min(maxCallMs, (deadline - clock.now()) / callsInAll);
  return { deadline, replyBy: deadline - callsAfterReply * callMs, callMs };
}
