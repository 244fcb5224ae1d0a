import { readCaller } from '../shared/runtime/caller';
import { requestIdOf } from '../shared/runtime/context';
import { maskOpenId } from '../shared/runtime/openId';
import { withTimeout } from '../shared/runtime/time';
import { answerMessage } from './answerMessage';
import { type Budget, budgetOf } from './budget';
import { openConversation, removeExpired } from './conversation/conversation';
import { howToCreateIt, openDatabase } from './conversation/database';
import { decide } from './decide';
import {
  type Deps,
  type Handling,
  isDelivered,
  type Memory,
  newDelivery,
  type Trace,
} from './deps';
import { greetCustomer } from './greetCustomer';
import { callPerson, type Handled, leaveToPerson, personHas } from './handOver';
import { pictures } from './messages/pictures';
import type { Outcome } from './outcomes';
import { type AnswerToPush, type Push, readPush, transfer } from './push';
import { readSettings } from './settings';

/** How often what is out of date is removed from the database, by one instance. */
const cleanEveryMs = 60 * 60_000;
const noCollection = -502005;

/**
 * Makes the function's `main(event, context)`, to which WeChat pushes what customers write. Never
 * throws; returns 'success' where the customer has their answer or needs none, and otherwise hands
 * the conversation over to a person, before the platform's time limit in any case. Writes one line
 * of log, whose `outcome` is one of outcomes.ts.
 *
 * Only the customer whom the platform vouches for is ever written to. An event that names somebody
 * else, or comes with no OpenID, makes no call at all: the hand-over that is returned for it means
 * something to WeChat only.
 */
export function createMain(
  deps: Deps,
): (event: unknown, context: unknown) => Promise<AnswerToPush> {
  const { clock, log } = deps;
  const memory: Memory = {
    withPerson: new Map(),
    greeted: new Map(),
    pictures: new Map(),
    cleanedAt: 0,
  };
  let explained = false;

  function handlingOf(push: Push, context: unknown, budget: Budget, trace: Trace): Handling {
    const settings = readSettings(deps.env);
    const onOut = (errCode: number) => {
      trace.database = errCode;
      if (errCode !== noCollection || explained) return;
      explained = true;
      const what = 'no collection';
      log(JSON.stringify({ function: 'customerMessage', what, errCode, reason: howToCreateIt }));
    };
    const database = openDatabase({ cloud: deps.cloud, clock, limits: budget, onOut });
    // Unique among all invocations, of all instances.
    const me = `${clock.now().toString(36)}-${Math.random().toString(36).slice(2)}`;
    const { transport, readPicture } = deps;
    return {
      ...deps,
      context,
      budget,
      settings,
      trace,
      memory,
      database,
      conversation: openConversation(push, {
        database,
        me,
        startedAt: budget.startedAt,
        now: () => clock.now(),
      }),
      mediaIdOf: pictures({ transport, readPicture, database, clock, uploaded: memory.pictures }),
      delivery: newDelivery(),
    };
  }

  async function answer(event: unknown, context: unknown, trace: Trace): Promise<AnswerToPush> {
    const end = (outcome: Outcome, answer: AnswerToPush) => {
      trace.outcome = outcome;
      return answer;
    };
    const push = readPush(event, clock.now());
    if (push === undefined) return end('not a push of WeChat’s', 'success');
    const budget = budgetOf(context, clock, readSettings(deps.env).mergeMs);
    const handling = handlingOf(push, context, budget, trace);
    const handled = handlePush(push, handling).catch(() =>
      end('failed unexpectedly', transfer(push)),
    );
    return withTimeout(handled, budget.deadline, clock, () =>
      isDelivered(handling.delivery)
        ? end('answered', 'success')
        : end('out of time', transfer(push)),
    );
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

/** Decides what to do about a push, and does it. What happened goes into the trace. */
async function handlePush(push: Push, handling: Handling): Promise<AnswerToPush> {
  const { getContext, context, env, trace } = handling;
  const caller = readCaller(getContext(), env, context);
  trace.source = caller.source;
  trace.caller = caller.openid && maskOpenId(caller.openid);
  trace.kind = push.kind;
  trace.type = /^\w{1,40}$/.test(push.type) ? push.type : 'unknown';

  if (caller.openid !== push.openid) {
    trace.outcome = 'not vouched for' satisfies Outcome;
    return transfer(push);
  }
  const { outcome, answer } =
    push.kind === 'event'
      ? await greetCustomer(push, handling)
      : await handleMessage(push, handling);
  trace.outcome = outcome;
  await cleanUp(handling);
  return answer;
}

async function handleMessage(push: Push, handling: Handling): Promise<Handled> {
  const { trace } = handling;
  if (personHas(push, handling)) return { outcome: 'with a person', answer: transfer(push) };
  // A person is called at once: WeChat listens for 5 s only.
  const { before, person } = decide([push], handling);
  if (person !== undefined) return callPerson(push, person, handling, before);

  const answered = await answerMessage(push, handling);
  switch (answered.kind) {
    case 'answered':
      return { outcome: 'answered', answer: 'success' };
    case 'elsewhere':
      return { outcome: 'handled elsewhere', answer: 'success' };
    case 'person':
      return leaveToPerson(push, answered.until, handling);
    case 'call a person':
      return callPerson(push, answered.because, handling);
    case 'failed': {
      trace.failure = answered.failure;
      return { ...(await callPerson(push, undefined, handling)), outcome: 'not answered' };
    }
  }
}

/** With the time that is left, and not in every invocation. */
async function cleanUp({ memory, clock, budget, database }: Handling): Promise<void> {
  const now = clock.now();
  if (!database.used) return;
  if (now - memory.cleanedAt < cleanEveryMs || budget.deadline - now < 3 * budget.callMs) return;
  memory.cleanedAt = now;
  await removeExpired(database, now);
}
