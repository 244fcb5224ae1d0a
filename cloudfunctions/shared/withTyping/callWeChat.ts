import type { TypingClock, TypingCommand, TypingTransport } from './options';

/** "you are already typing": the status is on the customer's screen. */
export const alreadyTyping = 45081;

/** No message within the last 30 s: WeChat takes no more Typing until there is one. */
export const windowOver = 45080;

/**
 * The failures that may pass at once: tried once more, and no other is. `answered`: WeChat itself
 * said no, so nothing happened. `unanswered`: nobody knows whether the call took effect.
 */
export const retriedCodes: ReadonlyMap<number, 'answered' | 'unanswered'> = new Map([
  [-1, 'answered'],
  [-501001, 'unanswered'],
  [-501002, 'unanswered'],
  [-604102, 'unanswered'],
  [-604103, 'unanswered'],
]);

/** A closed connection, or an answer that says nothing, has no code: it counts as this one. */
const noCode = -501001;
const timedOut = -501002;

/** The part of the time that the first try has for itself; the second has what is left. */
const firstShare = 0.5;

export interface CallOutcome {
  /** 0, WeChat's refusal, or the code of the last failure. */
  errCode: number;
  /** `perhaps`: a try that got no answer may have arrived. */
  taken: 'yes' | 'perhaps' | 'no';
  /** The latest moment at which it can have been taken, which is when its 15 s began. */
  takenBy: number;
  /** Whether the same call may succeed later. */
  mayPass: boolean;
  /** Whether a try is still without an answer; should one come, `onLate` is told. */
  letGo: boolean;
  tookMs: number;
}

interface CallOptions {
  clock: TypingClock;
  limitMs: number;
  /** Asked before the second try. */
  stillDue(): boolean;
  /** A try that had been let go was taken after all. */
  onLate(): void;
}

interface Answer {
  errCode: number;
  kind: 'taken' | 'refused' | 'unanswered';
  mayPass: boolean;
}

interface Try {
  answer?: Answer & { at: number };
  ended: Promise<void>;
}

/**
 * One setTyping call, within `limitMs`; never rejects. A second try is made where the first failed
 * in a way that may pass, or has had its share of the time: on a connection that died in silence
 * only a fresh one helps. Both are then waited for, since the slower may still take effect.
 */
export async function callWeChat(
  call: { touser: string; command: TypingCommand },
  transport: TypingTransport,
  { clock, limitMs, stillDue, onLate }: CallOptions,
): Promise<CallOutcome> {
  const begunAt = clock.now();
  const tries: Try[] = [];
  let over = false;

  function begin(): Try {
    const one: Try = { ended: Promise.resolve() };
    one.ended = ask(transport, call).then((answer) => {
      if (!over) one.answer = { ...answer, at: clock.now() };
      else if (answer.kind === 'taken') onLate();
    });
    tries.push(one);
    return one;
  }

  async function tryTwice(): Promise<void> {
    const first = begin();
    await withTimeout(first.ended, limitMs * firstShare, clock);
    if (first.answer?.mayPass !== false && stillDue()) begin();
    await Promise.all(tries.map(({ ended }) => ended));
  }

  await withTimeout(tryTwice(), limitMs, clock);
  over = true;
  return outcomeOf(tries, begunAt, clock.now());
}

/** Resolves when `promise`, which never rejects, does, or after `ms`. */
function withTimeout(promise: Promise<void>, ms: number, clock: TypingClock): Promise<void> {
  return new Promise((resolve) => {
    const timer = clock.setTimeout(resolve, ms);
    void promise.then(() => {
      clock.clearTimeout(timer);
      resolve();
    });
  });
}

function outcomeOf(tries: readonly Try[], begunAt: number, endedAt: number): CallOutcome {
  const none = { errCode: timedOut, kind: 'unanswered', mayPass: true, at: endedAt } as const;
  const answers = tries.map(({ answer }) => answer ?? none);
  const unanswered = answers.filter(({ kind }) => kind === 'unanswered');
  const taken = answers.filter(({ kind }) => kind === 'taken');
  const showing = answers.find(({ errCode }) => errCode === alreadyTyping);
  const final = showing ?? answers.find(({ mayPass }) => !mayPass);
  const latest = (some: typeof answers) => Math.max(...some.map(({ at }) => at));
  const rest = {
    letGo: tries.some(({ answer }) => answer === undefined),
    tookMs: endedAt - begunAt,
  };

  if (taken.length > 0)
    return { errCode: 0, taken: 'yes', takenBy: latest(taken), mayPass: false, ...rest };

  // 45081 beside a try without an answer: that one, or somebody else's, had arrived by then.
  const arrivedBy = showing?.at ?? Infinity;
  return {
    errCode: (final ?? answers[answers.length - 1] ?? none).errCode,
    taken: unanswered.length > 0 ? 'perhaps' : 'no',
    takenBy: Math.min(latest(unanswered), arrivedBy),
    mayPass: final === undefined,
    ...rest,
  };
}

async function ask(
  transport: TypingTransport,
  call: { touser: string; command: TypingCommand },
): Promise<Answer> {
  try {
    return readAnswer(await transport.setTyping(call));
  } catch (error) {
    return readAnswer(error);
  }
}

function readAnswer(answer: unknown): Answer {
  const errCode = codeOf(answer) ?? noCode;
  if (errCode === 0) return { errCode, kind: 'taken', mayPass: false };
  const retried = retriedCodes.get(errCode);
  return {
    errCode,
    kind: retried === 'unanswered' ? 'unanswered' : 'refused',
    mayPass: retried !== undefined,
  };
}

/** What wx-server-sdk adds to an errCode of 0 when it could not read the body. */
const unreadKeys = ['buffer', 'contentType', 'result'];

/**
 * The code that WeChat or the platform named, in an answer or an error; undefined: neither did. The
 * SDK names 0 and -1 of its own where it could not read what came, -1 then in a TypeError.
 */
function codeOf(answer: unknown): number | undefined {
  try {
    const fields: { errCode?: unknown; name?: unknown } = Object(answer);
    const { errCode } = fields;
    if (errCode === 0 && unreadKeys.some((key) => key in fields)) return undefined;
    if (errCode === -1 && fields.name === 'TypeError') return undefined;
    // WeChat was seen to send it as text, and the SDK hands that on.
    const isText = typeof errCode === 'string' && /^-?\d+$/.test(errCode);
    const code: unknown = isText ? Number(errCode) : errCode;
    return typeof code === 'number' && Number.isFinite(code) ? code : undefined;
  } catch {
    return undefined;
  }
}

/** Whether a message was sent, by what its call answered: only an errCode says that it wasn't. */
export function isSent(answer: unknown): boolean {
  const hasCode = typeof answer === 'object' && answer !== null && 'errCode' in answer;
  return !hasCode || codeOf(answer) === 0;
}

/** Whether an answer, or an error, says for certain that nothing came of the call. */
export function isRefusal(answer: unknown): boolean {
  const code = codeOf(answer);
  return code !== undefined && retriedCodes.get(code) !== 'unanswered';
}
