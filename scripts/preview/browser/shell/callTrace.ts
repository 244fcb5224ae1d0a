import type { CallEntry } from '../../../simulator/events/event';
import type { Say } from '../texts';
import type { Activity } from './activityLog';

/** One stop on the way of a call. */
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
  { invoke, calls, delivery }: Activity,
  say: Say,
  nameOf: (openid: string | null) => string,
): { stops: Stop[]; code: number | null } {
  const weChat = weChatStop(calls, say);
  if (!invoke) {
    const caller = calls[0]?.function;
    const first: Stop = caller
      ? { name: caller, note: say('underWay'), state: 'ok' }
      : { name: say('traceServer'), note: '', state: 'ok' };
    return { stops: [first, weChat.stop], code: weChat.code };
  }

  const who = nameOf(invoke.openid);
  const repeat = delivery > 1 ? say('traceRepeat', { number: delivery }) : '';
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
      { name: say(callerOf(invoke)), note: [who, repeat].filter(Boolean).join(' · '), state: 'ok' },
      { name: invoke.function, note: run.join(' · '), state: isOwnError ? 'wrong' : 'ok' },
      calls.length === 0
        ? { name: say('weChat'), note: say('notCalled'), state: 'skipped' }
        : weChat.stop,
    ],
    code: code ?? weChat.code,
  };
}

function callerOf({ source, event }: NonNullable<Activity['invoke']>) {
  const isPush = typeof event === 'object' && event !== null && 'MsgType' in event;
  if (isPush) return 'tracePush';
  return source.startsWith('wx_client') ? 'tracePage' : 'traceCaller';
}

/** WeChat's stop: what came of each call, since there may be several, or one that was tried twice. */
function weChatStop(calls: Activity['calls'], say: Say): { stop: Stop; code: number | null } {
  const outcomes = calls.map((call) => outcomeOf(call, say));
  const last = outcomes.at(-1);
  const note = outcomes
    .map(({ text }, index) => {
      const [call, before] = [calls[index], calls[index - 1]];
      const label = call && before && isAgain(call, before) ? `${say('again')} ` : labelOf(call);
      return `${label}${text}`;
    })
    .join(', ');
  return {
    stop: { name: say('weChat'), note, state: last?.isGood ? 'ok' : 'wrong' },
    code: last?.code ?? null,
  };
}

function isAgain(call: CallEntry, before: CallEntry): boolean {
  const isSame = call.api === before.api && same(call.data, before.data);
  return isSame && !outcomeIsGood(before);
}

function same(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function outcomeIsGood({ answer }: CallEntry): boolean {
  return errcodeOf(answer) === 0;
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
  return `${commandOf(call) ?? call.api.split('.').at(-1)} `;
}

/** `Typing` or `CancelTyping`, where that was the call. */
export function commandOf({ data }: CallEntry): unknown {
  return typeof data === 'object' && data && 'command' in data ? data.command : undefined;
}

/**
 * The code in what WeChat answered, whichever form it has: WeChat's own `errcode`, the platform's
 * `errorCode`, a function's `errCode`. null: no answer, or none with a code.
 */
export function errcodeOf(answer: unknown): number | null {
  if (typeof answer !== 'object' || answer === null) return null;
  for (const key of ['errcode', 'errorCode', 'errCode'] as const) {
    const code: unknown = key in answer ? Reflect.get(answer, key) : undefined;
    if (typeof code === 'number') return code;
  }
  return null;
}

/** The command line that makes the same call, for a shell. */
export function invokeLine(
  { function: name, event, openid, source }: NonNullable<Activity['invoke']>,
  origin: string,
): string {
  const words = ['npm run invoke --', name, quoted(JSON.stringify(event ?? {}))];
  if (openid) words.push('--as', openid);
  if (source !== (openid ? 'wx_client' : 'wx_http')) words.push('--source', source);
  words.push('--url', origin);
  return words.join(' ');
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
