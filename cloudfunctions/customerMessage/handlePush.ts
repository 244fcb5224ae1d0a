import { readCaller } from '../shared/runtime/caller';
import { maskOpenId } from '../shared/runtime/openId';
import { answerMessage } from './answerMessage';
import { type AnswerToPush, handOver } from './answerToPush';
import type { Handling } from './deps';
import { greetCustomer } from './greetCustomer';
import { isFirstDelivery } from './isFirstDelivery';
import type { Push } from './push';
import { sendText } from './sendText';

/** Decides what to do about a push, and does it. What happened goes into the trace. */
export async function handlePush(push: Push, handling: Handling): Promise<AnswerToPush> {
  const { getContext, context, env, trace, reply } = handling;
  const caller = readCaller(getContext(), env, context);
  trace.source = caller.source;
  trace.caller = caller.openid && maskOpenId(caller.openid);
  trace.kind = push.kind;
  trace.type = /^\w{1,40}$/.test(push.type) ? push.type : 'unknown';

  if (caller.openid !== push.openid) return done('not vouched for', handOver(push));
  if (push.kind === 'event') return done(await greetCustomer(push, handling), 'success');
  if (reply === undefined || push.type !== 'text') return done('for a person', handOver(push));
  if (!(await isFirstDelivery(push, handling))) return done('handled elsewhere', 'success');

  const { failure, ...answered } = await answerMessage(push, { ...handling, reply });
  Object.assign(trace, answered);
  if (failure === undefined) return done('answered', 'success');
  trace.failure = failure;
  // Whether WeChat still hears a hand-over after 5 s is not documented; this, the customer hears.
  if (env.HANDOVER_TEXT) trace.told = await sendText(push.openid, env.HANDOVER_TEXT, handling);
  return done('not answered', handOver(push));

  function done(outcome: string, answer: AnswerToPush): AnswerToPush {
    trace.outcome = outcome;
    return answer;
  }
}
