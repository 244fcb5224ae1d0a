import type { Say } from '../texts';
import { errcodeOf } from './answers';
import type { Happening } from './happenings';

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
export function wayOf(
  { invoke, calls }: Happening,
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
  const start = say(invoke.coldStart ? 'cold' : 'warm', { ms: Math.round(invoke.durationMs) });
  return {
    stops: [
      {
        name: say(isPush ? 'wayPush' : 'wayPage'),
        note: who,
        state: 'ok',
      },
      {
        name: invoke.function,
        note: isOwnError ? `${start} · ${code}` : start,
        state: isOwnError ? 'wrong' : 'ok',
      },
      calls.length === 0
        ? { name: say('weChat'), note: say('notCalled'), state: 'skipped' }
        : weChat.stop,
    ],
    code: code ?? weChat.code,
  };
}

/** WeChat's stop: the code of each try, since a call may have been tried twice. */
function weChatStop(calls: Happening['calls'], say: Say): { stop: Stop; code: number | null } {
  const codes = calls.map(({ answer }) => (answer === null ? null : errcodeOf(answer)));
  const code = codes.at(-1) ?? null;
  const note = calls
    .map(({ answer }, index) => codes[index] ?? statusOf(answer) ?? say('noAnswer'))
    .join(', ');
  return { stop: { name: say('weChat'), note, state: code === 0 ? 'ok' : 'wrong' }, code };
}

function statusOf(answer: unknown): string | undefined {
  if (typeof answer !== 'object' || answer === null || !('status' in answer)) return undefined;
  return `HTTP ${answer.status}`;
}
