import { syncBuiltinESMExports } from 'node:module';
import type { TimerOptions } from 'node:timers';
import timersPromises from 'node:timers/promises';
import { install } from '@sinonjs/fake-timers';
import type { Time } from './messages';
import { now, setTime } from './time';

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
