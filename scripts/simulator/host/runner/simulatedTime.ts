import { syncBuiltinESMExports } from 'node:module';
import type { TimerOptions } from 'node:timers';
import timersPromises from 'node:timers/promises';
import { install } from '@sinonjs/fake-timers';
import type { Time } from './messages';

const RealDate = Date;
const realNow = Date.now;
const realHrtime = process.hrtime.bigint;
const loadedAt = { ms: performance.now(), ns: realHrtime() };
const { timeOrigin } = performance;

/** Before 20.12 `performance.now` itself asks `process.hrtime`, which is ours later on. */
function realPerformanceNow(): number {
  return loadedAt.ms + Number(realHrtime() - loadedAt.ns) / 1e6;
}

let time: Time = { offset: 0 };

/** The simulator's clock, in whole milliseconds since the epoch. */
export function now(): number {
  return 'stoppedAt' in time ? Math.floor(time.stoppedAt) : realNow() + Math.round(time.offset);
}

function preciseNow(): number {
  return 'stoppedAt' in time ? time.stoppedAt : timeOrigin + realPerformanceNow() + time.offset;
}

/** performance.now() and hrtime go on from where they stood, and never back. */
let elapsedBefore = realPerformanceNow();
let elapsedSince = preciseNow();

function elapsed(): number {
  return elapsedBefore + Math.max(0, preciseNow() - elapsedSince);
}

export function setTime(told: Time): void {
  const before = Math.max(preciseNow(), elapsedSince);
  elapsedBefore = elapsed();
  time = told;
  elapsedSince = preciseNow();
  elapsedBefore += Math.max(0, elapsedSince - before);
}

/** Puts Date, performance and hrtime on the simulator's clock, exact also in a busy loop. */
export function takeOverTime(): void {
  const SimDate = new Proxy(RealDate, {
    apply: () => new RealDate(now()).toString(),
    construct: (_, parts: [], newTarget) =>
      Reflect.construct(RealDate, parts.length === 0 ? [now()] : parts, newTarget),
  });
  RealDate.now = now;
  // So that an object's own class is the Date that the function knows.
  RealDate.prototype.constructor = SimDate;
  globalThis.Date = SimDate;
  takeOverFormats();
  // Not writable before 19.
  Object.defineProperty(performance, 'now', {
    value: elapsed,
    writable: true,
    enumerable: true,
    configurable: true,
  });
  process.hrtime = Object.assign(hrtime, { bigint: () => BigInt(Math.round(elapsed() * 1e6)) });
  syncBuiltinESMExports();
}

/** Without a date, a format takes the present one. */
function takeOverFormats(): void {
  const { prototype } = Intl.DateTimeFormat;
  const format = Object.getOwnPropertyDescriptor(prototype, 'format')?.get;
  const { formatToParts } = prototype;
  const made = new WeakMap<object, Intl.DateTimeFormat['format']>();
  Object.defineProperty(prototype, 'format', {
    configurable: true,
    get(this: Intl.DateTimeFormat) {
      const real: Intl.DateTimeFormat['format'] = format?.call(this);
      // The same at each reading, as the real one.
      const simulated = made.get(this) ?? ((date) => real(date ?? now()));
      made.set(this, simulated);
      return simulated;
    },
  });
  prototype.formatToParts = function (date) {
    return formatToParts.call(this, date ?? now());
  };
}

function hrtime(previous?: [number, number]): [number, number] {
  const ns = BigInt(Math.round(elapsed() * 1e6));
  const since = previous ? BigInt(previous[0]) * 1_000_000_000n + BigInt(previous[1]) : 0n;
  const passed = ns - since;
  return [Number(passed / 1_000_000_000n), Number(passed % 1_000_000_000n)];
}

const wakeAfter = setTimeout;
const stayAsleep = clearTimeout;
const nextTurn = setImmediate;
const { DOMException } = globalThis;

export interface Timers {
  /** The clock has moved, or been stopped or let go: runs what is due by now. */
  moveTo(time: Time): void;
  /** When the next timer falls due; null where there is none. */
  next(): number | null;
}

/**
 * Puts the function's timers on the simulator's clock. Node's own, such as those of sockets, stay
 * on real time, and so do immediates and ticks: they wait for nothing.
 */
export function takeOverTimers(): Timers {
  const fake = install({
    now: now(),
    toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'],
    shouldClearNativeTimers: true,
  });
  // Its clock is ours: read at each call, never set.
  Object.defineProperty(fake, 'now', { get: now, set() {} });
  // A delay of 0 is due at once in a timer's callback too, or it would hang where the clock stands.
  Object.defineProperty(fake, 'duringTick', { get: () => false, set() {} });
  const heap = heapOf(fake);
  let running = false;
  let wake: NodeJS.Timeout | undefined;
  let stopped = false;

  const dueIn = () => {
    const first = heap.peek();
    return first === undefined ? Number.POSITIVE_INFINITY : (first.callAt ?? 0) - now();
  };

  function arm(): void {
    stayAsleep(wake);
    if (running) return;
    const ms = dueIn();
    if (ms <= 0) {
      running = true;
      nextTurn(runDue);
    } else if (!stopped && ms !== Number.POSITIVE_INFINITY) {
      wake = wakeAfter(arm, ms).unref();
    }
  }

  /** One a turn, so that promises and answers that came in get in between as they do in Node. */
  function runDue(): void {
    if (dueIn() > 0) {
      running = false;
      arm();
      return;
    }
    try {
      fake.next();
    } finally {
      nextTurn(runDue);
    }
  }

  const push = heap.push.bind(heap);
  heap.push = (timer) => {
    // As in Node, an interval that comes late does not catch up on what it missed.
    if (timer.interval !== undefined) {
      timer.callAt = Math.max(timer.callAt ?? 0, now() + Math.max(1, timer.interval));
    }
    push(timer);
    if (heap.peek() === timer) arm();
  };

  // Not there in the older runtimes.
  if ('timeout' in AbortSignal) AbortSignal.timeout = abortAfter;
  // Read at each call: by then it is the clock's own.
  Object.defineProperty(timersPromises.scheduler, 'wait', {
    value: (ms: number, options?: TimerOptions) =>
      timersPromises.setTimeout(ms, undefined, options),
  });
  syncBuiltinESMExports();

  return {
    moveTo(time) {
      setTime(time);
      stopped = 'stoppedAt' in time;
      arm();
    },
    next: () => heap.peek()?.callAt ?? null,
  };
}

function heapOf(fake: ReturnType<typeof install>) {
  // It is made with the first timer.
  fake.clearTimeout(fake.setTimeout(() => {}, 1));
  if (!fake.timerHeap) throw new Error('@sinonjs/fake-timers has no timerHeap any more');
  return fake.timerHeap;
}

function abortAfter(ms: number): AbortSignal {
  const controller = new AbortController();
  const reason = new DOMException('The operation was aborted due to timeout', 'TimeoutError');
  setTimeout(() => controller.abort(reason), ms);
  return controller.signal;
}
