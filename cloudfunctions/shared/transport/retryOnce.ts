import { explainCode } from '../codes/codes';
import type { Clock, Result } from '../contract';
import { withTimeout } from '../runtime/time';

/** With less than this left, a second try would only turn a clear error into a timeout. */
const minMs = 200;

interface CallOptions {
  clock: Clock;
  /** In milliseconds of `clock`; the whole ends by then. */
  deadline: number;
  /** The result where the deadline comes first. */
  late(): Result;
  /**
   * Asked of the second answer when the first try got none: does it say that the first had arrived
   * after all? If so, this is the result. (45081 after a Typing without an answer.)
   */
  hadArrived(second: Result): Result | undefined;
}

/**
 * Calls WeChat, and once more where the table of codes says that it may pass at once and there is
 * time left. Never rejects as long as `call` doesn't.
 */
export async function retryOnce(
  call: () => Promise<Result>,
  { clock, deadline, late, hadArrived }: CallOptions,
): Promise<{ result: Result; tries: number }> {
  const callOnce = () => withTimeout(call(), deadline, clock, late);
  const first = await callOnce();
  const { retry } = explainCode(first.errCode);
  if (retry === undefined || deadline - clock.now() < minMs) return { result: first, tries: 1 };
  const second = await callOnce();
  const arrived = retry === 'unanswered' ? hadArrived(second) : undefined;
  return { result: arrived ?? second, tries: 2 };
}
