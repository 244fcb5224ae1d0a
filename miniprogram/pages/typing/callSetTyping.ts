import type { Command } from '../../../cloudfunctions/shared/contract';
import { type Answer, readRejected, readResolved } from './readCallResult';
import type { Trouble } from './texts';

/** The part of wx.cloud that the page needs. */
export interface Cloud {
  callFunction(call: { name: string; data: SetTypingEvent }): Promise<unknown>;
}

/** What the function is called with; touser left out means the caller. */
export interface SetTypingEvent {
  command: Command;
  touser?: string;
}

interface Call {
  /** undefined where the base library has no wx.cloud */
  cloud: Cloud | undefined;
  name: string;
  data: SetTypingEvent;
  /** Milliseconds after which the page stops waiting. */
  limitMs: number;
  /** whether the table of codes has an entry for a code */
  knows: (errCode: number) => boolean;
  /** whether the project is open as touristappid, without an account */
  isTourist: () => boolean;
}

/**
 * Calls the function and tells what came of it through `answered`, which never comes synchronously:
 * once with the answer; or, where the limit passed first, with `NO_ANSWER` and, should the answer
 * still come, once more with it and `late` true. Never throws.
 */
export function callSetTyping(call: Call, answered: (answer: Answer, late: boolean) => void): void {
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    answered(without('NO_ANSWER'), false);
  }, call.limitMs);
  ask(call).then((answer) => {
    clearTimeout(timer);
    answered(answer, late);
  });
}

async function ask(call: Call): Promise<Answer> {
  if (!call.cloud) return without('NO_CLOUD');
  try {
    return readResolved(await call.cloud.callFunction({ name: call.name, data: call.data }));
  } catch (reason) {
    const answer = readRejected(reason, call.knows);
    return call.isTourist() ? { ...answer, trouble: 'TOURIST_APPID' } : answer;
  }
}

function without(trouble: Trouble): Answer {
  return { errCode: null, errMsg: '', requestID: '', trouble };
}
