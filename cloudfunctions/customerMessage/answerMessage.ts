import type { Clock, Transport, TypingCall } from '../shared/contract';
import { withTimeout } from '../shared/runtime/time';
import { type Answering, withTyping } from '../shared/withTyping';
import { type OwnTurn, type Turn, takeTurn } from './conversation/takeTurn';
import type { Remembered } from './conversation/view';
import { type Because, type Decision, decide } from './decide';
import { type Handling, isDelivered } from './deps';
import { sendMessages } from './messages/sendMessages';
import type { CustomerMessage, Push } from './push';
import { type Answer, type Message, ReplyError, reasonOf } from './replyContract';

/** What came of a message. */
export type Answered =
  | { kind: 'answered' }
  /** Another invocation answered it, or is about to. */
  | { kind: 'elsewhere' }
  /** A person has the conversation already, until then. */
  | { kind: 'person'; until: number }
  /** A person is to be called, for this reason. */
  | { kind: 'call a person'; because: Because }
  | { kind: 'failed'; failure: string };

/** The database's code, which takes a moment to load, waits so long for the first Typing to leave. */
const maxTypingFirstMs = 100;

/**
 * Shows the customer typing until the answer to their message, and to those that wait with it, is
 * there, and sends it; never rejects. What was sent by the time that all is over counts: an answer
 * that arrived is never too late.
 */
export async function answerMessage(push: Push, handling: Handling): Promise<Answered> {
  const { clock, trace, delivery } = handling;
  const progress: Progress = { turn: undefined, messages: [] };
  const mergeMs = decide([push], handling).questions.length > 0 ? handling.budget.mergeMs : 0;
  const begin = (next: () => Promise<Turn>, lastMessageAt: number) =>
    answerWithTyping(next, lastMessageAt, progress, push, handling);

  let answered = await begin(() => takeTurn(push, mergeMs, handling), push.createdAt * 1000);
  while (answered.kind === 'wait') {
    const turn = await answered.wait();
    if (turn.kind === 'late') answered = late;
    else if (turn.kind !== 'ours') answered = turn;
    else {
      progress.turn = turn;
      // Whoever was answering has sent something, or WeChat says that nothing came lately.
      answered = await begin(async () => turn, clock.now());
    }
  }
  progress.turn?.stop();
  trace.messages = delivery.sent;
  if (answered.kind === 'answered' && progress.turn !== undefined) {
    await progress.turn.finish(remember(progress.turn, progress.messages, handling));
  }
  return answered;
}

/** What one invocation has done, also where its time was over in between. */
interface Progress {
  turn: OwnTurn | undefined;
  messages: readonly Message[];
}

type Waiting = Extract<Turn, { kind: 'wait' }>;

const late: Answered = {
  kind: 'failed',
  failure: 'others were answered until it was too late',
};

/** With typing shown from now on; ends where it is somebody else who answers next. */
function answerWithTyping(
  next: () => Promise<Turn>,
  lastMessageAt: number,
  progress: Progress,
  push: Push,
  handling: Handling,
): Promise<Answered | Waiting> {
  const { transport, clock, budget, trace, delivery } = handling;
  const gate = openGate(transport, clock);

  async function work({ signal, send }: Answering): Promise<Answered | Waiting> {
    await gate.firstCall;
    for (let turn = await next(); ; turn = await takeTurn(push, 0, handling)) {
      if (turn.kind === 'late') return late;
      if (turn.kind === 'wait' || (turn.kind === 'elsewhere' && turn.underWay)) gate.close();
      if (turn.kind !== 'ours') return turn;
      progress.turn = turn;
      if (signal.aborted) throw new ReplyError('the reply came too late');
      trace.together = turn.messages.length > 1 ? turn.messages.length : undefined;

      const { messages, person } = await prepare(turn, signal, push, handling);
      // While the reply was made somebody may have called a person, or taken us for dead.
      if (await turn.keep()) {
        progress.messages = messages;
        if (messages.length > 0) {
          await sendMessages(push.openid, messages, { ...handling, around: send });
        }
        return person === undefined
          ? { kind: 'answered' }
          : { kind: 'call a person', because: person };
      }
      turn.stop();
    }
  }

  return withTyping<Answered | Waiting>(push.openid, work, {
    transport: gate,
    clock,
    lastMessageAt,
    deadlineMs: Math.max(0, budget.replyBy - clock.now()),
    callMs: budget.callMs,
    log: ({ errCode }) => {
      trace.typing = errCode;
    },
  }).catch(async (error: unknown) => {
    // Of the last message nobody knows yet whether it arrives.
    const by = budget.deadline - budget.callMs;
    await withTimeout(delivery.pending, by, clock, () => undefined);
    return isDelivered(delivery)
      ? { kind: 'answered' }
      : { kind: 'failed', failure: reasonOf(error) };
  });
}

interface Prepared {
  messages: readonly Message[];
  /** Why a person is called beside them. */
  person: Because | undefined;
}

async function prepare(
  turn: OwnTurn,
  signal: AbortSignal,
  push: Push,
  handling: Handling,
): Promise<Prepared> {
  const decision = decide(turn.messages, handling);
  const { before, after, questions, person } = decision;
  if (person !== undefined || questions.length === 0) {
    return { messages: [...before, ...after], person };
  }
  const replied = readAnswer(await ask(turn, decision, signal, push, handling));
  if (replied === undefined) return { messages: [...before, ...after], person: 'the reply' };
  return { messages: [...before, ...replied, ...after], person: undefined };
}

function ask(
  { said }: OwnTurn,
  { questions }: Decision,
  signal: AbortSignal,
  { openid }: Push,
  { reply, clock, budget, settings }: Handling,
): Promise<Answer> {
  const message = questions.at(-1);
  if (reply === undefined || message === undefined) throw new ReplyError('there is no reply');
  const history = settings.historyTurns > 0 ? said.map(({ from, text }) => ({ from, text })) : [];
  return reply(
    { text: questions.map(describeQuestion).join('\n'), message, history, openid },
    {
      signal,
      time: {
        now: () => clock.now(),
        left: () => budget.replyBy - clock.now(),
        wait: (ms) => new Promise((resolve) => clock.setTimeout(resolve, ms)),
      },
    },
  );
}

/** undefined: a person is to answer. @throws ReplyError where it is no answer */
function readAnswer(answer: Answer): readonly Message[] | undefined {
  if (typeof answer === 'object' && answer !== null && 'handOver' in answer) {
    if (answer.handOver) return undefined;
    throw new ReplyError('the reply was empty');
  }
  const messages = (Array.isArray(answer) ? answer : [answer]).map((one) =>
    typeof one === 'string' ? { text: one } : one,
  );
  const said = messages.filter((one) => !('text' in one) || one.text.trim() !== '');
  if (said.length === 0) throw new ReplyError('the reply was empty');
  return said;
}

function remember(
  turn: OwnTurn,
  messages: readonly Message[],
  { clock, settings }: Handling,
): readonly Remembered[] {
  if (settings.historyTurns === 0) return [];
  const at = (turn.messages.at(-1)?.createdAt ?? 0) * 1000;
  const asked: Remembered = {
    from: 'customer',
    text: turn.messages.map(describeQuestion).join('\n'),
    at,
  };
  const answered: Remembered = {
    from: 'service',
    text: messages.map(describeMessage).join('\n'),
    at: clock.now(),
  };
  return [...turn.said, asked, answered].slice(-2 * settings.historyTurns);
}

/** As it stands in the history that a model reads. */
function describeQuestion({ type, content, title }: CustomerMessage): string {
  if (type === 'text') return content;
  if (type === 'image') return '[图片]';
  return type === 'miniprogrampage' ? `[小程序] ${title}` : `[${type}]`;
}

function describeMessage(message: Message): string {
  if ('text' in message) return message.text;
  if ('image' in message) return '[图片]';
  if ('link' in message) return `[链接] ${message.link.title}`;
  return `[小程序] ${message.miniprogrampage.title}`;
}

/**
 * The way to setTyping. `firstCall` settles when the first call is answered, or has had its time.
 * Closed, where somebody else is answering, it lets nothing pass: their typing is not ours to
 * renew or to take down. Where the answer is there already it stays open: a repeat of WeChat's that
 * came after it has set typing that no answer would take down.
 */
function openGate(transport: Transport, clock: Clock) {
  let closed = false;
  let answered = () => {};
  const first = new Promise<void>((resolve) => {
    answered = resolve;
  });
  return {
    firstCall: withTimeout(first, clock.now() + maxTypingFirstMs, clock, () => {}),
    close() {
      closed = true;
    },
    setTyping: async (call: TypingCall) =>
      closed ? { errCode: 0, errMsg: '' } : transport.setTyping(call).finally(answered),
  };
}
