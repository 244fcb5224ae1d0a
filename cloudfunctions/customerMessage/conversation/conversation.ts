import { createHash } from 'node:crypto';
import type { Push } from '../push';
import { type Command, type Database, updatedBy } from './database';
import { dayMs, isWithPerson, person, type Remembered, readView, type View } from './view';

/*
 * What the instances of this function know in common of one customer lies in documents whose `_id`
 * begins alike, so that the database finds them by the index that it has anyway:
 *
 *   <customer>                     who answers at present, until when, and what was said before
 *   <customer>-<time>-<message>    one for each message: it can be there once, and is `open` until
 *                                  the message has been answered or handed over
 *
 * <customer> is a hash: no OpenID lies in the database. A message's text goes when it is answered.
 * Everything goes a day after it was last needed.
 */

/** WeChat stops forwarding to people 30 minutes after one accepted (trans.html, as in push.ts). */
export const personMs = 30 * 60_000;
/** So long a holder is believed to live without a word of it, and so often it gives one. */
const leaseMs = 6_000;
export const renewMs = 2_000;
const maxSaidText = 2_000;
/** One query gives at most so many documents. */
const maxDocuments = 100;

export interface Conversation {
  /** The message's document. */
  readonly id: string;
  /** Puts the message there. `again`: another delivery of it did so before. */
  join(mergeMs: number): Promise<'first' | 'again' | 'out'>;
  look(): Promise<View | 'out'>;
  /** Takes the answering of all that is open in `view`; false: somebody else was quicker. */
  take(view: View, deadline: number): Promise<boolean | 'out'>;
  /** Whether the answering is still ours, which also makes it last. */
  keep(deadline: number): Promise<boolean | 'out'>;
  /** They have their answer; what was said is kept, and the next may answer. */
  finish(view: View, said: readonly Remembered[]): Promise<void>;
  /** The message is somebody else's to answer. */
  leave(): Promise<void>;
  /** A person has it, for 30 minutes. `already`: one had it before. */
  handOver(): Promise<'newly' | 'already' | 'out'>;
  /** Whether to greet the customer: not twice within a day, and not while a person has them. */
  mayGreet(): Promise<boolean | 'out'>;
}

interface ConversationDeps {
  database: Database;
  /** Names the invocation among all, of all instances. */
  me: string;
  /** When it began. */
  startedAt: number;
  now(): number;
}

/**
 * The conversation of whoever wrote `push`. Each call to the database may take effect twice, or
 * after its caller has given it up, without harm: it names who makes it (`me`), or what it saw.
 */
export function openConversation(
  push: Push,
  { database, me, startedAt, now }: ConversationDeps,
): Conversation {
  const customer = hash(push.openid);
  const id = `${customer}-${String(push.createdAt).padStart(11, '0')}-${messageHash(push)}`;
  const expiresAt = () => now() + dayMs;

  /** Counts each time that it is made: what is updated to what it was is not told from nothing. */
  const update = async (
    query: (command: Command) => object,
    data: (command: Command) => object,
    anyway?: boolean,
  ): Promise<number | 'out'> =>
    updatedBy(
      await database.call(
        (collection, command) =>
          collection
            .where(query(command))
            .update({ data: { ...data(command), updates: command.inc(1) } }),
        anyway,
      ),
    );

  /** Changes the customer's document where `condition` holds, or creates it. */
  async function change(
    condition: (command: Command) => object,
    data: object,
    mine: object,
  ): Promise<boolean | 'out'> {
    const changed = await update(
      (_) => _.and([{ _id: customer }, _.or([condition(_), mine])]),
      () => data,
    );
    if (changed !== 0) return changed === 'out' ? 'out' : true;
    const created = await database.call((collection) =>
      collection.add({ data: { _id: customer, ...nobody, ...data } }),
    );
    if (created === 'out') return 'out';
    return 'answer' in created || created.unsure;
  }

  const close = (ids: readonly string[], anyway?: boolean) =>
    update(
      (_) => ({ _id: _.in(ids) }),
      (_) => ({ open: false, message: _.remove() }),
      anyway,
    );

  return {
    id,

    async join(mergeMs) {
      const { kind: _, openid: __, account: ___, ...message } = push;
      const joined = await database.call((collection) =>
        collection.add({
          data: { _id: id, open: true, message, at: startedAt, mergeMs, expiresAt: expiresAt() },
        }),
      );
      if (joined === 'out') return 'out';
      // Unsure whether it was our own first try, it stands by like a repeat: that loses nothing.
      return 'answer' in joined ? 'first' : 'again';
    },

    async look() {
      const found = await database.call((collection, _) =>
        collection
          .where(
            _.or([
              { _id: customer },
              { _id: _.and([_.gt(`${customer}-`), _.lt(`${customer}.`)]), open: true },
            ]),
          )
          .orderBy('_id', 'asc')
          .limit(maxDocuments)
          .get(),
      );
      return found === 'out' ? 'out' : readView(found, customer, now());
    },

    async take({ isThere, revision, open }, deadline) {
      const data = {
        holder: me,
        until: leaseEnd(now(), deadline),
        batch: open.map((waiting) => waiting.id),
        revision,
        expiresAt: expiresAt(),
      };
      if (!isThere) {
        const created = await database.call((collection) =>
          collection.add({ data: { _id: customer, ...nobody, ...data } }),
        );
        return created === 'out' ? 'out' : 'answer' in created || created.unsure;
      }
      const taken = await update(
        (_) => _.and([{ _id: customer, revision }, _.or([{ until: _.lt(now()) }, { holder: me }])]),
        () => data,
      );
      return taken === 'out' ? 'out' : taken > 0;
    },

    async keep(deadline) {
      const kept = await update(
        () => ({ _id: customer, holder: me }),
        () => ({ until: leaseEnd(now(), deadline) }),
      );
      return kept === 'out' ? 'out' : kept > 0;
    },

    async finish({ revision, open }, said) {
      // Left undone, it would be answered again.
      await close(
        open.map((waiting) => waiting.id),
        true,
      );
      await update(
        () => ({ _id: customer, holder: me }),
        () => ({
          ...nobody,
          revision: revision + 1,
          said: said.map((one) => ({ ...one, text: one.text.slice(0, maxSaidText) })),
          expiresAt: expiresAt(),
        }),
        true,
      );
    },

    async leave() {
      await close([id]);
    },

    async handOver() {
      // What a person says is not known here: what was said before is not gone on from.
      const data = {
        ...nobody,
        holder: person,
        until: now() + personMs,
        by: me,
        revision: now(),
        expiresAt: expiresAt(),
      };
      const handedOver = await change(
        (_) => _.or([{ holder: _.neq(person) }, { until: _.lt(now()) }]),
        data,
        { by: me },
      );
      if (handedOver === 'out') return 'out';
      await update(
        (_) => ({ _id: _.and([_.gt(`${customer}-`), _.lt(`${customer}.`)]), open: true }),
        (_) => ({ open: false, message: _.remove() }),
      );
      return handedOver ? 'newly' : 'already';
    },

    async mayGreet() {
      const seen = await this.look();
      if (seen === 'out') return 'out';
      if (isWithPerson(seen, now())) return false;
      const greeting = `${customer}+greeting`;
      const data = { by: me, expiresAt: expiresAt() };
      const again = await update(
        (_) => _.and([{ _id: greeting }, _.or([{ expiresAt: _.lt(now()) }, { by: me }])]),
        () => data,
      );
      if (again !== 0) return again === 'out' ? 'out' : true;
      const first = await database.call((collection) =>
        collection.add({ data: { _id: greeting, ...data } }),
      );
      if (first === 'out') return 'out';
      return 'answer' in first || first.unsure;
    },
  };
}

const nobody = { holder: '', until: 0, batch: [], said: [], revision: 0 };

function leaseEnd(now: number, deadline: number): number {
  return Math.min(now + leaseMs, deadline);
}

/** Removes what is out of date, of all customers. */
export async function removeExpired(database: Database, now: number): Promise<void> {
  await database.call((collection, _) => collection.where({ expiresAt: _.lt(now) }).remove());
}

/**
 * Who wrote it is part of it, so that nobody can claim somebody else's message by its id, and so is
 * the time, because a 64-bit MsgId that came as a number has lost its last digits.
 */
function messageHash({ type, content, messageId }: Push): string {
  return hash((messageId === '' ? [type, content] : [messageId]).join('\n')).slice(0, 16);
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}
