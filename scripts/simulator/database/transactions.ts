import { randomUUID } from 'node:crypto';
import type { SimClock, SimTimer } from '../clock/clock';
import { CloudbaseError } from '../gateway/cloudbaseError';
import type { Document } from './documents';
import type { Change } from './operations';

/** Documents by key, by collection. */
export type Collections = Map<string, Map<string, Document>>;

/** "transaction must be commit or abort in 30 seconds", as CloudBase's error says. */
const lifeMs = 30_000;

/** A transaction sees the documents of the moment when it first asked, and its own changes. */
export interface Transaction {
  id: string;
  /** The invocation that began it. */
  owner: string;
  view: Collections | undefined;
  /** What it has changed, and the document that it found there. */
  changed: Map<string, { collection: string; key: string; found: Document | undefined }>;
  expiry: SimTimer;
}

export interface Transactions {
  /**
   * Begins one. Where transactions go in turn it waits until those of other invocations are over.
   *
   * @param parked told when it has to wait.
   * @throws CloudbaseError where its invocation is over before its turn.
   */
  begin(owner: string, parked: () => void): Promise<Transaction>;
  /** @throws CloudbaseError DATABASE_TRANSACTION_FAIL where it is over or never was. */
  find(id: unknown): Transaction;
  /** @throws CloudbaseError DATABASE_TRANSACTION_CONFLICT, and the transaction is over. */
  change(transaction: Transaction, changes: readonly Change[]): void;
  /** What it sees, now and from now on. */
  view(transaction: Transaction): Collections;
  /** @throws CloudbaseError DATABASE_TRANSACTION_CONFLICT, and nothing is changed. */
  commit(transaction: Transaction): void;
  abort(transaction: Transaction): void;
  /** An invocation is over: what it left open is rolled back. */
  ended(owner: string): void;
  reset(): void;
}

export function createTransactions(
  stored: Collections,
  clock: Pick<SimClock, 'now' | 'setTimeout' | 'clearTimeout'>,
  inTurn: boolean,
): Transactions {
  const open = new Map<string, Transaction>();
  let waiting: { owner: string; go: (mayBegin: boolean) => void }[] = [];

  const mayBegin = (owner: string) =>
    !inTurn || [...open.values()].every((other) => other.owner === owner);

  function start(owner: string): Transaction {
    const id = randomUUID().replaceAll('-', '');
    const transaction: Transaction = {
      id,
      owner,
      view: undefined,
      changed: new Map(),
      expiry: clock.setTimeout(() => end(transaction), lifeMs),
    };
    open.set(id, transaction);
    return transaction;
  }

  function end(transaction: Transaction): void {
    clock.clearTimeout(transaction.expiry);
    open.delete(transaction.id);
    const next = waiting.find(({ owner }) => mayBegin(owner));
    if (!next) return;
    waiting = waiting.filter((other) => other !== next);
    next.go(true);
  }

  function viewOf(transaction: Transaction): Collections {
    transaction.view ??= new Map(
      [...stored].map(([name, documents]) => [name, new Map(documents)]),
    );
    return transaction.view;
  }

  const current = ({ collection, key }: { collection: string; key: string }) =>
    stored.get(collection)?.get(key);

  function conflict(transaction: Transaction): never {
    end(transaction);
    throw new CloudbaseError(
      'DATABASE_TRANSACTION_CONFLICT',
      '[ResourceUnavailable.TransactionConflict] Transaction is conflict, maybe resource operated by others. Please check your request, but if the problem persists, contact us.',
    );
  }

  return {
    async begin(owner, parked) {
      if (mayBegin(owner)) return start(owner);
      parked();
      return new Promise((resolve, reject) => {
        // Begins within `go`: nobody else may come in between.
        const go = (may: boolean) => (may ? resolve(start(owner)) : reject(notThere()));
        waiting.push({ owner, go });
      });
    },

    find(id) {
      const transaction = typeof id === 'string' ? open.get(id) : undefined;
      if (!transaction) throw notThere();
      return transaction;
    },

    change(transaction, changes) {
      const others = [...open.values()].filter((other) => other !== transaction);
      for (const { collection, key, document } of changes) {
        const name = `${collection} ${key}`;
        const documents = viewOf(transaction).get(collection);
        if (!transaction.changed.has(name)) {
          const found = documents?.get(key);
          if (current({ collection, key }) !== found) conflict(transaction);
          if (others.some(({ changed }) => changed.has(name))) conflict(transaction);
          transaction.changed.set(name, { collection, key, found });
        }
        if (document) documents?.set(key, document);
        else documents?.delete(key);
      }
    },

    view: viewOf,

    commit(transaction) {
      const { changed } = transaction;
      const view = viewOf(transaction);
      for (const one of changed.values()) if (current(one) !== one.found) conflict(transaction);
      for (const { collection, key } of changed.values()) {
        const document = view.get(collection)?.get(key);
        if (document) stored.get(collection)?.set(key, document);
        else stored.get(collection)?.delete(key);
      }
      end(transaction);
    },

    abort: end,

    ended(owner) {
      const gone = waiting.filter((one) => one.owner === owner);
      waiting = waiting.filter((one) => one.owner !== owner);
      for (const { go } of gone) go(false);
      for (const transaction of [...open.values()]) {
        if (transaction.owner === owner) end(transaction);
      }
    },

    reset() {
      const all = waiting;
      waiting = [];
      for (const { go } of all) go(false);
      for (const transaction of [...open.values()]) end(transaction);
    },
  };
}

const notThere = () =>
  new CloudbaseError(
    'DATABASE_TRANSACTION_FAIL',
    '[ResourceUnavailable.TransactionNotExist] Transaction does not exist on the server, transaction must be commit or abort in 30 seconds. Please check your request, but if the problem persists, contact us.',
  );
