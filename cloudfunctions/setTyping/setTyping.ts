import { codes } from '../shared/codes/codes';
import {
  apis,
  type Clock,
  fail,
  type Result,
  succeed,
  type Transport,
  type TypingCall,
} from '../shared/contract';
import { type Caller, readCaller } from '../shared/runtime/caller';
import { deadlineOf, requestIdOf } from '../shared/runtime/context';
import type { Env } from '../shared/runtime/env';
import { maskOpenId, readOpenIds } from '../shared/runtime/openId';
import { retryOnce } from '../shared/transport/retryOnce';
import { authorise } from './authorise';
import { readRequest } from './readRequest';

/** Everything that setTyping touches outside itself. */
export interface Deps {
  sendTyping: Transport['setTyping'];
  /** Makes the next call take a connection of its own. */
  freshConnection(): void;
  /** `cloud.getWXContext`. */
  getContext(): Record<string, unknown>;
  clock: Clock;
  env: Env;
  log(line: string): void;
}

interface Trace {
  /** Names of fields that were not looked at. */
  ignored?: readonly string[];
  caller?: Caller;
  call?: TypingCall;
  tries: number;
}

/**
 * Makes the function's `main(event, context)`: checks the event, then the caller, calls WeChat
 * inside the function's time limit, and writes one line of log. It never throws and always answers
 * exactly `{errCode, errMsg}`.
 * https://developers.weixin.qq.com/miniprogram/dev/framework/open-ability/customer-message/typing.html
 */
export function createMain(parts: Deps): (event: unknown, context: unknown) => Promise<Result> {
  tellOfOddAgents(parts);
  return async (event, context) => {
    const startedAt = parts.clock.now();
    const trace: Trace = { tries: 0 };
    let result: Result;
    try {
      result = await answer(parts, event, context, trace);
    } catch {
      // A throw would reach the page as an opaque -504002; this says the same and stays a result.
      result = fail(apis.setTyping, -504002, 'the function failed unexpectedly');
    }
    parts.log(logLine(context, trace, result, parts.clock.now() - startedAt));
    return result;
  };
}

async function answer(
  { sendTyping, freshConnection, getContext, clock, env }: Deps,
  event: unknown,
  context: unknown,
  trace: Trace,
): Promise<Result> {
  const deadline = deadlineOf(context, clock);
  trace.caller = readCaller(getContext(), env, context);
  const reading = readRequest(event);
  if (reading.ignored) trace.ignored = reading.ignored;
  if ('refusal' in reading) return reading.refusal;
  const decision = authorise(reading.request, trace.caller, env.AGENT_OPENIDS);
  if ('refusal' in decision) return decision.refusal;
  const { call } = decision;
  trace.call = call;
  const { result, tries } = await retryOnce((options) => sendTyping(call, options), {
    clock,
    deadline,
    late: () => fail(apis.setTyping, -501002, 'WeChat did not answer within the time limit'),
    hadArrived: ({ errCode }) =>
      call.command === 'Typing' && errCode === codes.ALREADY_TYPING
        ? succeed(apis.setTyping)
        : undefined,
    freshConnection,
  });
  trace.tries = tries;
  return result;
}

/** Once, when the function is loaded: a slip in the list would else show as a refusal only. */
function tellOfOddAgents({ env, log }: Deps): void {
  const { others } = readOpenIds(env.AGENT_OPENIDS);
  if (others.length === 0) return;
  const what = 'AGENT_OPENIDS holds what cannot be an OpenID; it is ignored';
  log(JSON.stringify({ function: 'setTyping', what, entries: others.map(maskOpenId) }));
}

/** One line of JSON. Everything in it is the platform's or ours; of OpenIDs the end only. */
function logLine(
  context: unknown,
  { caller, call, ignored, tries }: Trace,
  result: Result,
  ms: number,
) {
  return JSON.stringify({
    function: 'setTyping',
    requestId: requestIdOf(context),
    source: caller?.source,
    caller: caller?.openid && maskOpenId(caller.openid),
    touser: call && maskOpenId(call.touser),
    command: call?.command,
    ignored,
    ...result,
    ms,
    tries,
  });
}
