import type { TypingClock } from './options';

/** How long work is waited for: until its caller aborts, or its deadline has passed. */
export interface DeadlineSignal {
  /** Aborted when it has run out: for work. */
  signal: AbortSignal;
  /** Rejects when it has run out, never resolves. */
  runsOut: Promise<never>;
  /** Leaves no timer and no listener behind. */
  end(): void;
}

export function deadlineSignal(
  signal: AbortSignal | undefined,
  deadlineMs: number | undefined,
  clock: TypingClock,
): DeadlineSignal {
  const controller = new AbortController();
  let reject: (reason: unknown) => void = () => {};
  const runsOut = new Promise<never>((_, refuse) => {
    reject = refuse;
  });
  // Where nobody waits any more, running out is no unhandled rejection.
  runsOut.catch(() => {});

  const giveUp = (reason: unknown) => {
    reject(reason);
    controller.abort(reason);
  };
  const onAbort = () => giveUp(abortReason(signal));
  signal?.addEventListener('abort', onAbort);
  const timer =
    deadlineMs === undefined
      ? undefined
      : clock.setTimeout(() => giveUp(timeoutError(deadlineMs)), deadlineMs);

  return {
    signal: controller.signal,
    runsOut,
    end() {
      signal?.removeEventListener('abort', onAbort);
      clock.clearTimeout(timer);
    },
  };
}

/** Node 16.13 knows no reason yet. */
export function abortReason(signal: AbortSignal | undefined): unknown {
  return signal?.reason ?? named('AbortError', 'The work was aborted');
}

function timeoutError(deadlineMs: number): Error {
  return named('TimeoutError', `The work took longer than ${deadlineMs} ms`);
}

/** Named as AbortSignal.timeout and fetch name theirs. */
function named(name: string, message: string): Error {
  return Object.assign(new Error(message), { name });
}
