import type { Clock } from '../../shared/contract';
import type { Budget } from '../budget';
import type { CustomerMessage } from '../push';
import { type Conversation, renewMs } from './conversation';
import { isHeld, isWithPerson, type Remembered, type View, type Waiting } from './view';

/** What an invocation is to do about its message. */
export type Turn =
  | OwnTurn
  /** It has been answered, or somebody who is known to live is answering it (`underWay`). */
  | { kind: 'elsewhere'; underWay: boolean }
  /** A person has the conversation, until then. */
  | { kind: 'person'; until: number }
  /** Somebody else is answering; `wait` for what follows, without typing shown for it. */
  | { kind: 'wait'; wait(): Promise<Turn> }
  /** Others were being answered until there was no time left. */
  | { kind: 'late' };

/** To answer all of these together. */
export interface OwnTurn {
  kind: 'ours';
  /** In the order in which they were written; our own is among them. */
  messages: readonly CustomerMessage[];
  said: readonly Remembered[];
  /** Whether the answer is still ours to send. */
  keep(): Promise<boolean>;
  /** They have their answer; `said` is all that is to be remembered. */
  finish(said: readonly Remembered[]): Promise<void>;
  /** The turn is no longer kept, and ends by itself. */
  stop(): void;
}

interface TurnDeps {
  conversation: Conversation;
  clock: Clock;
  budget: Budget;
}

/** Whoever has the newest message answers; where it doesn't, an older one's does so much later. */
const graceMs = 700;
/** A customer who goes on writing is answered after so many times `mergeMs`. */
const maxMerges = 4;
/** Looks at the database come at such distances. */
const minLookMs = 100;
const maxLookMs = 1_000;
/** An answer that is there so soon, a rule's, is sent without asking again whose it is to send. */
const freshMs = 300;
/** Before the time for the reply is over, it is decided who has the message. */
const decideMs = 100;

/**
 * Decides, among all instances, who answers a customer's messages: one invocation at a time, all
 * that wait, in their order, when none has come for `mergeMs`.
 *
 * No message depends on the invocation that it came with. One that leaves its message to another
 * does so only when that one is seen to be answering it. One that answers says every 2 s that it
 * lives; after 6 s of silence whoever waits takes over, or a repeat of WeChat's, which stands by
 * until the message is answered. Where the database is out a message is answered by itself; what was
 * left to an invocation that dies at the same time is lost, for it stands nowhere else.
 * @param mergeMs how long a further message is waited for; 0: the answer is at hand
 */
export async function takeTurn(
  own: CustomerMessage,
  mergeMs: number,
  deps: TurnDeps,
): Promise<Turn> {
  const { conversation, clock, budget } = deps;
  const alone = (): Turn => ({
    kind: 'ours',
    messages: [own],
    said: [],
    keep: async () => true,
    finish: async () => {},
    stop: () => {},
  });

  // Before anything is waited for: a customer whom a person has is that person's at once.
  const looks = mergeMs > 0 ? conversation.look() : undefined;
  const [joined, before] = await Promise.all([conversation.join(mergeMs), looks]);
  if (joined === 'out' || before === 'out') return alone();
  if (before && isWithPerson(before, clock.now())) return { kind: 'person', until: before.until };
  if (joined === 'first') await sleep(Math.min(mergeMs, budget.mergeBy - clock.now()), clock);
  return proceed(false);

  async function proceed(waits: boolean): Promise<Turn> {
    for (let lookMs = minLookMs; ; lookMs = Math.min(maxLookMs, lookMs * 2)) {
      const view = await conversation.look();
      if (view === 'out') return alone();
      const now = clock.now();
      if (isWithPerson(view, now)) return { kind: 'person', until: view.until };
      if (!view.open.some(({ id }) => id === conversation.id)) {
        return { kind: 'elsewhere', underWay: isHeld(view, now) };
      }

      const left = budget.replyBy - decideMs - now;
      if (isHeld(view, now)) {
        const inBatch = view.batch.includes(conversation.id);
        // Should the holder die, its own message is repeated, and takes ours along.
        if (inBatch && (joined === 'first' || left <= 0)) {
          return { kind: 'elsewhere', underWay: true };
        }
        if (!waits) return { kind: 'wait', wait: () => proceed(true) };
        if (left <= 0) return { kind: 'late' };
        // A repeat stands by: first for what WeChat may still hear, then for the holder's death.
        const isHeard = now < budget.heardUntil;
        const waitMs = inBatch && !isHeard ? Math.max(maxLookMs, view.until - now) : lookMs;
        await sleep(Math.min(waitMs, left), clock);
        continue;
      }
      const takeAt = Math.min(quietAt(view.open, conversation.id), budget.mergeBy);
      if (now >= takeAt) {
        const taken = await conversation.take(view, budget.deadline);
        if (taken === 'out') return alone();
        if (taken) return ours(view, now, deps);
      }
      if (left <= 0) return { kind: 'late' };
      await sleep(Math.min(Math.max(takeAt - now, lookMs), left), clock);
    }
  }
}

/** When it is for this invocation to answer. */
function quietAt(open: readonly Waiting[], own: string): number {
  const newest = open.reduce((last, one) => (one.at >= last.at ? one : last));
  const oldest = Math.min(...open.map(({ at }) => at));
  const quiet = Math.min(newest.at + newest.mergeMs, oldest + maxMerges * newest.mergeMs);
  return newest.id === own ? quiet : quiet + graceMs;
}

function ours(view: View, takenAt: number, { conversation, clock, budget }: TurnDeps): OwnTurn {
  let timer: unknown;
  let ended = false;
  const stop = () => {
    ended = true;
    clock.clearTimeout(timer);
  };
  const renewLater = () => {
    timer = clock.setTimeout(() => {
      void conversation.keep(budget.deadline).then((kept) => {
        if (kept === true && !ended) renewLater();
      });
    }, renewMs);
  };
  renewLater();
  return {
    kind: 'ours',
    messages: view.open.map(({ message }) => message),
    said: view.said,
    keep: async () =>
      clock.now() - takenAt < freshMs || (await conversation.keep(budget.deadline)) !== false,
    async finish(said) {
      stop();
      await conversation.finish(view, said);
    },
    stop,
  };
}

function sleep(ms: number, clock: Clock): Promise<void> {
  return new Promise((resolve) => clock.setTimeout(resolve, Math.max(0, ms)));
}
