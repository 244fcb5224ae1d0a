import type { CallEntry } from '../../../simulator/events/event';
import type { Say } from '../texts';
import type { Activity } from './activityLog';
import { errcodeOf } from './answers';

/** One stop on the way of a tap. */
export interface Stop {
  name: string;
  note: string;
  /** `wrong`: the error came from here; `skipped`: it was never reached. */
  state: 'ok' | 'wrong' | 'skipped';
}

/**
 * The way that something took, stop by stop, and the code that came of it (null: none).
 * An error belongs to the last stop that was reached.
 */
export function callTrace(
  { invoke, calls }: Activity,
  say: Say,
  nameOf: (openid: string | null) => string,
): { stops: Stop[]; code: number | null } {
  const weChat = weChatStop(calls, say);
  if (!invoke)
    return {
      stops: [{ name: calls[0]?.function ?? say('wayServer'), note: '', state: 'ok' }, weChat.stop],
      code: weChat.code,
    };

  const isPush = !invoke.source.startsWith('wx_client');
  const who = nameOf(invoke.openid);
  const code = invoke.error ? invoke.error.errCode : errcodeOf(invoke.result);
  const isOwnError = code !== null && code !== 0 && (calls.length === 0 || code !== weChat.code);
  const ms = Math.round(invoke.durationMs);
  const run = [
    say(invoke.coldStart ? 'cold' : 'warm'),
    // On a clock that stands still everything takes 0 ms, which says nothing.
    ...(ms > 0 ? [say('took', { ms })] : []),
    ...(isOwnError ? [String(code)] : []),
  ];
  return {
    stops: [
      {
        name: say(isPush ? 'wayPush' : 'wayPage'),
        note: who,
        state: 'ok',
      },
      {
        name: invoke.function,
        note: run.join(' · '),
        state: isOwnError ? 'wrong' : 'ok',
      },
      calls.length === 0
        ? { name: say('weChat'), note: say('notCalled'), state: 'skipped' }
        : weChat.stop,
    ],
    code: code ?? weChat.code,
  };
}

/** WeChat's stop: what came of each call, since there may be several, or one that was tried twice. */
function weChatStop(calls: Activity['calls'], say: Say): { stop: Stop; code: number | null } {
  const outcomes = calls.map((call) => outcomeOf(call, say));
  const last = outcomes.at(-1);
  const note = outcomes.map(({ text }, index) => `${labelOf(calls[index])}${text}`).join(', ');
  return {
    stop: { name: say('weChat'), note, state: last?.isGood ? 'ok' : 'wrong' },
    code: last?.code ?? null,
  };
}

function outcomeOf({ answer }: CallEntry, say: Say) {
  const code = errcodeOf(answer);
  if (code !== null) return { code, text: String(code), isGood: code === 0 };
  if (typeof answer !== 'object' || answer === null)
    return { code, text: say('noAnswer'), isGood: false };
  if ('status' in answer) return { code, text: `HTTP ${answer.status}`, isGood: false };
  return { code, text: say('answered'), isGood: true };
}

/** Which call it was, where that is not plain from who made it. */
function labelOf(call: CallEntry | undefined): string {
  if (!call || call.function === 'setTyping') return '';
  const { data } = call;
  const command = typeof data === 'object' && data && 'command' in data ? data.command : undefined;
  return `${command ?? call.api.split('.').at(-1)} `;
}
