import { colours } from '../../cli/colours';
import { fieldOf } from '../../cli/fieldOf';
import type { SimClock } from '../clock/clock';
import type { Events } from './createEvents';
import type { CallEntry, SimEvent } from './event';

/** An event as one line for people; undefined for what would only be noise. */
export function describeEvent(event: SimEvent): string | undefined {
  switch (event.type) {
    case 'call':
      return `${from(event)} ${event.api}${described(event.data)} → ${answered(event.answer)}`;
    case 'database':
      return `${colours.cyan(event.function)} ${event.action} ${clean(event.collection)} → ${answered(event.answer)}`;
    case 'storage':
      return `${colours.cyan(event.function)} ${event.action} → ${answered(event.answer)}`;
    case 'invoke': {
      const { coldStart, durationMs, error, result } = event;
      const how = colours.dim(`${coldStart ? 'cold' : 'warm'} ${Math.round(durationMs)} ms`);
      const who = event.openid ? ` as ${shortOpenid(event.openid)}` : '';
      const text = error ? `${error.errCode} ${error.errMsg}` : (JSON.stringify(result) ?? '');
      const what = (error ? colours.red : colours.green)(clean(withoutOpenids(text, event.openid)));
      return `${colours.bold(clean(event.function))}${who} (${event.source}) ${how} → ${what}`;
    }
    case 'refused':
      return `${colours.yellow('refused')} ${colours.cyan(event.function)}: ${clean(event.message)}`;
    case 'reload':
      return colours.dim(`${event.function} has changed: the next call is a cold start`);
    case 'inspector':
      return `${colours.bold(clean(event.function))}: debugger at ${event.url} (chrome://inspect, or attach to it); its time limit is held`;
    case 'advance': {
      const left = Math.round((event.until - event.now) / 1_000);
      const why =
        event.function === null
          ? ''
          : `: it stops at the timers of ${clean(event.function)} (a forgotten setInterval?)`;
      return colours.yellow(
        `advancing the clock, ${left} s to go${why}; POST /_sim/clock {"stop":true} breaks it off`,
      );
    }
    case 'reset':
      return colours.dim('everything back to the start');
    default:
      return undefined;
  }
}

function from({ transport, function: name }: CallEntry): string {
  return colours.cyan(name ?? transport);
}

/** Whom a call is about and what it asks for; never what is said, or a whole OpenID. */
function described(data: unknown): string {
  const touser = fieldOf(data, 'touser');
  const what = fieldOf(data, 'command') ?? fieldOf(data, 'msgtype');
  return [
    typeof touser === 'string' ? ` ${shortOpenid(touser)}` : '',
    typeof what === 'string' ? ` ${clean(what)}` : '',
  ].join('');
}

function answered(answer: unknown): string {
  if (answer === null) return colours.red('no answer');
  const code =
    fieldOf(answer, 'errcode') ?? fieldOf(answer, 'errorCode') ?? fieldOf(answer, 'code');
  if (code === undefined) {
    const status = fieldOf(answer, 'status');
    return status === undefined ? colours.green('ok') : colours.red(`HTTP ${String(status)}`);
  }
  const text = fieldOf(answer, 'errmsg') ?? fieldOf(answer, 'message') ?? '';
  const line = clean(`${shown(code)} ${shown(text)}`.trim());
  return code === 0 ? colours.green(line) : colours.red(line);
}

function shown(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function shortOpenid(openid: string): string {
  return openid.length > 4 ? `…${clean(openid.slice(-4))}` : '…';
}

/** A function may answer with anybody's OpenID; 28 characters with an o in front is what they are. */
function withoutOpenids(text: string, caller: string | null): string {
  const known = caller && caller.length > 4 ? text.replaceAll(caller, shortOpenid(caller)) : text;
  return known.replace(/\bo[\w-]{27}\b/g, shortOpenid);
}

/** Text from outside: on one line, not endless, and without the terminal's control characters. */
function clean(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what has to go
  const line = text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ');
  return line.length > 300 ? `${line.slice(0, 300)}…` : line;
}

/** Prints each call and what it answered, one line each, with the simulator's time of day. */
export function logEvents(events: Events, clock: SimClock, log: (line: string) => void): void {
  events.listen((event) => {
    const line = describeEvent(event);
    if (line !== undefined) log(`${timeOfDay(clock.now())} ${line}`);
  });
}

function timeOfDay(ms: number): string {
  const date = new Date(ms);
  const two = (value: number) => String(value).padStart(2, '0');
  return [date.getHours(), date.getMinutes(), date.getSeconds()].map(two).join(':');
}
