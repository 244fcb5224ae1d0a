import { explainCode } from '../codes/codes';
import type { CallOptions, Clock, Result } from '../contract';
import { withTimeout } from '../runtime/time';

/** With less than this left, a second try would only turn a clear error into a timeout. */
const minMs = 200;
/** Of the time that there is, what the first try has to itself: as much as the second then has. */
const firstShare = 1 / 2;
/**
 * Nor longer than this, however much time there is: WeChat answers within a second or two, and a
 * kept connection that died without a word (no FIN, no RST) would else cost half of a long limit.
 */
const maxFirstMs = 5_000;

interface RetryOptions {
  clock: Clock;
  /** In milliseconds of `clock`; the whole ends by then. */
  deadline: number;
  /** The result where the deadline comes first. */
  late(): Result;
  /**
   * Asked of one try's answer where the other try got none: does it say that the other had arrived
   * after all? If so, this is the result. (45081 after a Typing without an answer.)
   */
  hadArrived(answered: Result): Result | undefined;
  /** Before a second try that follows a silent one: whatever makes it take another connection. */
  freshConnection?(): void;
}

/**
 * Calls WeChat, and once more where the table of codes (`retry` in codes/tables) says that it may pass at once, or where the
 * first try has had its share of the time without an answer; never a third time. The first is still
 * listened to while the second runs: a slow but living WeChat may answer either. Both are told by
 * their signal when nobody listens any more. Never rejects as long as `call` doesn't.
 *
 * What a first try without an answer may have done is not forgotten: where the second is refused,
 * the errMsg says that the first may have arrived.
 */
export async function retryOnce(
  call: (options: CallOptions) => Promise<Result>,
  options: RetryOptions,
): Promise<{ result: Result; tries: number }> {
  const { clock, deadline, late, freshConnection } = options;
  const waiting = whileWaiting();
  try {
    const startedAt = clock.now();
    const share = shareOfFirst(deadline - startedAt);
    const first = call(waiting.options);
    const firstAnswer = await withTimeout<Result | undefined>(
      first,
      startedAt + share,
      clock,
      () => undefined,
    );
    const isFinal = firstAnswer !== undefined && retryOf(firstAnswer) === undefined;
    if (isFinal || deadline - clock.now() < minMs) {
      return { result: firstAnswer ?? late(), tries: 1 };
    }
    if (firstAnswer === undefined) freshConnection?.();
    const both = listenTo(first, call(waiting.options), options);
    return { result: await withTimeout(both.decided, deadline, clock, both.atDeadline), tries: 2 };
  } finally {
    waiting.end();
  }
}

/**
 * A call's options, whose signal comes at the end. It is made when it is asked for, which the cloud
 * call, that can't be broken off, never does; and has a reason, or Node would make it an Error.
 */
function whileWaiting(): { options: CallOptions; end(): void } {
  let controller: AbortController | undefined;
  return {
    options: {
      get signal() {
        controller ??= new AbortController();
        return controller.signal;
      },
    },
    end: () => controller?.abort('nobody waits for an answer any more'),
  };
}

/** In ms; all of a time that is too short for two tries. */
function shareOfFirst(ms: number): number {
  const share = Math.min(ms * firstShare, maxFirstMs);
  return ms - share < minMs ? ms : share;
}

/** Decides between two tries as their answers come, and at the deadline with what has come. */
function listenTo(
  first: Promise<Result>,
  second: Promise<Result>,
  { late, hadArrived }: RetryOptions,
): { decided: Promise<Result>; atDeadline: () => Result } {
  let answers: [first: Result | undefined, second: Result | undefined] = [undefined, undefined];
  const decided = new Promise<Result>((resolve, reject) => {
    const arrive = () => {
      const result = decide(...answers);
      if (result !== undefined) resolve(result);
    };
    first.then((answer) => {
      answers = [answer, answers[1]];
      arrive();
    }, reject);
    second.then((answer) => {
      answers = [answers[0], answer];
      arrive();
    }, reject);
  });

  /** undefined: there is reason to wait for the other try. */
  function decide(one: Result | undefined, two: Result | undefined): Result | undefined {
    const success = [one, two].find((answer) => answer?.errCode === 0);
    if (success !== undefined) return success;
    if (two !== undefined && (one !== undefined || isWord(two))) return verdict(one, two);
    // What the first is refused with, the second will be, too; but 45081 may be the second's doing.
    return one !== undefined && isWord(one) && hadArrived(one) === undefined ? one : undefined;
  }

  function verdict(one: Result | undefined, two: Result): Result {
    if (one !== undefined && isWord(one)) {
      return (retryOf(two) === 'unanswered' ? hadArrived(one) : undefined) ?? one;
    }
    const isFirstUnknown = one === undefined || retryOf(one) === 'unanswered';
    return isFirstUnknown && isWord(two) ? (hadArrived(two) ?? withDoubt(two)) : two;
  }

  return {
    decided,
    atDeadline: () => {
      const [one] = answers;
      return (one !== undefined && isWord(one) ? hadArrived(one) : undefined) ?? late();
    },
  };
}

/** WeChat has said it, and nobody tries again. */
function isWord(answer: Result): boolean {
  return retryOf(answer) === undefined;
}

function retryOf({ errCode, errMsg }: Result): 'answered' | 'unanswered' | undefined {
  return explainCode(errCode, { errMsg }).retry;
}

function withDoubt(refusal: Result): Result {
  const errMsg = `${refusal.errMsg} (an earlier try got no answer and may have taken effect)`;
  return { ...refusal, errMsg };
}
