import type { TypingClock, TypingCommand, TypingTransport } from './options';
import { alreadyTyping } from './rules';
import { withTimeout } from './withTimeout';

export interface CallOutcome {
  errCode: number;
  /**
   * When WeChat took the call at the latest, which is when its 15 s began; undefined: WeChat
   * refused it, or somebody else's status is showing.
   */
  takenBy: number | undefined;
  /** How long the call took. */
  tookMs: number;
}

/** Where neither WeChat nor the platform named a code. */
const noCode = -1;

/**
 * One setTyping call, within `limitMs`; never rejects. WeChat's own refusals are positive, and
 * final. A negative code means that WeChat gave no answer of its own: the call is tried once more,
 * if it is still due, and may have arrived even so. 45081 on the second try says that it had.
 */
export async function callWeChat(
  call: { touser: string; command: TypingCommand },
  transport: TypingTransport,
  { clock, limitMs, stillDue }: { clock: TypingClock; limitMs: number; stillDue(): boolean },
): Promise<CallOutcome> {
  const begun = clock.now();
  const left = () => begun + limitMs - clock.now();
  const attempt = () => withTimeout(codeAnswered(transport, call), left(), noCode, clock);

  const first = await attempt();
  const firstEnded = clock.now();
  const errCode = first < 0 && left() > 0 && stillDue() ? await attempt() : first;

  const ended = clock.now();
  const tookMs = ended - begun;
  if (errCode <= 0) return { errCode, takenBy: ended, tookMs };
  const arrivedFirst = errCode === alreadyTyping && first < 0;
  return { errCode, takenBy: arrivedFirst ? firstEnded : undefined, tookMs };
}

async function codeAnswered(
  transport: TypingTransport,
  call: { touser: string; command: TypingCommand },
): Promise<number> {
  try {
    return codeOf(await transport.setTyping(call));
  } catch (error) {
    return codeOf(error);
  }
}

function codeOf(answer: unknown): number {
  const hasCode = typeof answer === 'object' && answer !== null && 'errCode' in answer;
  return hasCode && typeof answer.errCode === 'number' ? answer.errCode : noCode;
}
