import type { SimClock } from '../clock/clock';
import { parseJson } from '../control/parseJson';
import type { Instance } from './instance';
import { failureError, type InvokeError, invokeErrors } from './invokeErrors';
import type { RealLimits } from './realLimits';
import { type Invoke, keptOutput } from './runner/messages';
import type { CallEnd } from './startProcess';
import { watchMemory } from './watchMemory';

export interface Limits {
  timeoutMs: number;
  memoryMb: number;
}

export type InvocationOutcome = { result: unknown } | { error: InvokeError };

/** In real milliseconds. */
const lookEvery = 100;

/**
 * Has one instance work one call, and ends its process where it exceeds what it may. The time limit
 * is on the simulator's clock and begins when main is called; loading the code has its own, which
 * is real, and so has a function that blocks its event loop while the clock stands still: there the
 * time limit would never come.
 */
export async function runInvocation(
  instance: Instance,
  call: Invoke,
  clock: SimClock,
  limits: Limits,
  real: RealLimits,
): Promise<InvocationOutcome> {
  const { process } = instance;
  let reason: InvokeError | undefined;
  const stop = (error: InvokeError) => {
    reason ??= error;
    instance.retired = true;
    process.kill();
  };

  let startedAt = Number.POSITIVE_INFINITY;
  const started = () => {
    instance.warm = true;
    startedAt = clock.now();
    clearTimeout(loading);
    if (instance.inspected) return;
    limit = clock.setTimeout(() => stop(invokeErrors.timedOut(limits.timeoutMs)), limits.timeoutMs);
  };
  let limit: ReturnType<SimClock['setTimeout']> | undefined;
  const loading =
    instance.warm || instance.inspected
      ? undefined
      : setTimeout(() => stop(invokeErrors.loadTimedOut(real.load)), real.load);
  if (instance.warm) started();
  const memory = watchMemory(process.pid, limits.memoryMb, () =>
    stop(invokeErrors.outOfMemory(limits.memoryMb)),
  );
  const blocked = watchEventLoop(instance, clock, Math.max(limits.timeoutMs, real.block), (ms) =>
    stop(invokeErrors.blocked(ms)),
  );

  try {
    // A warm one has started before it says so.
    const end = await process.call(call, () => instance.warm || started());
    // The answer may have come in at the very moment when the time was up.
    if (!instance.inspected && clock.now() - startedAt >= limits.timeoutMs)
      stop(invokeErrors.timedOut(limits.timeoutMs));
    if (reason) return { error: reason };
    return 'exited' in end && instance.recycled
      ? { error: invokeErrors.recycled() }
      : outcomeOf(end, limits, process.lines());
  } finally {
    clock.clearTimeout(limit);
    clearTimeout(loading);
    memory.stop();
    blocked.stop();
  }
}

function outcomeOf(
  end: CallEnd,
  { memoryMb }: Limits,
  printed: readonly string[],
): InvocationOutcome {
  if ('json' in end) return resultOf(end.json);
  if ('failure' in end) return { error: failureError(end.failure) };
  if ('notStarted' in end) return { error: invokeErrors.cannotStart(end.notStarted) };
  const { code, signal, uncaught } = end.exited;
  if (uncaught !== undefined) return { error: invokeErrors.uncaught(uncaught) };
  // V8 aborts where its heap reaches the limit that it was started with, and says so; not all is kept
  // of one that prints much.
  const isAborted = signal === 'SIGABRT' || code === 134;
  const isSaid = printed.some((line) => /heap out of memory|heap limit/i.test(line));
  if (isAborted && (isSaid || printed.length >= keptOutput.lines)) {
    return { error: invokeErrors.outOfMemory(memoryMb) };
  }
  return { error: invokeErrors.exited(code, signal) };
}

function resultOf(json: string): InvocationOutcome {
  try {
    return { result: parseJson(json) };
  } catch (error) {
    // It was made by JSON.stringify: nested too deeply is all that it can be.
    const message = error instanceof Error ? error.message : String(error);
    return { error: failureError({ kind: 'notJson', message }) };
  }
}

/** Calls `blocked` when the process has not answered for `ms` of real time, the clock standing. */
function watchEventLoop(
  instance: Instance,
  clock: SimClock,
  ms: number,
  blocked: (ms: number) => void,
): { stop(): void } {
  let heard = Date.now();
  let asked = false;
  const timer = setInterval(() => {
    if (!clock.frozen || !instance.warm || instance.inspected) {
      heard = Date.now();
    } else if (Date.now() - heard >= ms) {
      blocked(ms);
    }
    if (asked) return;
    asked = true;
    void instance.process.ask(0).then(() => {
      asked = false;
      heard = Date.now();
    });
  }, lookEvery);
  return { stop: () => clearInterval(timer) };
}
