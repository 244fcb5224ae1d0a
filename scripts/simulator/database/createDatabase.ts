import { randomUUID } from 'node:crypto';
import { createContext, Script } from 'node:vm';
import type { SimClock } from '../clock/clock';
import { ConfigError } from '../config/configError';
import type { SimulatorOptions } from '../config/options';
import type { Answer } from '../conversation/answer';
import { CloudbaseError, cloudbaseError } from '../gateway/cloudbaseError';
import { checkDocument, isObject, keyOf, newId, readEjson, reasonOf, toJson } from './documents';
import type { Change, Operation, Params, Scope } from './operations';
import { type Collections, createTransactions } from './transactions';

/** The actions that read and write documents, as the SDK names them; either side of a transaction. */
const operationNames = [
  'getDocument',
  'calculateDocument',
  'insertDocument',
  'modifyDocument',
  'modifyAndReturnDoc',
  'removeDocument',
  'aggregateDocuments',
] as const;

/** Loaded with the first of them: mingo takes longer to load than all the rest of the simulator. */
function operationOf(action: string): Operation | undefined {
  const name = operationNames.find((one) => action === `database.${one}`);
  if (name === undefined) return undefined;
  const { operations }: typeof import('./operations') = require('./operations');
  return operations[name];
}

/** Every action that the database has. */
export const databaseActions: readonly string[] = [
  ...operationNames.map((name) => `database.${name}`),
  'database.addCollection',
  'database.startTransaction',
  'database.commitTransaction',
  'database.abortTransaction',
];

/** "Each environment can create up to 100 collections": docs.cloudbase.net/en/faq/database */
const maxCollections = 100;

export interface DatabaseCall {
  action: string;
  params: Params;
  /** The invocation that calls: whose transactions are whose. */
  owner: string;
  /** Told when it has to wait for the end of somebody else's transaction. */
  parked(): void;
}

/** CloudBase's database: what it holds, and each action of its wire. */
export interface Database {
  /**
   * One action, all of it or nothing, one after the other: of two instances that insert the same
   * `_id` one succeeds, and no `inc` is lost. Whatever a function sends, the answer is one of
   * CloudBase's; it never rejects.
   */
  run(call: DatabaseCall): Promise<Answer>;
  /** An invocation is over: what it left open is rolled back. */
  ended(owner: string): void;
  /** Every document as JSON, by collection. */
  list(): Record<string, unknown[]>;
  /**
   * Puts these collections in place of what they held.
   *
   * @throws ConfigError saying which document is none; then nothing has changed.
   */
  replace(collections: unknown): void;
  /** Back to what it held at the start. */
  reset(): void;
}

export interface DatabaseOptions {
  /** Collections that exist, empty at the start. */
  collections?: readonly string[] | undefined;
  /** Collections that exist, and what they hold at the start. */
  seeds?: Record<string, unknown[]> | undefined;
  clock: Pick<SimClock, 'now' | 'setTimeout' | 'clearTimeout'>;
  options: Pick<SimulatorOptions, 'transactions'>;
  /** Real time: what takes longer would hold up every other function and the page. Default: 2 s. */
  limitMs?: number;
}

export function createDatabase({
  collections = [],
  seeds = {},
  clock,
  options,
  limitMs = 2_000,
}: DatabaseOptions): Database {
  const stored: Collections = new Map();
  const transactions = createTransactions(stored, clock, options.transactions === 'in-turn');

  function replace(given: unknown): void {
    for (const [name, documents] of readCollections(given, clock.now()))
      stored.set(name, documents);
  }

  function reset(): void {
    transactions.reset();
    stored.clear();
    for (const name of collections) stored.set(name, new Map());
    replace(seeds);
  }

  const scopeOf = (view: Collections): Scope => ({
    now: clock.now(),
    documents(collection) {
      const found = typeof collection === 'string' ? view.get(collection) : undefined;
      if (!found) throw missing(collection, [...stored.keys()]);
      return found;
    },
    documentsOrNone: (collection) => [...(view.get(collection)?.values() ?? [])],
  });

  function operate(operation: Operation, params: Params): Record<string, unknown> {
    const transaction = params.get('transactionId');
    if (transaction === undefined) {
      const { data, changes = [] } = withTimeLimit(limitMs, () =>
        operation(scopeOf(stored), params),
      );
      apply(stored, changes);
      return data;
    }
    const mine = transactions.find(transaction);
    const { data, changes = [] } = withTimeLimit(limitMs, () =>
      operation(scopeOf(transactions.view(mine)), params),
    );
    transactions.change(mine, changes);
    return data;
  }

  function addCollection(name: unknown): Record<string, unknown> {
    if (typeof name !== 'string' || !/^[^$\0]{1,120}$/.test(name) || name.startsWith('system.')) {
      throw new CloudbaseError(
        'INVALID_PARAM',
        'collectionName cannot be the name of a collection',
      );
    }
    if (stored.has(name)) {
      throw new CloudbaseError(
        'DATABASE_REQUEST_FAILED',
        '[CreateTable] Table exist. Please check your request, but if the problem cannot be solved, contact us.',
      );
    }
    if (stored.size >= maxCollections) {
      throw new CloudbaseError(
        'DATABASE_COLLECTION_EXCEED_LIMIT',
        `an environment has at most ${maxCollections} collections`,
      );
    }
    stored.set(name, new Map());
    return {};
  }

  async function answer({ action, params, owner, parked }: DatabaseCall): Promise<Answer> {
    const requestId = randomUUID();
    const operation = operationOf(action);
    if (operation) return { requestId, data: operate(operation, params) };
    switch (action) {
      case 'database.addCollection':
        return { requestId, data: addCollection(params.get('collectionName')) };
      case 'database.startTransaction':
        return { requestId, transactionId: (await transactions.begin(owner, parked)).id };
      case 'database.commitTransaction':
        transactions.commit(transactions.find(params.get('transactionId')));
        return { requestId };
      default:
        transactions.abort(transactions.find(params.get('transactionId')));
        return { requestId };
    }
  }

  reset();
  return {
    async run(call) {
      try {
        return await answer(call);
      } catch (error) {
        if (error instanceof CloudbaseError) return cloudbaseError(error.code, error.message);
        // What mingo says of a query, an update or a stage that it cannot follow.
        return cloudbaseError('DATABASE_REQUEST_FAILED', `[FailedOperation] ${reasonOf(error)}`);
      }
    },
    ended: transactions.ended,
    list: () =>
      Object.fromEntries(
        [...stored].map(([name, documents]) => [name, [...documents.values()].map(toJson)]),
      ),
    replace,
    reset,
  };
}

function apply(collections: Collections, changes: readonly Change[]): void {
  for (const { collection, key, document } of changes) {
    if (document) collections.get(collection)?.set(key, document);
    else collections.get(collection)?.delete(key);
  }
}

/** What people wrote down as collections: JSON, or extended JSON where JSON lacks the type. */
function readCollections(given: unknown, now: number): Collections {
  if (!isObject(given)) throw new ConfigError('collections have to be an object of lists');
  return new Map(
    Object.entries(given).map(([name, documents]) => {
      if (!Array.isArray(documents)) {
        throw new ConfigError(`"${name}" has to be a list of documents`);
      }
      const read = new Map(
        documents.map((document, index) => {
          try {
            const value = readEjson(JSON.stringify(document) ?? '', 'a document', now);
            if (!isObject(value)) throw new Error('a document has to be an object');
            const whole = '_id' in value ? value : { _id: newId(), ...value };
            checkDocument(whole);
            return [keyOf(whole._id), whole] as const;
          } catch (error) {
            throw new ConfigError(`"${name}"[${index}]: ${reasonOf(error)}`);
          }
        }),
      );
      if (read.size < documents.length) {
        throw new ConfigError(`"${name}" holds an _id more than once`);
      }
      return [name, read];
    }),
  );
}

const missing = (collection: unknown, collections: readonly string[]) =>
  new CloudbaseError(
    'DATABASE_COLLECTION_NOT_EXIST',
    `[ResourceNotFound] Db or Table not exist: ${typeof collection === 'string' ? collection.slice(0, 200) : JSON.stringify(collection)}. Collections that the simulator has: ${collections.join(', ') || 'none'} (its configuration declares them with "collections" or "database")`,
  );

const script = new Script('work()');
const context = createContext({});

/**
 * Runs `work`, and breaks it off where it does not come to an end: a regular expression that
 * backtracks for ever, a stage that multiplies documents.
 *
 * @throws Error with code ERR_SCRIPT_EXECUTION_TIMEOUT, or whatever `work` throws
 */
function withTimeLimit<Result>(limitMs: number, work: () => Result): Result {
  context.work = work;
  try {
    return script.runInContext(context, { timeout: limitMs });
  } finally {
    context.work = undefined;
  }
}
