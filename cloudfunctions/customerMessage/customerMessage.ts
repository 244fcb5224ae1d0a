import { requestIdOf } from '../shared/runtime/context';
import { withTimeout } from '../shared/runtime/time';
import { type AnswerToPush, handOver } from './answerToPush';
import { budgetOf } from './budget';
import type { Deps, Trace } from './deps';
import { handlePush } from './handlePush';
import { logOnce } from './logOnce';
import { readPush } from './push';

/**
 * Makes the function's `main(event, context)`, to which WeChat pushes what customers write. Never
 * throws; returns 'success' where the customer has their answer or needs none, and otherwise hands
 * the conversation over to a person, before the platform's time limit in any case. Writes one line
 * of log.
 *
 * Only the customer whom the platform vouches for is ever written to. An event that names somebody
 * else, or comes with no OpenID, makes no call at all: the hand-over that is returned for it means
 * something to WeChat only.
 */
export function createMain(
  parts: Deps,
): (event: unknown, context: unknown) => Promise<AnswerToPush> {
  const { clock, log } = parts;
  const explain = logOnce(log);

  async function answer(event: unknown, context: unknown, trace: Trace): Promise<AnswerToPush> {
    const push = readPush(event, clock.now());
    if (push === undefined) {
      trace.outcome = 'not a push of WeChat’s';
      return 'success';
    }
    const budget = budgetOf(context, clock);
    const handling = { ...parts, context, budget, trace, explain };
    const handled = handlePush(push, handling).catch(() => {
      trace.outcome = 'failed unexpectedly';
      return handOver(push);
    });
    return withTimeout(handled, budget.deadline, clock, () => {
      trace.outcome = 'out of time';
      return handOver(push);
    });
  }

  return async (event, context) => {
    const startedAt = clock.now();
    const trace: Trace = { function: 'customerMessage', requestId: requestIdOf(context) };
    const answered = await answer(event, context, trace);
    const handedOver = answered !== 'success';
    log(JSON.stringify({ ...trace, handedOver, ms: clock.now() - startedAt }));
    return answered;
  };
}
