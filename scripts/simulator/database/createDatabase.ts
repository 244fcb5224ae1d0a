import { randomBytes, randomUUID } from 'node:crypto';
import type { Answer } from '../conversation/answer';
import { cloudbaseError } from './cloudbaseError';

/** The one action of CloudBase's database that the simulator has. */
export interface Database {
  /**
   * `database.insertDocument`: all of the documents, or none where an `_id` is there already. It
   * happens at once, so of two instances that insert the same `_id` exactly one succeeds.
   *
   * @param documents one text of extended JSON each.
   */
  insert(collection: unknown, documents: unknown): Answer;
  /** Every document, by collection. */
  list(): Record<string, unknown[]>;
  reset(): void;
}

/** @param collections those that exist; a document for any other is refused. */
export function createDatabase(collections: readonly string[]): Database {
  const stored = new Map(collections.map((name) => [name, new Map<string, unknown>()]));

  return {
    insert(collection, documents) {
      const target = typeof collection === 'string' ? stored.get(collection) : undefined;
      if (!target) return missing(collection, collections);
      const parsed = parseDocuments(documents);
      if (!parsed)
        return cloudbaseError('INVALID_PARAM', 'data is not a list of documents in JSON');
      const keys = parsed.map(({ _id }) => JSON.stringify(_id));
      const twice = keys.find((key, index) => target.has(key) || keys.indexOf(key) < index);
      if (twice !== undefined) return duplicate(String(collection), twice);
      parsed.forEach((document, index) => {
        target.set(keys[index] ?? '', document);
      });
      return { requestId: randomUUID(), data: { insertedIds: parsed.map(({ _id }) => _id) } };
    },

    list: () =>
      Object.fromEntries([...stored].map(([name, documents]) => [name, [...documents.values()]])),

    reset() {
      for (const documents of stored.values()) documents.clear();
    },
  };
}

function missing(collection: unknown, collections: readonly string[]): Answer {
  const there = collections.length > 0 ? collections.join(', ') : 'none';
  return cloudbaseError(
    'DATABASE_COLLECTION_NOT_EXIST',
    `[ResourceNotFound] Db or Table not exist: ${String(collection)}. Collections that the simulator's configuration declares: ${there}`,
  );
}

function duplicate(collection: string, key: string): Answer {
  return cloudbaseError(
    'DATABASE_REQUEST_FAILED',
    `[FailedOperation.Insert] multiple write errors: [{write errors: [{E11000 duplicate key error collection: ${collection} index: _id_ dup key: { _id: ${key} }}]}]`,
  );
}

type Document = { _id: unknown };

function parseDocuments(documents: unknown): Document[] | undefined {
  if (!Array.isArray(documents) || documents.length === 0) return undefined;
  const parsed: Document[] = [];
  for (const text of documents) {
    const document = parse(text);
    if (typeof document !== 'object' || document === null || Array.isArray(document)) {
      return undefined;
    }
    parsed.push({ _id: randomBytes(12).toString('hex'), ...document });
  }
  return parsed;
}

function parse(text: unknown): unknown {
  try {
    return typeof text === 'string' ? JSON.parse(text) : undefined;
  } catch {
    return undefined;
  }
}
