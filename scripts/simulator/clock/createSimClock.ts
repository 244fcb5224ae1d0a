import { Heap } from 'heap-js';
import type { AdvanceProgress, ClockParticipant, SimClock, SimTimer } from './clock';

interface Timer extends SimTimer {
  readonly run: () => void;
  /** The order in which timers were set. */
  readonly number: number;
  cleared: boolean;
}

/** So often is it told how far an advance is, in real milliseconds. */
const slowMs = 2_000;

const byTime = (one: Timer, other: Timer) => one.at - other.at || one.number - other.number;

/**
 * Makes the clock of one simulator. It starts at real time and running.
 *
 * While an advance is under way the clock is held even when it is not frozen: its participants would
 * otherwise live through real milliseconds between two stops. The real time spent meanwhile is not
 * lost: a running clock is, after any number of advances, real time plus what it was advanced by.
 */
export function createSimClock(real: RealTime = systemTime): SimClock {
  const participants = new Set<ClockParticipant>();
  const listeners = new Set<() => void>();
  const timers = new Heap<Timer>(byTime);
  /** How many of them are cleared: those go when they come to the top, or when they are many. */
  let cleared = 0;
  let set = 0;
  let offset = 0;
  let stoppedAt: number | undefined;
  let frozen = false;
  let advancing = false;
  let lastAdvance: Promise<void> = Promise.resolve();
  let resets = 0;
  let stops = 0;
  const slowListeners = new Set<(progress: AdvanceProgress) => void>();
  let stayAsleep = () => {};

  const now = () => stoppedAt ?? real.now() + offset;

  function setTimeout(run: () => void, ms: number): SimTimer {
    // Also where ms is no number: such a timer would never be due and never be passed.
    set += 1;
    const timer: Timer = { at: now() + Math.max(0, ms || 0), run, number: set, cleared: false };
    timers.push(timer);
    if (first() === timer) arm();
    return timer;
  }

  function clearTimeout(timer: SimTimer | undefined): void {
    if (!isTimer(timer) || timer.cleared) return;
    timer.cleared = true;
    cleared += 1;
    if (cleared * 2 > timers.length) {
      timers.init(timers.toArray().filter((other) => !other.cleared));
      cleared = 0;
    }
  }

  /** The timer that is due next. */
  function first(): Timer | undefined {
    while (timers.peek()?.cleared) {
      timers.pop();
      cleared -= 1;
    }
    return timers.peek();
  }

  /** Real time runs the timers of a clock that runs, and what is due already on one that stands. */
  function arm(): void {
    stayAsleep();
    const next = first();
    if (!next || advancing) return;
    if (stoppedAt !== undefined && next.at > stoppedAt) return;
    stayAsleep = real.wakeAfter(next.at - now(), () => {
      try {
        runDue();
      } finally {
        arm();
      }
    });
  }

  /** Leaves what a timer adds for the same moment to the next round, so that others get a turn. */
  function runDue(): void {
    const moment = now();
    const newest = set;
    for (;;) {
      const timer = first();
      if (!timer || timer.at > moment || timer.number > newest) return;
      timers.pop();
      // Nobody can clear it any more.
      timer.cleared = true;
      timer.run();
    }
  }

  function stopAt(moment: number): void {
    stoppedAt = moment;
    for (const participant of participants) participant.moveTo(moment, true);
  }

  function runFrom(moment: number): void {
    stoppedAt = undefined;
    offset = moment - real.now();
    for (const participant of participants) participant.moveTo(moment, false);
  }

  function changed(): void {
    arm();
    for (const listener of listeners) listener();
  }

  async function advanceNow(ms: number): Promise<void> {
    const reset = resets;
    const stop = stops;
    let toldAt = real.now();
    const start = now();
    const target = start + ms;
    // Undefined where the clock stands anyway: then no real time has to be made up for.
    const offsetAfter = stoppedAt === undefined ? offset + ms : undefined;
    advancing = true;
    try {
      stopAt(start);
      for (;;) {
        const next = await nextDue();
        if (resets !== reset) return;
        if (next > target || stops !== stop) break;
        if (real.now() - toldAt > slowMs) {
          toldAt = real.now();
          const whose = [...participants].map((participant) => participant.whose?.(next));
          const progress = {
            now: now(),
            until: target,
            function: whose.find((name) => name !== undefined) ?? null,
          };
          for (const listener of slowListeners) listener(progress);
        }
        if (next > now()) {
          stopAt(next);
          // What a timer of ours sets off must not reach anybody who has not heard of the new time.
          if ((first()?.at ?? Number.POSITIVE_INFINITY) <= next) await settled();
          if (resets !== reset) return;
        }
        runDue();
      }
      if (now() < target && stops === stop) stopAt(target);
    } finally {
      if (resets === reset) {
        advancing = false;
        if (!frozen)
          runFrom(
            stops === stop
              ? Math.max(now(), real.now() + (offsetAfter ?? Number.NEGATIVE_INFINITY))
              : now(),
          );
        changed();
      }
    }
  }

  /** When the next thing falls due, once everybody has done what there is to do now. */
  async function nextDue(): Promise<number> {
    await letOthersRun();
    const theirs = await settled();
    await letOthersRun();
    // What a participant has not run though it was due, it can't run now either.
    const later = theirs.filter((at) => at !== null && at > now());
    return Math.min(...[first()?.at ?? null, ...later].filter((at) => at !== null));
  }

  const settled = () => Promise.all([...participants].map((participant) => participant.settle()));

  return {
    now,
    get frozen() {
      return frozen;
    },
    freeze(wanted) {
      frozen = wanted;
      if (!advancing && wanted && stoppedAt === undefined) stopAt(now());
      if (!advancing && !wanted && stoppedAt !== undefined) runFrom(stoppedAt);
      changed();
    },
    setTimeout,
    clearTimeout,
    advance(ms) {
      if (!Number.isFinite(ms) || ms < 0) {
        return Promise.reject(
          new RangeError(`the clock can be advanced by 0 or more milliseconds, not by ${ms}`),
        );
      }
      const [reset, stop] = [resets, stops];
      const advance = lastAdvance.then(() =>
        reset === resets && stop === stops ? advanceNow(ms) : undefined,
      );
      lastAdvance = advance.catch(() => undefined);
      return advance;
    },
    stop() {
      stops += 1;
    },
    onSlow(listener) {
      slowListeners.add(listener);
      return () => slowListeners.delete(listener);
    },
    reset() {
      resets += 1;
      timers.clear();
      cleared = 0;
      frozen = false;
      advancing = false;
      runFrom(real.now());
      changed();
    },
    join(participant) {
      participants.add(participant);
      participant.moveTo(now(), stoppedAt !== undefined);
      return () => participants.delete(participant);
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

function isTimer(timer: SimTimer | undefined): timer is Timer {
  return timer !== undefined && 'cleared' in timer;
}

/** A few turns of the event loop: enough for chains of promises in this process to run to their end. */
async function letOthersRun(): Promise<void> {
  for (let turn = 0; turn < 3; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

/** Where real time comes from; a test hands in one that it moves by itself. */
export interface RealTime {
  now(): number;
  /** Runs `run` after `ms`, or a while earlier. Returns how to call it off. */
  wakeAfter(ms: number, run: () => void): () => void;
}

/** The longest that a timer of Node can wait; a longer one would fire at once. */
const maxWait = 2 ** 31 - 1;

/** The machine's own time. Its timers keep no process alive: what runs on the clock does. */
const systemTime: RealTime = {
  now: Date.now,
  wakeAfter(ms, run) {
    const timer = setTimeout(run, Math.min(ms, maxWait)).unref();
    return () => clearTimeout(timer);
  },
};
